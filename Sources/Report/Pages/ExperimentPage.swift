internal import CommonMark
internal import Diagnostics
internal import Notebook

/// The page of one experiment in one language.
struct ExperimentPage {
  let context: PageContext
  let shell: PageShell
  let languages: [Language]
  let neighbours: Report.Neighbours
  /// Whether its prose was translated from a text that is another one today.
  let isOutdated: Bool

  private var record: RunRecord { context.record }
  private var words: Words { context.words }

  /// A page's files, the kinds of figures on it, and what its template or prose got wrong.
  struct Rendered {
    var files: [OutputFile]
    var diagnostics: [Diagnostic]
    /// Where the links of prose lead; `nil` for a template.
    var links: ProseLinks?
  }

  /// The page.
  ///
  /// - `template`: prose, or the template of a page without any.
  /// - `surroundings`: what prose may refer to; `nil` for a template.
  func rendered(
    from template: Templates.Template, _ surroundings: ProseSurroundings? = nil
  ) -> Rendered {
    var document = Document(parsing: template.text, alertTitle: words.alert)
    let placed = Set(
      document.placeholders(named: "labbook").compactMap { PageElement($0.arguments) })
    var diagnostics =
      surroundings == nil ? [] : document.findings.map { $0.diagnostic(in: template.file) }
    var links = surroundings.map {
      ProseLinks(context, $0, file: template.file) { path in
        placed.contains(.manifests) || placed.contains(.manifest(path))
      }
    }
    diagnostics += placeValues(in: &document, of: template)
    if links != nil { document.resolveReferences { links?.address(of: $0) } }
    var pictures: [FigureKind: [PageContext.PictureGroup]] = [:]
    document.replacePlaceholders(named: "labbook") { placeholder in
      guard let element = PageElement(placeholder.arguments),
        let blocks = blocks(for: element, among: placed, &pictures)
      else {
        diagnostics.append(unknown(placeholder, in: template))
        return []
      }
      return blocks
    }
    document.prepend(opening(placed))
    if !placed.contains(.reproduce) {
      document.append(heading(.reproduce) + [context.reproduction()])
    }
    let rendered = document.rendered()
    links?.check(rendered)
    let folder = "\(record.folder)/\(words.language.folder)"
    // The index shows the traffic graph, wherever it is placed.
    if pictures[.trafficGraph] == nil {
      pictures[.trafficGraph] = context.pictures(.trafficGraph)
    }
    let figures = FigureKind.allCases.flatMap { pictures[$0] ?? [] }.flatMap(\.value.files)
    let html = shell.fill(slots(rendered))
    return Rendered(
      files: [
        OutputFile(path: "\(folder)index.html", bytes: html),
        OutputFile(path: "\(folder)index.md", bytes: rendered.markdown),
      ]
        + figures.map { OutputFile(path: folder + $0.path, bytes: $0.bytes) },
      diagnostics: diagnostics, links: links)
  }

  /// Puts values of the runs in the place of code spans, and says which there are not.
  private func placeValues(
    in document: inout Document, of template: Templates.Template
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    document.replaceSpans(beginningWith: "labbook \(ProseValue.key)") { span in
      do throws(ProseValue.Problem) {
        let value = try ProseValue("\(ProseValue.key)\(span.text)", of: record)
        return [.text(try value.text(of: record, words))]
      } catch {
        problems.append(
          Diagnostic(
            error.code, error.words,
            at: SourceLocation(file: template.file, line: span.line, column: span.column),
            hint: error.hint))
        return nil
      }
    }
    return problems
  }

  /// Title, notices and answer, which no prose can leave out.
  private func opening(_ placed: Set<PageElement>) -> [Block] {
    var blocks: [Block] = [
      .heading(level: 1, id: "title", [context.authored(record.title)])
    ]
    if let byline = byline() { blocks.append(byline) }
    var notices = record.notices.map(context.english)
    if isOutdated { notices.append(.text(words.outdated)) }
    if record.frontMatter?.draft == true { notices.append(.text(words.draft)) }
    if !notices.isEmpty {
      let items = notices.map { [Block.paragraph([$0])] }
      blocks.append(
        .section(
          style: "notice",
          [.paragraph([.strong([.text("⚠ \(words.notices)")])]), .list(items: items)]))
    }
    if placed.isDisjoint(with: [.question, .answer]) { blocks += context.answerBlock() }
    return blocks
  }

