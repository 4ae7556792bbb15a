import Laboratory

/// What `labbook compare` was asked for, checked.
struct CompareOptions: Hashable, Sendable {
  /// How the comparison is printed.
  enum Format: String, Hashable, Sendable, CaseIterable {
    case text
    case markdown
    case html
    case json
  }

  /// Rule versions as written.
  var before: String
  var after: String
  var format: Format
  /// Everything else, as for a run under the two versions.
  var run: RunOptions

  /// - Throws: a value that is none.
  init(_ invocation: Invocation, processors: Int) throws(UsageError) {
    before = invocation.arguments[0]
    after = invocation.arguments[1]
    format = .text
    if let name = invocation.value("format") {
      guard let known = Format(rawValue: name) else {
        throw .invalidValue(
          option: "--format", value: name, expected: "text, markdown, html or json")
      }
      format = known
    }
    run = try RunOptions(invocation, processors: processors)
    run.names = Array(invocation.arguments.dropFirst(2))
    run.settings.rules = [before, after]
  }
}
