// Written by hand because an internal listener has no address in its JSON.
extension Listener {
  enum CodingKeys: String, CodingKey {
    case name, address, additionalAddresses, trafficDirection, bindToPort, useOriginalDst
    case filterChains, defaultFilterChain, detectsHttp
    case perConnectionBufferLimitBytes, connectionBalanceConfig
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try fields.decode(String.self, forKey: .name),
      address: try fields.decodeIfPresent(Address.self, forKey: .address) ?? .none)
    additionalAddresses = try fields.decodeIfPresent(
      [AdditionalAddress].self, forKey: .additionalAddresses)
    trafficDirection = try fields.decodeIfPresent(
      TrafficDirection.self, forKey: .trafficDirection)
    bindToPort = try fields.decodeIfPresent(Bool.self, forKey: .bindToPort)
    useOriginalDst = try fields.decodeIfPresent(Bool.self, forKey: .useOriginalDst)
    filterChains = try fields.decodeIfPresent([FilterChain].self, forKey: .filterChains)
    defaultFilterChain = try fields.decodeIfPresent(
      FilterChain.self, forKey: .defaultFilterChain)
    perConnectionBufferLimitBytes = try fields.decodeIfPresent(
      UInt32.self, forKey: .perConnectionBufferLimitBytes)
    connectionBalanceConfig = try fields.decodeIfPresent(
      ConnectionBalanceConfig.self, forKey: .connectionBalanceConfig)
    detectsHttp = try fields.decode(Bool.self, forKey: .detectsHttp)
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    if address != .none { try fields.encode(address, forKey: .address) }
    try fields.encodeIfPresent(additionalAddresses, forKey: .additionalAddresses)
    try fields.encodeIfPresent(trafficDirection, forKey: .trafficDirection)
    try fields.encodeIfPresent(bindToPort, forKey: .bindToPort)
    try fields.encodeIfPresent(useOriginalDst, forKey: .useOriginalDst)
    try fields.encodeIfPresent(filterChains, forKey: .filterChains)
    try fields.encodeIfPresent(defaultFilterChain, forKey: .defaultFilterChain)
    try fields.encodeIfPresent(
      perConnectionBufferLimitBytes, forKey: .perConnectionBufferLimitBytes)
    try fields.encodeIfPresent(connectionBalanceConfig, forKey: .connectionBalanceConfig)
    try fields.encode(detectsHttp, forKey: .detectsHttp)
  }
}
