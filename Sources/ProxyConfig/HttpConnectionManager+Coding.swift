// Read by hand because messages without filters are those of the corpus that leaves them out: they
// have istiod's usual ones.
extension HttpConnectionManager {
  enum CodingKeys: String, CodingKey {
    case httpFilters = "filters"
    case xffNumTrustedHops, routeConfig, rds, normalizePath, mergeSlashes
    case pathWithEscapedSlashesAction, useRemoteAddress, streamIdleTimeout
    case commonHttpProtocolOptions, serverName, serverHeaderTransformation
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if let filters = try fields.decodeIfPresent([HTTPFilter].self, forKey: .httpFilters) {
      httpFilters = filters
    }
    xffNumTrustedHops = try fields.decodeIfPresent(UInt32.self, forKey: .xffNumTrustedHops)
    routeConfig = try fields.decodeIfPresent(RouteConfiguration.self, forKey: .routeConfig)
    rds = try fields.decodeIfPresent(Rds.self, forKey: .rds)
    normalizePath = try fields.decodeIfPresent(Bool.self, forKey: .normalizePath)
    mergeSlashes = try fields.decodeIfPresent(Bool.self, forKey: .mergeSlashes)
    pathWithEscapedSlashesAction = try fields.decodeIfPresent(
      EscapedSlashesAction.self, forKey: .pathWithEscapedSlashesAction)
    useRemoteAddress = try fields.decodeIfPresent(Bool.self, forKey: .useRemoteAddress)
    streamIdleTimeout = try fields.decodeIfPresent(
      ProtoDuration.self, forKey: .streamIdleTimeout)
    commonHttpProtocolOptions = try fields.decodeIfPresent(
      CommonOptions.self, forKey: .commonHttpProtocolOptions)
    serverName = try fields.decodeIfPresent(String.self, forKey: .serverName)
    serverHeaderTransformation = try fields.decodeIfPresent(
      ServerHeaderTransformation.self, forKey: .serverHeaderTransformation)
  }
}
