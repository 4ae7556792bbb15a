internal import CommonMark
internal import Diagnostics
internal import Notebook

/// The page that lists experiments, in one language.
struct IndexPage {
  let entries: [IndexEntry]
  let words: Words
  let shell: PageShell
  let languages: [Language]
  let comparisons: [Comparison]

  /// The way from the page to the site's top.
  private var root: String { words.language == .english ? "" : "../" }

  func rendered(
    from template: Templates.Template
  ) -> (files: [OutputFile], diagnostics: [Diagnostic]) {
    var document = Document(parsing: template.text, alertTitle: words.alert)
    var diagnostics: [Diagnostic] = []
    document.replacePlaceholders(named: "labbook") { placeholder in
      switch placeholder.arguments {
      case "lead": return [.paragraph([.text(words.indexLead)], style: "question")]
      case "experiments": return entries.map(card)
      case "comparisons": return comparisonList()
      default:
        let name = VisibleText.line(placeholder.arguments)
        diagnostics.append(
          Diagnostic(
            .unknownFigure, "nothing on the index is called '\(name)'",
            at: SourceLocation(file: template.file, line: placeholder.line, column: 1),
            notes: [.init("there are lead, experiments, comparisons")]))
        return []
      }
    }
    document.prepend([.heading(level: 1, id: "title", [.text(words.indexTitle)])])
    let rendered = document.rendered()
    let slots = PageShell.Slots(
      title: words.indexTitle, description: words.indexLead, words: words, root: root,
      languages: languages.map { ($0, root + $0.folder + "index.html") },
      labbookVersion: entries.first?.record.labbookVersion ?? "", content: rendered.html)
    let folder = words.language.folder
    return (
      [
        OutputFile(path: "\(folder)index.html", bytes: shell.fill(slots)),
        OutputFile(path: "\(folder)index.md", bytes: rendered.markdown),
      ], diagnostics
    )
  }

  /// Title, question, picture and verdicts of an experiment.
  private func card(_ entry: IndexEntry) -> Block {
    let record = entry.record
    let context = PageContext(record: record, language: words.language)
    let folder = "\(root)\(PageContext.address(record))/"
    let pageFolder =
      record.languages.contains(words.language) ? folder + words.language.folder : folder
    let page = "\(pageFolder)index.html"
    let slug = HeadingSlug.slug(record.experiment)
    var blocks: [Block] = [
      .heading(
        level: 2, id: slug, [.link(destination: page, [.text(words.text(record.title))])]),
      .paragraph(PageContext.linked(words.text(record.question))),
    ]
    if let picture = entry.picture(in: words.language, folder: folder) { blocks.append(picture) }
    blocks.append(
      context.verdictMatrix(
        id: "verdicts-\(slug)",
        caption: "\(words.verdicts): \(words.text(record.title))", links: false))
    blocks.append(.paragraph([.link(destination: page, [.text(words.readMore(record))])]))
    return .section(style: "experiment", blocks)
  }

  /// Links to the pages that compare neighbouring releases.
  private func comparisonList() -> [Block] {
    guard !comparisons.isEmpty else { return [] }
    let items = comparisons.map { comparison -> [Block] in
      let address = "\(root)\(ComparisonPage.address(comparison, words)).html"
      let title = "\(comparison.before) → \(comparison.after)"
      let what =
        comparison.changesVerdicts
        ? words.verdictsChange
        : comparison.changesOutcomes ? words.sameVerdicts : words.nothingChanges
      return [
        .paragraph([.link(destination: address, [.text(title)]), .text(" — \(what)")])
      ]
    }
    return [
      .heading(level: 2, id: "comparisons", [.text(words.comparisons)]), .list(items: items),
    ]
  }
}
