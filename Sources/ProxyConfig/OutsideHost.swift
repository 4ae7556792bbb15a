public import Diagnostics

/// A host of a ServiceEntry: what the mesh's owner says of somebody who is no pod.
public struct OutsideHost: Hashable, Sendable {
  /// The host as written; it may begin with `*.`.
  public var hostname: String
  /// Where its endpoints are, as IP addresses; empty where they are found by name.
  public var endpoints: [String]
  /// Whether the name must be one of public DNS for anybody to reach it: proxies look it up, or
  /// leave the address to the application.
  public var isInDNS: Bool
  /// The namespace of the ServiceEntry.
  public var namespace = ""
  /// What the ServiceEntry offers, by number.
  public var ports: [Int] = []
  /// What a ztunnel answers whoever asks DNS for the name; empty where it asks further.
  public var tunnelAddresses: [String] = []
  /// The ServiceEntry's line.
  public var origin: Origin

  /// The value of these parts.
  public init(hostname: String, endpoints: [String], isInDNS: Bool, origin: Origin) {
    self.hostname = hostname
    self.endpoints = endpoints
    self.isInDNS = isInDNS
    self.origin = origin
  }
}
