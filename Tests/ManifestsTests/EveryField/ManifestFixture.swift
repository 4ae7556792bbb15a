import Testing

/// One object with every field of its kind that labbook reads, a field a line, each with a value
/// that is not its default.
struct ManifestFixture: Sendable, CustomTestStringConvertible {
  var kind: String
  var apiVersion: String
  /// Everything behind the metadata, as written.
  var body: String
  /// Lines, by their text, whose loss changes nothing on its own.
  var idleLines: Set<String> = []

  var testDescription: String { "\(apiVersion) \(kind)" }

  /// The whole object.
  var text: String { head + body }

  private var head: String {
    """
    apiVersion: \(apiVersion)
    kind: \(kind)
    metadata: {name: every, namespace: shop}

    """
  }

  /// The lines that hold one field and its value, counted from 0 in the body.
  var fieldLines: [Int] {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.filter { index in
      guard let colon = lines[index].firstRange(of: ": ") else { return false }
      return !lines[index][colon.upperBound...].isEmpty
    }
  }

  /// The object with another text in place of a line of the body.
  func replacing(_ line: Int, by text: String?) -> String {
    var lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let text { lines[line] = text } else { lines.remove(at: line) }
    return head + lines.joined(separator: "\n")
  }

  /// A line of the body, its key and what stands before the key: spaces and the mark of a list.
  func parts(of line: Int) -> (indent: String, key: String, value: String) {
    let text = body.split(separator: "\n", omittingEmptySubsequences: false)[line]
    let indent = text.prefix { $0 == " " || $0 == "-" }
    let rest = text.dropFirst(indent.count)
    guard let colon = rest.firstRange(of: ": ") else { return (String(indent), String(rest), "") }
    return (
      String(indent), String(rest[..<colon.lowerBound]), String(rest[colon.upperBound...])
    )
  }
}
