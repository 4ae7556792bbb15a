internal import CommonMark
internal import Diagnostics

extension ProseFinding {
  /// The finding as it is printed.
  func diagnostic(in file: String) -> Diagnostic {
    let place = SourceLocation(file: file, line: line, column: column)
    switch kind {
    case .markup(let text):
      let start = VisibleText.line(String(text.prefix { $0 != "\n" && $0 != ">" }))
      return Diagnostic(
        .warning, .notAsOnGitHub, "“\(start.quotedForDiagnostics)…” is shown as code", at: place,
        why: "pages hold no HTML of their authors but details, summary, kbd, sub, sup, ins, del, "
          + "mark, samp, var and br, without attributes")
    case .link(let address):
      return Diagnostic(
        .warning, .notAsOnGitHub,
        "“\(address.quotedForDiagnostics)” is no link on the page: it is neither http, https nor "
          + "mailto, and no path", at: place)
    case .picture(let address) where address.hasPrefix("http:") || address.hasPrefix("https:"):
      return Diagnostic(
        .warning, .notAsOnGitHub,
        "the picture “\(address.quotedForDiagnostics)” becomes a link: a page asks no other host",
        at: place, hint: "keep a copy in the experiment's folder")
    case .picture(let address):
      return Diagnostic(
        .pathEscapes,
        "the picture “\(address.quotedForDiagnostics)” lies outside the experiment's folder",
        at: place, hint: "keep a copy in the experiment's folder")
    }
  }
}
