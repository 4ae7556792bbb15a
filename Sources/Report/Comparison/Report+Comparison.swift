internal import CommonMark
internal import Diagnostics
public import Notebook

extension Report {
  /// A page as text, in both forms.
  public struct Page: Hashable, Sendable {
    /// As a whole page.
    public var html: String
    /// As Markdown.
    public var markdown: String
  }

  /// What changes from one rule version to another: one whole page in English.
  public static func page(
    of comparison: Comparison, templates: Templates = .builtIn, labbookVersion: String
  ) -> Page {
    let page = ComparisonPage(
      words: Words(language: .english), shell: PageShell(templates.shell), languages: [.english],
      labbookVersion: labbookVersion, root: "")
    let (html, markdown) = page.rendered(comparison, ComparisonBlocks(words: page.words))
    return Page(
      html: String(decoding: html, as: UTF8.self),
      markdown: String(decoding: markdown, as: UTF8.self))
  }

  /// The pages below `compare/`: one for each comparison, and one that lists them; the same under
  /// `compare/ko/` where an experiment is given in Korean.
  ///
  /// `titles`: those of all experiments, which say in which languages the site is.
  public static func comparisons(
    _ comparisons: [Comparison], titles: [LocalizedText] = [], templates: Templates = .builtIn,
    labbookVersion: String
  ) -> Rendering {
    let shell = PageShell(templates.shell)
    var files: [OutputFile] = []
    let languages = Language.allCases.filter { language in
      language == .english
        || titles.contains { $0.isGiven(in: language.tag) }
        || comparisons.contains { $0.experiments.contains { $0.title.isGiven(in: language.tag) } }
    }
    for language in languages {
      let page = ComparisonPage(
        words: Words(language: language), shell: shell, languages: languages,
        labbookVersion: labbookVersion, root: language == .english ? "../" : "../../")
      for comparison in comparisons { files += page.files(of: comparison) }
      files += page.list(of: comparisons)
    }
    return Rendering(files: files, diagnostics: shell.diagnostics)
  }
}

/// Writes pages that compare rule versions, in one language.
struct ComparisonPage {
  let words: Words
  let shell: PageShell
  let languages: [Language]
  let labbookVersion: String
  /// The way from the page to the site's top.
  let root: String

  private var folder: String { "compare/\(words.language.folder)" }

  /// A comparison's page below the site's top, without the ending.
  static func address(_ comparison: Comparison, _ words: Words) -> String {
    "compare/\(words.language.folder)\(fileName(comparison))"
  }

  func rendered(
    _ comparison: Comparison, _ blocks: ComparisonBlocks
  ) -> (html: [UInt8], markdown: [UInt8]) {
    whole(
      blocks.blocks(of: comparison), title: words.comparison(comparison.before, comparison.after),
      description: words.summary(of: comparison), file: Self.fileName(comparison))
  }

  func files(of comparison: Comparison) -> [OutputFile] {
    let blocks = ComparisonBlocks(words: words) { experiment in
      let isTranslated = experiment.title.isGiven(in: words.language.tag)
      return "\(root)\(experiment.experiment)/\(isTranslated ? words.language.folder : "")"
    }
    let (html, markdown) = rendered(comparison, blocks)
    let name = folder + Self.fileName(comparison)
    return [
      OutputFile(path: "\(name).html", bytes: html),
      OutputFile(path: "\(name).md", bytes: markdown),
    ]
  }

  func list(of comparisons: [Comparison]) -> [OutputFile] {
    let rows = comparisons.map { comparison in
      let title = words.comparison(comparison.before, comparison.after)
      let changed = comparison.experiments.flatMap(\.rows).count { $0.direction != .unchanged }
      return [
        Table.Cell([
          .link(destination: "\(Self.fileName(comparison)).html", [.text(title)])
        ]),
        Table.Cell([.text(changed == 0 ? words.none : "\(changed)")]),
        Table.Cell([.text(words.summary(of: comparison))]),
      ]
    }
    let header = [words.releasesColumn, words.verdictsThatChange, words.outcomeColumn]
    let blocks: [Block] = [
      .heading(level: 1, id: "title", [.text(words.comparisonsTitle)]),
      .paragraph([.text(words.comparisonsLead)], style: "question"),
      .table(
        Table(
          id: "releases", caption: [.text(words.comparisonsTitle)],
          header: header.map { Table.Cell([.text($0)]) }, rows: rows)),
    ]
    let (html, markdown) = whole(
      blocks, title: words.comparisonsTitle, description: words.comparisonsLead, file: "index")
    return [
      OutputFile(path: "\(folder)index.html", bytes: html),
      OutputFile(path: "\(folder)index.md", bytes: markdown),
    ]
  }

  /// `istio-1.23.0-to-istio-1.24.0`.
  private static func fileName(_ comparison: Comparison) -> String {
    "\(comparison.before)-to-\(comparison.after)"
  }

  private func whole(
    _ blocks: [Block], title: String, description: String, file: String
  ) -> (html: [UInt8], markdown: [UInt8]) {
    let rendered = Document(blocks).rendered()
    let up = words.language == .english ? "" : "../"
    let slots = PageShell.Slots(
      title: title, description: description, words: words, root: root,
      languages: languages.map { ($0, "\(up)\($0.folder)\(file).html") },
      labbookVersion: labbookVersion, content: rendered.html, headings: rendered.headings)
    return (shell.fill(slots), rendered.markdown)
  }
}
