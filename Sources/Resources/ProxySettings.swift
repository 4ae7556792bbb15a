/// What is said of a proxy itself, as far as it can change what becomes of requests: an annotation
/// `proxy.istio.io/config`, or the mesh's `defaultConfig` (istio/api mesh/v1alpha1/proxy.proto,
/// 1.31).
public struct ProxySettings: Hashable, Sendable {
  /// How many proxies before a gateway its x-forwarded-for is believed of
  /// (`gatewayTopology.numTrustedProxies`).
  public var numTrustedProxies: UInt32?
  /// Settings that can change an outcome and do not act here, by their names.
  public var unmodelled: [String] = []
  /// The same, of gateways' proxies alone.
  public var unmodelledAtGateways: [String] = []

  /// No field is written.
  public init() {}

  /// Settings that can change an outcome and do not act here, for a kind of proxy.
  public func unmodelled(atGateway: Bool) -> [String] {
    atGateway ? unmodelled + unmodelledAtGateways : unmodelled
  }
}
