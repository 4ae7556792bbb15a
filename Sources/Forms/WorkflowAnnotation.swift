internal import Diagnostics

/// An annotation of GitHub's workflows (GitHub, Workflow commands).
enum WorkflowAnnotation {
  /// The command that makes one.
  ///
  /// - `level`: `error`, `warning` or `notice`.
  /// - `place`: the line that it stands at; `nil` for none.
  /// - `title`: what stands above it; `nil` for GitHub's own.
  static func line(
    _ level: String, at place: SourceLocation?, title: String? = nil, _ message: String
  ) -> String {
    var properties: [String] = []
    if let place {
      properties = ["file=\(property(place.file))", "line=\(place.line)", "col=\(place.column)"]
    }
    if let title { properties.append("title=\(property(title))") }
    let list = properties.isEmpty ? "" : " \(properties.joined(separator: ","))"
    return "::\(level)\(list)::\(escaped(message))"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
