internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Rewriting a prefix without its last slash to `/` doubles the slash.
  static let rewriteDoublesSlash = Lesson(.lessonRewriteDoublesSlash) { hop in
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
