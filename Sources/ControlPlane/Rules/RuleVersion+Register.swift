extension RuleVersion {
  /// The releases that labbook lists, oldest first.
  static let releases: [IstioRelease] = [
    (20, 2), (21, 0), (22, 0), (23, 0), (24, 0), (25, 0), (26, 0), (27, 0), (28, 0), (29, 0),
    (30, 3), (31, 0),
  ].map { IstioRelease(minor: $0.0, patch: $0.1) }

  /// Every version that is listed: the theories, then the releases, oldest first.
  public static let all: [RuleVersion] = [naive, blog202402] + releases.map { release($0) }

  /// The theory that a host is looked up again after each choice: the receiver's inbound virtual
  /// host carries the VirtualService's routes too, so that the next proxy routes again.
  public static let naive = theory("naive", with: .routesAgainAtReceiver)

  /// The theory of the post of February 2024: VirtualServices act once, at the caller;
  /// DestinationRules act at the receiver only.
  public static let blog202402 = theory("blog-2024-02", with: .destinationRuleAtReceiverOnly)

  /// The version of a name: that of a theory or of a release, with or without `istio-`.
  ///
  /// `1.24` is the release of that minor that is listed, `1.24.6` the nearest patch from which on
  /// something is known to differ.
  public static func named(_ name: String) -> RuleVersion? {
    all.first { $0.name == name || $0.shortName == name } ?? release(named: name)
  }

  /// Whether a name asks for another release than this one.
  public func isNearest(to name: String) -> Bool {
    guard !isTheory, let (_, patch) = Self.numbers(of: name) else { return false }
    return patch != nil && self.name != name && self.name != "istio-\(name)"
  }

  /// The name without the patch number: `istio-1.20` for `istio-1.20.2`.
  public var shortName: String {
    guard !isTheory, let dot = name.lastIndex(of: "."), name.filter({ $0 == "." }).count == 2
    else { return name }
    return String(name[..<dot])
  }

  /// The release as its proxies say it: `1.30.3`.
  ///
  /// A theory's is that of its time, and a version of one's own has that of the version that it
  /// extends, as far as its Envoy tells.
  var releaseText: String {
    if let (_, patch) = Self.numbers(of: name), patch != nil {
      return name.hasPrefix("istio-") ? String(name.dropFirst("istio-".count)) : name
    }
    let minor = envoyMinor - 8
    return Self.releases.first { $0.minor == minor }.map { "\($0)" } ?? "1.\(minor).0"
  }

  /// The release that a name asks for, or the nearest of its minor.
  private static func release(named name: String) -> RuleVersion? {
    guard let (minor, patch) = numbers(of: name),
      let listed = releases.first(where: { $0.minor == minor })
    else { return nil }
    guard let patch else { return release(listed) }
    let known = Set(RuleSwitch.all.flatMap(\.releases.changes))
      .filter { $0.minor == minor && $0 > listed }
    let nearest = known.filter { $0.patch <= patch }.max()
    return release(nearest ?? listed)
  }

  /// The numbers in `istio-1.24.3`, `1.24.3` or `1.24`.
  private static func numbers(of name: String) -> (minor: Int, patch: Int?)? {
    let bare = name.hasPrefix("istio-") ? name.dropFirst("istio-".count) : name[...]
    let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0] == "1" else { return nil }
    let numbers = parts.dropFirst().map { part in
      part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
    }
    guard let minor = numbers[0] else { return nil }
    if numbers.count == 1 { return (minor, nil) }
    guard let patch = numbers[1] else { return nil }
    return (minor, patch)
  }

  private static func release(_ release: IstioRelease) -> RuleVersion {
    RuleVersion(
      name: "istio-\(release)", isTheory: false, envoyMinor: envoyMinor(of: release),
      on: RuleSwitch.all.filter { $0.releases.contains(release) })
  }

  /// Istio 1.20 carries Envoy 1.28, and each minor the next (istio/proxy WORKSPACE@1.20.2 to
  /// @1.31.0, ENVOY_SHA).
  private static func envoyMinor(of release: IstioRelease) -> Int { release.minor + 8 }

  /// Both theories are of the post's time, and say of everything else what Istio 1.20.2 does.
  private static func theory(_ name: String, with rule: RuleSwitch) -> RuleVersion {
    var version = release(IstioRelease(minor: 20, patch: 2))
    version.name = name
    version.isTheory = true
    version[rule] = true
    return version
  }
}
