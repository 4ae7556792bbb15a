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
      case "table": return entries.isEmpty ? [] : [overview()]
      case "experiments":
        return entries.isEmpty ? [] : [.section(style: "cards", entries.map(card))]
      case "comparisons": return comparisonList()
      default:
        let name = VisibleText.line(placeholder.arguments)
        diagnostics.append(
          Diagnostic(
            .unknownFigure, "nothing on the index is called '\(name)'",
            at: SourceLocation(file: template.file, line: placeholder.line, column: 1),
            notes: [.init("there are lead, table, experiments, comparisons")]))
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

  /// Every experiment in a line: title, answer, verdicts.
  private func overview() -> Block {
    let rows = entries.map { entry in
      [
        Table.Cell([
          .link(destination: page(entry), [.text(words.text(entry.record.title))])
        ]),
        Table.Cell([.text(words.text(entry.record.givenAnswer.text))]),
        Table.Cell(verdicts(entry.record), style: "dots"),
      ]
    }
    let header = [words.experimentColumn, words.answer, words.verdictsByRelease]
    return .table(
      Table(
        id: "experiments", caption: [.text(words.experimentsCaption)],
        header: header.map { Table.Cell([.text($0)]) }, rows: rows, style: "overview"))
  }

  /// A line for each group of rule versions with the same verdicts, a sign for each claim.
  private func verdicts(_ record: RunRecord) -> [Inline] {
    let context = PageContext(record: record, language: words.language)
    var content: [Inline] = []
    for column in context.matrixColumns {
      if !content.isEmpty { content.append(.lineBreak) }
      for cell in column.value.cells {
        let verdict = cell.verdict
        content.append(
          .span(style: "verdict \(verdict.rawValue)", [.text(verdict.symbol)]))
        content.append(" ")
      }
      content.append(contentsOf: record.versionLabel(column.range))
    }
    return content
  }

  /// Where an experiment's page is.
  private func page(_ entry: IndexEntry) -> String {
    let record = entry.record
    let folder = "\(root)\(PageContext.address(record))/"
    let isTranslated = record.languages.contains(words.language)
    return "\(folder)\(isTranslated ? words.language.folder : "")index.html"
  }

  /// Title, question and picture of an experiment.
  private func card(_ entry: IndexEntry) -> Block {
    let record = entry.record
    let page = page(entry)
    var blocks: [Block] = [
      .heading(
        level: 2, id: HeadingSlug.slug(record.experiment),
        [.link(destination: page, [.text(words.text(record.title))])]),
      .paragraph(PageContext.linked(words.text(record.question))),
    ]
    let folder = "\(root)\(PageContext.address(record))/"
    if let picture = entry.picture(in: words.language, folder: folder) { blocks.append(picture) }
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
