/// An Istio PeerAuthentication (istio/api security/v1beta1/peer_authentication.proto, 1.30).
public struct PeerAuthentication: Resource {
  /// Its name, namespace, place and age.
  public var metadata = ResourceMetadata()
  /// `selector.matchLabels`; `nil` where no selector is given.
  public var selector: [String: String]?
  /// `UNSET`, `DISABLE`, `PERMISSIVE` or `STRICT`; `nil` where no mode is given.
  public var mode: String?
  /// Modes of single ports of the pod, which replace the policy's own.
  public var portLevelModes: [UInt32: String] = [:]

  /// No field is written.
  public init() {}
}
