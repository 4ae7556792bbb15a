/// What `labbook compare` of a mesh was asked for, checked.
package struct MeshCompareOptions: Hashable, Sendable {
  /// How the comparison is printed.
  package enum Format: String, Hashable, Sendable, CaseIterable {
    /// Lines for a terminal.
    case text
    /// A comment for a pull request.
    case markdown
    /// A whole page in one file.
    case html
    /// The comparison as a value.
    case json
    /// A test report, a case for each cause.
    case junit
    /// Annotations of GitHub's workflow commands.
    case github
  }

  /// What lets the program exit with 1.
  package enum Failure: String, Hashable, Sendable, CaseIterable {
    /// Requests that are answered otherwise, objects that are refused, and verdicts.
    case answers
    /// These, and properties.
    case properties
    /// Verdicts of the project's experiments alone.
    case verdicts
    /// Nothing.
    case never
  }

  /// Rule versions as written: none, or the earlier and the later one.
  package var versions: [String]
  /// Manifests of the earlier state alone.
  package var before: [String]
  /// Manifests of the later state alone.
  package var after: [String]
  /// Manifests of both, and how names of objects are read.
  package var manifests: ManifestSelection
  /// How the comparison is printed.
  package var format: Format
  /// What lets the program exit with 1.
  package var failOn: Failure
  /// Whether it goes on where something is not modelled.
  package var allowsUnmodelled: Bool

  /// Whether an invocation asks about a mesh.
  package static func apply(to invocation: Invocation) -> Bool {
    ["filename", "before", "after"].contains(where: invocation.has)
  }

  /// - Throws: an option that is missing or whose value is none.
  package init(_ invocation: Invocation) throws(UsageError) {
    manifests = try ManifestSelection(invocation)
    before = invocation.all("before")
    after = invocation.all("after")
    guard before.isEmpty == after.isEmpty else {
      throw .missingOption(before.isEmpty ? "--before FILE" : "--after FILE")
    }
    versions = invocation.arguments
    if let version = invocation.value("rules") {
      guard versions.isEmpty else {
        throw .contradiction("--rules cannot stand beside two rule versions")
      }
      versions = [version, version]
    }
    guard versions.isEmpty || versions.count == 2 else {
      throw .contradiction(
        "a mesh is compared under two rule versions, and \(versions.count) "
          + "\(versions.count == 1 ? "is" : "are") given")
    }
    guard !before.isEmpty || versions.count == 2 else {
      throw .contradiction(
        "nothing to compare: name two rule versions, or --before and --after, or all of them")
    }
    format = try invocation.word("format", else: .text)
    failOn = try invocation.word("fail-on", else: .answers)
    allowsUnmodelled = invocation.has("allow-unmodelled")
  }
}