  /// Day, authors and tags, where the prose names any.
  private func byline() -> Block? {
    guard let matter = record.frontMatter else { return nil }
    let parts = [
      matter.date, matter.authors?.joined(separator: ", "), matter.tags?.joined(separator: ", "),
    ].compactMap(\.self)
    return parts.isEmpty
      ? nil : .paragraph([.text(parts.joined(separator: " · "))], style: "byline")
  }

  private func heading(_ heading: PageElement.Heading) -> [Block] {
    [.heading(level: 2, id: heading.rawValue, [.text(title(heading))])]
  }

  private func blocks(
    for element: PageElement, among placed: Set<PageElement>,
    _ pictures: inout [FigureKind: [PageContext.PictureGroup]]
  ) -> [Block]? {
    switch element {
    case .heading(let heading): return self.heading(heading)
    case .question:
      let question = PageContext.linked(words.text(record.question))
      return [.paragraph(question, style: "question")]
        + (placed.contains(.answer) ? [] : context.answerBlock())
    case .answer: return context.answerBlock()
    case .verdicts: return [context.verdictMatrix(links: placed.contains(.hypotheses))]
    case .changes: return context.changes()
    case .setUp: return context.setUpList()
    case .manifests: return context.manifestBlocks()
    case .manifest(let path):
      return record.manifests.first { $0.path == path }.map {
        [context.manifestBlock($0, acted: context.actedLines())]
      }
    case .hypotheses: return record.hypotheses.flatMap { context.hypothesisSection($0) }
    case .hypothesis(let id):
      return record.hypotheses.first { $0.id == id }.map { context.hypothesisSection($0) }
    case .outcomes: return [context.outcomeTable()]
    case .attempts: return [context.attemptTable()]
    case .traces: return context.traces()
    case .trace(let number, let rules): return context.trace(number, rules: rules)
    case .reproduce: return [context.reproduction()]
    case .figure(let kind, let rules):
      let made = pictures[kind] ?? context.pictures(kind)
      pictures[kind] = made
      return context.figures(made, rules: rules)
    }
  }

  private func title(_ heading: PageElement.Heading) -> String {
    switch heading {
    case .verdicts: words.verdicts
    case .setup: words.setUp
    case .hypotheses: words.hypotheses
    case .results: words.results
    case .trace: words.trace
    case .rules: words.rulesActed
    case .reproduce: words.repeatRun
    case .manifests: words.manifests
    }
  }

  private func unknown(
    _ placeholder: Document.Placeholder, in template: Templates.Template
  ) -> Diagnostic {
    if case .hypothesis(let id)? = PageElement(placeholder.arguments) {
      return Diagnostic(
        .unknownHypothesis, "there is no hypothesis '\(VisibleText.line(id))'",
        at: SourceLocation(file: template.file, line: placeholder.line, column: 1),
        hint: record.hypotheses.map(\.id).nearest(to: id).map { "did you mean '\($0)'?" })
    }
    return Diagnostic(
      .unknownFigure, "nothing on a page is called '\(VisibleText.line(placeholder.arguments))'",
      at: SourceLocation(file: template.file, line: placeholder.line, column: 1),
      notes: [.init("there are \(PageElement.names.joined(separator: ", "))")])
  }

  private func slots(_ rendered: Document.Rendered) -> PageShell.Slots {
    PageShell.Slots(
      title: words.text(record.title), description: words.text(record.question),
      words: words, root: words.language == .english ? "../" : "../../",
      languages: languages.map { language in
        (language, context.root + language.folder + "index.html")
      }, labbookVersion: record.labbookVersion, content: rendered.html,
      headings: rendered.headings, neighbours: neighbours)
  }
}
