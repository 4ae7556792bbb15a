/// One remark on an answer: what does not act, what is missing, what was chosen, what surprises.
public struct AnswerNote: Hashable, Sendable, Codable {
  /// What a remark is about.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A rule for what is called that does not act here.
    case ignored
    /// A cluster that is not there.
    case missing
    /// How requests are shared among clusters.
    case weights
    /// How a host is chosen.
    case balancing
    /// What was changed on the way.
    case rewritten
    /// What an application received.
    case received
    /// Who offers and who demands TLS.
    case security
    /// Something that takes most people by surprise.
    case lesson
  }

  /// What it is about.
  public var kind: Kind
  /// The finding's code; absent for what is no finding.
  public var code: DiagnosticCode?
  /// The proxy at which it holds, as `POD.NAMESPACE`.
  public var proxy: String
  /// One sentence without a full stop.
  public var what: String
  /// Why it is so; absent where the sentence says it all.
  public var why: String?
  /// The likely fix; absent where none is more plausible than others.
  public var fix: String?
  /// What it is about, the nearest first.
  public var origins: [Origin]

  /// The value of these parts.
  public init(
    _ kind: Kind, _ code: DiagnosticCode? = nil, at proxy: String, _ what: String,
    why: String? = nil, fix: String? = nil, origins: [Origin?] = []
  ) {
    self.kind = kind
    self.code = code
    self.proxy = proxy
    self.what = what
    self.why = why
    self.fix = fix
    self.origins = origins.compactMap(\.self)
  }
}
