internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// A prefix is no path segment: `/test` takes `/test2`, too.
  static let prefixTakesMore = Lesson(
    .lessonPrefixTakesMore, "a prefix takes paths that go on without a slash",
    meaning: "A prefix is compared letter by letter: /test takes /test2 and /testing, too.",
    fix: "Match exact: /test and prefix: /test/.",
    source: "(source/common/router/config_impl.cc@1.38.0, PrefixRouteEntryImpl)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http:
        - {match: [{uri: {prefix: /test}}], route: [{destination: {host: web}}]}
      """,
    asked: CodeExplanation.Request(web + "test2")
  ) { hop in
    guard let prefix = hop.route?.match.prefix, !prefix.hasSuffix("/") else { return nil }
    let path = hop.path.prefix { $0 != "?" }
    guard path.count > prefix.count, path.hasPrefix(prefix),
      let next = path.dropFirst(prefix.count).first, next != "/"
    else { return nil }
    return Words(
      what: "the prefix \(prefix) takes \(path), too",
      why: "a prefix is compared letter by letter, not segment by segment",
      fix: "match exact: \(prefix) and prefix: \(prefix)/", origin: hop.route?.origin)
  }
}
