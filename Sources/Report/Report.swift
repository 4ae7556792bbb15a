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

    public init(file: String, text: String) {
      self.file = file
      self.text = text
    }
  }

  /// What was rendered, and what was wrong with prose or templates.
  public struct Rendering: Hashable, Sendable {
    public var files: [OutputFile]
    public var diagnostics: [Diagnostic]
  }

  /// The pages of one experiment: `NAME/index.html`, `NAME/index.md`, `NAME/figures/ID.svg`,
  /// `NAME/manifests.yaml`, and the same pages under `NAME/ko/` where the experiment is given in
  /// Korean.
  ///
  /// - Parameter notebook: prose by language tag; the template is used where there is none.
  public static func files(
    for record: RunRecord, notebook: [String: Prose] = [:], templates: Templates = .builtIn
  ) -> Rendering {
    Rendering(files: [], diagnostics: [])
  }

  /// The page that lists experiments, `index.html` and `index.md`, and the stylesheet
  /// `labbook.css`.
  public static func index(
    of records: [RunRecord], templates: Templates = .builtIn
  ) -> Rendering {
    Rendering(files: [], diagnostics: [])
  }
}
