/// One difference in behaviour between rule versions.
///
/// A switch is on or off; its name says what holds when it is on. Each is one entry in its topic's
/// file, from which releases are made and from which `labbook rules` prints; the file's list names
/// it once more.
public struct RuleSwitch: Sendable {
  /// The identifier by which a version of one's own sets it.
  public let id: String
  /// What holds when it is on, in a sentence without a full stop.
  public let summary: String
  /// What holds when it is off.
  public let otherwise: String
  /// Who notices the difference.
  public let concerns: String
  /// Where the behaviour is written.
  public let source: String
  /// The releases in which it is on.
  let releases: ReleaseSpan
  /// The identifier in a number, by which versions keep it.
  let key: UInt64

  init(
    _ id: String, summary: String, otherwise: String, concerns: String, source: String,
    releases: ReleaseSpan
  ) {
    self.id = id
    self.summary = summary
    self.otherwise = otherwise
    self.concerns = concerns
    self.source = source
    self.releases = releases
    // FNV-1a; that no two are alike is tested.
    key = id.utf8.reduce(0xcbf2_9ce4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3  // in range: a byte
    }
  }
}

extension RuleSwitch: Hashable {
  /// Whether both are the same switch.
  public static func == (first: RuleSwitch, second: RuleSwitch) -> Bool { first.key == second.key }

  /// By the key alone.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension RuleSwitch {
  /// Every switch, topic by topic.
  public static let all =
    theories + selection + routes + scopes + clusters + receivers + admission + access + gatewayAPI
    + waypoints

  /// What a version says about it: the sentence of the side it is on.
  public func text(under version: RuleVersion) -> String { version[self] ? summary : otherwise }

  /// The switch of an identifier.
  public static func named(_ id: String) -> RuleSwitch? { all.first { $0.id == id } }
}
