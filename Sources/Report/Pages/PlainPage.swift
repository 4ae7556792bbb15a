internal import CommonMark
internal import Diagnostics

extension Report {
  /// A page of the site that is about no experiment: prose in the site's shell.
  ///
  /// `path` is the page's file below the site's top, such as `findings/index.html`.
  /// `language` is the tag of its language; English for a tag that no page has.
  /// `translations` is the page's files by language tag, itself among them; empty where there is
  /// one language alone.
  /// `markdown` is CommonMark, to stand below the title.
  /// It gives the page, and beside it the same as Markdown.
  public static func page(
    at path: String, language: String = "en", translations: [String: String] = [:],
    title: String, summary: String, markdown: String, templates: Templates = .builtIn,
    labbookVersion: String
  ) -> [OutputFile] {
    let words = Words(language: Language(rawValue: language) ?? .english)
    let root = String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
    var document = Document(parsing: markdown, alertTitle: words.alert)
    document.prepend([.heading(level: 1, id: "title", [.text(title)])])
    let rendered = document.rendered()
    let languages = Language.allCases.compactMap { language in
      translations[language.tag].map { (language, root + $0) }
    }
    let slots = PageShell.Slots(
      title: title, description: summary, words: words, root: root, languages: languages,
      labbookVersion: labbookVersion, content: rendered.html, headings: rendered.headings)
    let name = path.hasSuffix(".html") ? String(path.dropLast(".html".count)) : path
    return [
      OutputFile(path: path, bytes: PageShell(templates.shell).fill(slots)),
      OutputFile(path: "\(name).md", bytes: rendered.markdown),
    ]
  }
}
