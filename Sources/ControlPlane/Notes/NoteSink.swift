internal import Diagnostics

/// Takes what the translation of a proxy leaves out, from the code that decides so.
///
/// A class, because the builders of one translation are values that share it. One proxy's
/// translation owns it; it is never shared between proxies that are translated side by side.
final class NoteSink {
  /// Whose rules are asked for; `nil` where only contests are noted, which every translation does.
  let question: RuleQuestion?
  /// In the order in which they were decided.
  private(set) var notes: [RuleNote] = []
  private var known: Set<RuleNote> = []

  /// How many notes of one translation are kept.
  static let limit = 10_000

  init(about question: RuleQuestion? = nil) { self.question = question }

  /// Whether everything that concerns the question is wanted, not contests alone.
  var explains: Bool { question != nil }

  /// Keeps a note, unless it is known.
  func add(_ note: RuleNote) {
    guard notes.count < Self.limit, known.insert(note).inserted else { return }
    notes.append(note)
  }

  /// Whether rules for any of these hosts are asked for.
  func concerns(_ hosts: [String]) -> Bool {
    question.map { question in hosts.contains { question.calls($0) } } ?? false
  }
}

/// What is called: whose rules a question is about.
public struct RuleQuestion: Hashable, Sendable {
  /// Full names, addresses and names as written that the request goes to.
  public var called: Set<String>
  /// The hosts that routes send the request to, too.
  public var destinations: Set<String>
  /// The port that the client dials; absent for any.
  public var port: Int?
  /// Whether the rules for every host are asked for.
  public let isForAll: Bool

  /// The rules for every host and port.
  public static let everything = RuleQuestion(isForAll: true)

  private init(isForAll: Bool) {
    called = []
    destinations = []
    self.isForAll = isForAll
  }

  /// The value of these parts.
  public init(called: Set<String>, destinations: Set<String> = [], port: Int?) {
    isForAll = false
    self.called = called
    self.destinations = destinations
    self.port = port
  }

  /// Whether a host of a rule, which may begin with `*`, stands for one that is called.
  func calls(_ host: String) -> Bool {
    isForAll || called.contains(host)
      || host.isWildcardHost && called.contains { $0.isCovered(byHost: host) }
  }
}
