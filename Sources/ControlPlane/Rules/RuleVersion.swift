/// A named value that says how rules are applied.
///
/// Releases of Istio and theories about it differ in switches alone; the code asks the switches
/// and never the name.
public struct RuleVersion: Hashable, Sendable {
  /// The resolved name, such as `istio-1.20.2`.
  public var name: String
  /// Whether it is a theory of how a mesh might work, and no release.
  public var isTheory: Bool
  /// The minor release of Envoy 1 that its proxies run: 38 for Envoy 1.38.
  public var envoyMinor: Int
  /// The keys of the switches that are on.
  private var switches: Set<UInt64> = []

  /// A version with these switches on.
  init(name: String, isTheory: Bool, envoyMinor: Int, on switches: [RuleSwitch]) {
    self.name = name
    self.isTheory = isTheory
    self.envoyMinor = envoyMinor
    self.switches = Set(switches.map(\.key))
  }

  /// Whether a switch is on.
  public subscript(_ rule: RuleSwitch) -> Bool {
    get { switches.contains(rule.key) }
    set {
      if newValue { switches.insert(rule.key) } else { switches.remove(rule.key) }
    }
  }
}

extension RuleVersion {
  /// A version of one's own: this one under another name, with some switches set and the same
  /// Envoy.
  ///
  /// - Returns: the version, and the identifiers that name no switch, in the order given.
  public func extended(
    name: String, setting switches: [(id: String, isOn: Bool)]
  ) -> (version: RuleVersion, unknown: [String]) {
    var version = self
    version.name = name
    var unknown: [String] = []
    for (id, isOn) in switches {
      if let rule = RuleSwitch.named(id) {
        version[rule] = isOn
      } else {
        unknown.append(id)
      }
    }
    return (version, unknown)
  }

  /// The switches in which two versions differ, in the order of the register.
  public func differences(from other: RuleVersion) -> [RuleSwitch] {
    RuleSwitch.all.filter { self[$0] != other[$0] }
  }
}
