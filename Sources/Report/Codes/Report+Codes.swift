internal import CommonMark
public import Diagnostics

extension Report {
  /// The pages below `codes/`, in English: `codes/LB0101.html` and `.md` for each code, with its
  /// title, meaning, example, what labbook prints for it, fix and source; and `codes/index.html`
  /// and `.md`, which list them.
  ///
  /// The entries come in the order of the codes; `retired` are codes that are given no more.
  public static func codes(
    _ entries: [CodeEntry], retired: [RetiredCode] = [], templates: Templates = .builtIn,
    labbookVersion: String
  ) -> Rendering {
    let shell = PageShell(templates.shell)
    let pages = CodePages(shell: shell, labbookVersion: labbookVersion)
    let files = entries.flatMap(pages.files) + pages.list(of: entries, retired)
    return Rendering(files: files, diagnostics: shell.diagnostics)
  }

  /// Where the page of a code is, below the site's top.
  public static func address(of code: DiagnosticCode) -> String { "codes/\(code.rawValue).html" }
}
