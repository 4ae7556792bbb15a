internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Rewriting a prefix without its last slash to `/` doubles the slash.
  static let rewriteDoublesSlash = Lesson(
    .lessonRewriteDoublesSlash, "rewriting a prefix to / doubles the slash",
    meaning: "The matched prefix is replaced and what follows stays: /a/b with the prefix /a "
      + "rewritten to / becomes //b.",
    fix: "Match the prefix with its slash, /a/.",
    source: "(source/common/router/config_impl.cc@1.38.0, rewritePathHeader)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http:
        - {match: [{uri: {prefix: /a}}], rewrite: {uri: /}, route: [{destination: {host: web}}]}
      """,
    asked: CodeExplanation.Request(web + "a/b")
  ) { hop in
    guard let prefix = hop.route?.match.prefix, let rewrite = hop.route?.route?.prefixRewrite,
      !prefix.hasSuffix("/"), rewrite.hasSuffix("/"),
      let sent = hop.hop.sent.first(where: { !$0.isMirror }), sent.path.hasPrefix("\(rewrite)/")
    else { return nil }
    return Words(
      what: "rewriting the prefix \(prefix) to \(rewrite) doubles the slash: \(sent.path)",
      why: "the prefix is replaced letter by letter, and the slash behind it stays",
      fix: "match the prefix \(prefix)/", origin: hop.route?.origin)
  }
}
