package import Diagnostics
internal import Simulator

/// Something that takes most people by surprise, and when they are about to meet it.
///
/// Each has a file of its own; the list grows by adding one.
package struct Lesson: Sendable {
  /// What a lesson says where it applies.
  struct Words {
    /// One sentence without a full stop.
    var what: String
    /// Why it is so; absent where the sentence says it all.
    var why: String?
    /// The likely fix.
    var fix: String?
    /// Where the setting is written that surprises.
    var origin: Origin?
  }

  /// What is said of it; its example is met by a request to service `web`.
  package let explanation: CodeExplanation
  /// What it says of one proxy's part of an answer; `nil` where nobody is surprised.
  let words: @Sendable (HopContext) -> Words?

  init(
    _ code: DiagnosticCode, _ title: String, meaning: String, fix: String, source: String,
    example: String = "", path: String = "/", words: @escaping @Sendable (HopContext) -> Words?
  ) {
    explanation = CodeExplanation(
      code, title: title, meaning: meaning, fix: fix, source: source, example: example,
      request: example.isEmpty
        ? nil : CodeExplanation.Request("http://web.shop.svc.cluster.local:8080\(path)"))
    self.words = words
  }

  /// Every lesson.
  package static let all: [Lesson] = [
    faultsAreNotRetried, perTryTimeoutOfFirstTry, timeoutEndsAllTries, ejectionShareEjectsNobody,
    intervalDoesNotDelayEjection, ejectionSwitchesFailover, prefixTakesMore, rewriteDoublesSlash,
    mirrorsCountAgainstLimits, requestLimitOfHTTP1, retriesMultiply, postIsRetried,
    waypointIsPassedBy,
  ]

  /// The lessons of an answer, each once a rule.
  static func notes(_ hops: [HopContext]) -> [AnswerNote] {
    all.flatMap { lesson -> [AnswerNote] in
      var told: Set<Origin?> = []
      return hops.compactMap { hop in
        guard let words = lesson.words(hop), told.insert(words.origin).inserted else { return nil }
        return AnswerNote(
          .lesson, lesson.explanation.code, at: hop.hop.proxy, words.what, why: words.why,
          fix: words.fix,
          origins: [words.origin])
      }
    }
  }
}
