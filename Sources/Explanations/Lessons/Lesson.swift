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
    example: String, asked: CodeExplanation.Request = CodeExplanation.Request(Self.web),
    words: @escaping @Sendable (HopContext) -> Words?
  ) {
    explanation = CodeExplanation(
      code, title: title, meaning: meaning, fix: fix, source: source, example: example,
      request: asked)
    self.words = words
  }

  /// The service of the mesh of all examples.
  static let web = "http://web.shop.svc.cluster.local:8080/"

  /// What lets the receivers of the examples fail (`abort`) or be slow (`delay`): a fault of their
  /// own proxies, as it is written into an EnvoyFilter.
  static func receivers(_ fault: String) -> String {
    """
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata: {name: fault, namespace: shop}
    spec:
      workloadSelector: {labels: {app: web}}
      configPatches:
      - applyTo: HTTP_ROUTE
        match: {context: SIDECAR_INBOUND}
        patch:
          operation: MERGE
          value:
            typed_per_filter_config:
              envoy.filters.http.fault:
                "@type": type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault
                \(fault)
    ---

    """
  }

  /// Every request to a receiver is answered with 503 by its proxy.
  static let failing = receivers("abort: {http_status: 503, percentage: {numerator: 100}}")

  /// Every request to a receiver waits there for five seconds.
  static let slow = receivers("delay: {fixed_delay: 5s, percentage: {numerator: 100}}")

  /// A VirtualService of service `web` with one rule.
  static func rule(_ settings: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec:
      hosts: [web]
      http: [{\(settings), route: [{destination: {host: web}}]}]
    """
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
