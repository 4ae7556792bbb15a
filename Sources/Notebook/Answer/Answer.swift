/// What an experiment's runs answer, in words: the first thing that a reader sees.
public struct Answer: Hashable, Sendable, Codable {
  /// In each language of the pages.
  public var text: LocalizedText
  /// Whether the experiment's author wrote it, for the very verdicts that the runs gave.
  public var isAuthored: Bool

  /// The value of these parts.
  public init(text: LocalizedText, isAuthored: Bool) {
    self.text = text
    self.isAuthored = isAuthored
  }

  /// The author's answer where it is one to these verdicts; else one made from verdicts, causes
  /// and origins.
  public init(to record: RunRecord, authored: AuthoredAnswer? = nil) {
    if let authored, authored.verdicts == record.verdictsDigest {
      self.init(text: authored.text, isAuthored: true)
    } else {
      let facts = AnswerFacts(record)
      let texts = ["en": facts.english, "ko": facts.korean]
      self.init(text: LocalizedText(texts), isAuthored: false)
    }
  }
}

/// An answer in its author's words, with the verdicts that it was written for.
public struct AuthoredAnswer: Hashable, Sendable {
  /// The answer.
  public var text: LocalizedText
  /// ``RunRecord/verdictsDigest`` of the verdicts that it tells; empty where none is named.
  public var verdicts: String

  /// The value of these parts.
  public init(text: LocalizedText, verdicts: String) {
    self.text = text
    self.verdicts = verdicts
  }
}

extension RunRecord {
  /// What tells one set of verdicts from another: the beginning of the SHA-256 of every hypothesis,
  /// rule version as the experiment names it, and verdict.
  public var verdictsDigest: String {
    let lines = results.flatMap { result in
      result.judgements.map { "\($0.hypothesis) \(result.requestedName) \($0.verdict.rawValue)" }
    }
    return String(SHA256.hexadecimal(of: lines.joined(separator: "\n").utf8).prefix(12))
  }
}
