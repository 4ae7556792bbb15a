package import Publication

/// What `labbook export` was asked for, checked.
package struct ExportOptions: Hashable {
  /// The form of the file.
  package enum Format: String, CaseIterable {
    /// A page with its style and figures.
    case html
    /// Markdown with its figures.
    case markdown
    /// The page printed.
    case pdf
  }

  /// The experiment.
  package let name: String
  /// What is written.
  package let format: Format
  /// Whose front matter stands above it; `nil` for none.
  package let generator: SiteGenerator?
  /// The tag of the page's language.
  package let language: String
  /// Where it goes; `nil` for standard output.
  package let output: String?
  /// Whether a file that is there is replaced.
  package let overwrites: Bool

  /// - Throws: a value that is none, or options that contradict each other.
  package init(_ invocation: Invocation) throws(UsageError) {
    name = invocation.arguments.first ?? ""
    if let text = invocation.value("for") {
      guard let generator = SiteGenerator(rawValue: text) else {
        throw .invalidValue(option: "--for", value: text, expected: "hugo, docusaurus or mkdocs")
      }
      self.generator = generator
      format = try invocation.word("format", else: Format.markdown)
    } else {
      generator = nil
      format = try invocation.word("format", else: Format.html)
    }
    if generator != nil, format != .markdown {
      throw .contradiction("--for is for Markdown, and --format asks for \(format.rawValue)")
    }
    language = invocation.value("lang") ?? "en"
    output = invocation.value("output")
    overwrites = invocation.has("overwrite")
    if format == .pdf, output == nil {
      throw .contradiction("a PDF goes to a file: name it with --output FILE")
    }
  }
}
