/// An Istio PeerAuthentication (istio/api security/v1beta1/peer_authentication.proto, 1.30).
public struct PeerAuthentication: Resource {
  public var metadata = ResourceMetadata()
  /// `selector.matchLabels`; `nil` where no selector is given.
  public var selector: [String: String]?
  /// `UNSET`, `DISABLE`, `PERMISSIVE` or `STRICT`; `nil` where no mode is given.
  public var mode: String?
  public var portLevelModes: [UInt32: String] = [:]
  public init() {}
}
