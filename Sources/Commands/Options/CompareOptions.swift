internal import Laboratory

/// What `labbook compare` was asked for, checked.
package struct CompareOptions: Hashable, Sendable {
  /// How the comparison is printed.
  package enum Format: String, Hashable, Sendable, CaseIterable {
    /// Lines for a terminal.
    case text
    /// CommonMark with pipe tables, for a pull request.
    case markdown
    /// A whole page.
    case html
    /// The comparison as a value.
    case json
  }

  /// Rule versions as written.
  package var before: String
  /// The later rule version, as written.
  package var after: String
  /// How the comparison is printed.
  package var format: Format
  /// What lets the program exit with 1.
  package var failOn: MeshCompareOptions.Failure
  /// Everything else, as for a run under the two versions.
  package var run: RunOptions

  /// - Throws: a value that is none.
  package init(_ invocation: Invocation, processors: Int) throws(UsageError) {
    guard invocation.arguments.count >= 2 else {
      throw .argumentCount(.compare, given: invocation.arguments.count)
    }
    for option in ["rules", "namespace", "recursive"] where invocation.has(option) {
      throw .contradiction("--\(option) is for the comparison of a mesh, which -f names")
    }
    before = invocation.arguments[0]  // in range: two are given
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
    failOn = try invocation.word("fail-on", else: .verdicts)
    run.names = Array(invocation.arguments.dropFirst(2))
    run.settings.rules = [before, after]
  }
}
