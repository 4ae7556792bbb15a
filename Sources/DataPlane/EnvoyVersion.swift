/// A minor release of Envoy 1, such as 1.38; what differs between releases takes it as an argument.
public struct EnvoyVersion: Hashable, Sendable, Comparable {
  /// The minor number: 38 for Envoy 1.38.
  public var minor: Int

  public init(minor: Int) { self.minor = minor }

  /// The Envoy that an Istio release carries: Istio 1.20 has Envoy 1.28, Istio 1.30 has Envoy 1.38
  /// (istio.io/latest/docs/releases/supported-releases).
  public init(istioMinor: Int) { minor = istioMinor + 8 }

  /// The Envoy of an Istio release by the rule version's name, such as `istio-1.20.2`; theories and
  /// versions of other names run on that of Istio 1.30.
  public init(ruleVersion: String) {
    let parts = ruleVersion.split(separator: ".")
    let minor = parts.first == "istio-1" && parts.count > 1 ? Int(parts[1]) : nil
    self.init(istioMinor: minor ?? 30)
  }

  public static func < (first: Self, second: Self) -> Bool { first.minor < second.minor }
}

extension EnvoyVersion: CustomStringConvertible {
  public var description: String { "1.\(minor)" }
}
