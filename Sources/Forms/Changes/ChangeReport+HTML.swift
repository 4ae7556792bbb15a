internal import Laboratory

extension ChangeReport {
  /// The comparison as a page of one file, that loads nothing.
  package func html() -> String { Self.page(title, htmlBody()) }

  /// The page's content.
  package func htmlBody() -> String {
    var body =
      "<h1>\(MarkupText.escaped(title))</h1>\n<p class=\"lead\">\(MarkupText.escaped(headline))</p>\n"
    if !comparison.notCompared.isEmpty {
      body += Self.list(comparison.notCompared.map { MarkupText.escaped("not compared: \($0)") })
    }
    if !comparison.refusals.isEmpty {
      body += Self.list(comparison.refusals.map { MarkupText.escaped(words($0)) })
    }
    for section in sections { body += markup(section) }
    if !comparison.isEmpty { body += "<p>\(MarkupText.escaped(unchanged)).</p>\n" }
    if let verdicts {
      body += "<section>\n<h2>Verdicts of this project's experiments</h2>\n"
      if !verdicts.isEmpty { body += Self.list(verdicts.sentences.map(MarkupText.escaped)) }
      body += "<p>\(MarkupText.escaped(verdicts.unchanged)).</p>\n</section>\n"
    }
    return body
  }

  /// A whole page around a body.
  package static func page(_ title: String, _ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(MarkupText.escaped(title))</title>
    <style>
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: auto; padding: 1rem; }
    .lead { font-size: 1.2rem; font-weight: 600; }
    pre { overflow-x: auto; padding: .5rem; border: 1px solid; border-radius: .25rem; }
    code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
    dt { font-weight: 600; } dd { overflow-wrap: anywhere; }
    </style>
    </head>
    <body>
    <main>
    \(body)</main>
    </body>
    </html>

    """
  }

  private func markup(_ section: Section) -> String {
    var text =
      "<section>\n<h2>\(section.causes.map { MarkupText.escaped($0.title) }.joined(separator: "; "))"
      + "</h2>\n"
    for cause in section.causes {
      guard case .rule(_, let before, _, let source) = cause.kind else { continue }
      text +=
        "<p>Before: \(MarkupText.escaped(before)). Source: \(MarkupText.escaped(source)).</p>\n"
    }
    for answer in section.answers {
      let more = answer.more > 0 ? "; \(answer.more) more requests like it" : ""
      text +=
        "<pre><code>\(MarkupText.escaped(answer.command ?? answer.question))</code></pre>\n<dl>"
      for (term, words) in [
        ("Before", answer.before), ("After", answer.after),
        ("At", ProxyList.words(answer.proxies, atMost: 12) + more),
      ] {
        text += "<dt>\(term)</dt><dd>\(MarkupText.escaped(words))</dd>"
      }
      text += "</dl>\n"
    }
    if !section.properties.isEmpty {
      text += "<details><summary>\(section.properties.count) other properties</summary>\n"
      text += Self.list(
        section.properties.map { property in
          "\(MarkupText.escaped(property.subject)): <code>\(MarkupText.escaped(property.path))</code> "
            + "\(MarkupText.escaped(property.values)) at \(MarkupText.escaped(ProxyList.words(property.proxies)))"
        })
      text += "</details>\n"
    }
    return text + "</section>\n"
  }

  /// A list of items that are markup already.
  package static func list(_ items: [String]) -> String {
    "<ul>\n" + items.map { "<li>\($0)</li>\n" }.joined() + "</ul>\n"
  }
}
