/// What pages are made from: page templates in CommonMark, the HTML shell and the stylesheet.
public struct Templates: Hashable, Sendable {
  /// One template: its text, and how messages call its file.
  public struct Template: Hashable, Sendable {
    /// How the user knows it: a path, or that it is built in.
    public var file: String
    /// Its text.
    public var text: String

    /// The value of these parts.
    public init(file: String, text: String) {
      self.file = file
      self.text = text
    }
  }

  /// The page of an experiment, where the experiment brings no prose of its own.
  public var experiment: Template
  /// The page that lists the experiments.
  public var index: Template
  /// The HTML around every page, with slots such as `{{title}}`.
  public var shell: Template
  /// The stylesheet of all pages.
  public var stylesheet: Template

  /// The templates that labbook brings along: the files in `Templates/`, embedded at build time.
  public static let builtIn = Templates(
    experiment: embedded("experiment.md", PackageResources.experiment_md),
    index: embedded("index.md", PackageResources.index_md),
    shell: embedded("shell.html", PackageResources.shell_html),
    stylesheet: embedded("labbook.css", PackageResources.labbook_css))

  private static func embedded(_ name: String, _ bytes: [UInt8]) -> Template {
    Template(file: "Templates/\(name)", text: String(decoding: bytes, as: UTF8.self))
  }

  /// The file names below `Templates/` that override a built-in template.
  public static let names = ["experiment.md", "index.md", "shell.html", "labbook.css"]

  /// These templates with one of them replaced.
  ///
  /// - Returns: `nil` where no template has that name.
  public func replacing(_ name: String, file: String, text: String) -> Templates? {
    var templates = self
    let template = Template(file: file, text: text)
    switch name {
    case "experiment.md": templates.experiment = template
    case "index.md": templates.index = template
    case "shell.html": templates.shell = template
    case "labbook.css": templates.stylesheet = template
    default: return nil
    }
    return templates
  }
}
