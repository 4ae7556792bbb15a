public import Diagnostics
public import Notebook

/// Run records and templates → pages, as Markdown and HTML, with their figures.
public enum Report {
  /// The prose that an experiment brings along for one language.
  public struct Prose: Hashable, Sendable {
    /// How messages call its file.
    public var file: String
    /// CommonMark; fenced blocks such as `labbook figure=traffic-graph` place results.
    public var text: String
    /// Whether it is a translation of a text that is another one today.
    public var isOutdated: Bool

    /// The value of these parts.
    public init(file: String, text: String, isOutdated: Bool = false) {
      self.file = file
      self.text = text
      self.isOutdated = isOutdated
    }
  }

  /// What was rendered, and what was wrong with prose or templates.
  public struct Rendering: Hashable, Sendable {
    /// The files that were made, below the output folder.
    public var files: [OutputFile]
    /// What was found in prose and templates.
    public var diagnostics: [Diagnostic]
  }

  /// The folders of pages in other languages than English, at the site's top and below each
  /// experiment's.
  public static let languageFolders = Language.allCases.filter { $0 != .english }.map(\.tag)

  /// The pages of one experiment: `NAME/index.html`, `NAME/index.md`, `NAME/figures/ID.svg` and
  /// `.csv`, `NAME/manifests.yaml`, and the same pages and figures under `NAME/ko/` where the
  /// experiment is given in Korean.
  ///
  /// Figures are made once.
  ///
  /// - `notebook`: prose by language tag; the template is used for a language that has none.
  /// - `neighbours`: the experiments that the pages link to as previous and next.
  /// - `surroundings`: what the prose may refer to beside its page.
  public static func files(
    for record: RunRecord, notebook: [String: Prose] = [:], templates: Templates = .builtIn,
    neighbours: Neighbours = Neighbours(), surroundings: ProseSurroundings = .none
  ) -> Rendering {
    let shell = PageShell(templates.shell)
    var rendering = Rendering(files: [], diagnostics: shell.diagnostics)
    rendering.diagnostics += MissingTranslations.diagnostics(record, notebook)
    var links: [ProseLinks] = []
    for language in record.languages {
      let page = ExperimentPage(
        context: PageContext(record: record, language: language), shell: shell,
        languages: record.languages, neighbours: neighbours,
        isOutdated: notebook[language.tag]?.isOutdated ?? false)
      let prose = notebook[language.tag].map { Templates.Template(file: $0.file, text: $0.text) }
      let rendered = page.rendered(
        from: prose ?? templates.experiment, prose == nil ? nil : surroundings)
      rendering.files += rendered.files
      if let found = rendered.links { links.append(found) }
      for diagnostic in rendered.diagnostics where !rendering.diagnostics.contains(diagnostic) {
        rendering.diagnostics.append(diagnostic)
      }
    }
    if !record.manifests.isEmpty {
      rendering.files.append(
        OutputFile(
          path: "\(record.folder)/manifests.yaml",
          bytes: Array(PageContext.manifestStream(record).utf8)))
    }
    rendering.add(links, of: record)
    return rendering
  }

  /// The page that lists experiments, `index.html` and `index.md`, the same under `ko/` where an
  /// experiment is given in Korean, and the stylesheet `labbook.css`.
  ///
  /// `comparisons`: those whose pages ``comparisons(_:templates:labbookVersion:)`` makes.
  public static func index(
    of records: [RunRecord], comparisons: [Comparison] = [], templates: Templates = .builtIn
  ) -> Rendering {
    index(of: records.map(IndexEntry.init), comparisons: comparisons, templates: templates)
  }

  /// The same, of what was kept of each record.
  public static func index(
    of entries: [IndexEntry], comparisons: [Comparison] = [], templates: Templates = .builtIn
  ) -> Rendering {
    let shell = PageShell(templates.shell)
    var rendering = Rendering(files: [], diagnostics: shell.diagnostics)
    let languages = Language.allCases.filter { language in
      language == .english || entries.contains { $0.record.languages.contains(language) }
    }
    for language in languages {
      let page = IndexPage(
        entries: entries, words: Words(language: language), shell: shell, languages: languages,
        comparisons: comparisons)
      let (files, diagnostics) = page.rendered(from: templates.index)
      rendering.files += files
      for diagnostic in diagnostics where !rendering.diagnostics.contains(diagnostic) {
        rendering.diagnostics.append(diagnostic)
      }
    }
    let style = templates.stylesheet.text + "\n" + FigureStyle.embedded
    rendering.files.append(OutputFile(path: "labbook.css", bytes: Array(style.utf8)))
    return rendering
  }
}

extension Report.Rendering {
  /// Adds the files that prose refers to, and what was wrong with its links.
  fileprivate mutating func add(_ links: [ProseLinks], of record: RunRecord) {
    var paths = Set(files.map(\.path))
    paths.insert("\(record.folder)/run.json")
    for var page in links {
      page.check(paths)
      diagnostics += page.diagnostics
      for file in page.files where paths.insert(file.path).inserted { files.append(file) }
    }
  }
}
