extension RuleVersion {
  /// The releases that labbook knows, oldest first, as minor and patch numbers of Istio 1.
  static let releases: [(minor: Int, patch: Int)] = [
    (20, 2), (21, 0), (22, 0), (23, 0), (24, 0), (25, 0), (26, 0), (27, 0), (28, 0), (29, 0),
    (30, 3),
  ]

  /// Every version: the theories, then the releases, oldest first.
  public static let all: [RuleVersion] =
    [naive, blog202402] + releases.map { release(minor: $0.minor, patch: $0.patch) }

  /// The theory that a host is looked up again after each choice: the receiver's inbound virtual
  /// host carries the VirtualService's routes too, so that the next proxy routes again.
  public static let naive = theory("naive", with: .routesAgainAtReceiver)

  /// The theory of the post of February 2024: VirtualServices act once, at the caller;
  /// DestinationRules act at the receiver only.
  public static let blog202402 = theory("blog-2024-02", with: .destinationRuleAtReceiverOnly)

  /// The version of a name: a resolved name, `istio-1.N` for the release of that minor that
  /// labbook knows, or a theory's name.
  public static func named(_ name: String) -> RuleVersion? {
    all.first { $0.name == name || $0.shortName == name }
  }

  /// The name without the patch number: `istio-1.20` for `istio-1.20.2`.
  public var shortName: String {
    guard !isTheory, let dot = name.lastIndex(of: "."), name.filter({ $0 == "." }).count == 2
    else { return name }
    return String(name[..<dot])
  }

  private static func release(minor: Int, patch: Int) -> RuleVersion {
    RuleVersion(
      name: "istio-1.\(minor).\(patch)", isTheory: false,
      on: RuleSwitch.allCases.filter { $0.entry.releases.contains(minor) })
  }

  /// Both theories are of the post's time, and say of everything else what Istio 1.20.2 does.
  private static func theory(_ name: String, with rule: RuleSwitch) -> RuleVersion {
    var version = release(minor: 20, patch: 2)
    version.name = name
    version.isTheory = true
    version[rule] = true
    return version
  }
}
