package import Diagnostics

/// Findings that come again under every rule version, each once.
package struct DistinctDiagnostics {
  /// In the order in which they were first met.
  package private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  package init() {}

  /// Adds those that are not there yet.
  package mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }
}

extension Diagnostic {
  /// What is not modelled is a warning where the user allowed it.
  package func allowed(_ allowsUnmodelled: Bool) -> Diagnostic {
    guard allowsUnmodelled, code == .notModelled else { return self }
    var finding = self
    finding.severity = .warning
    return finding
  }

  /// The finding with its files below a folder; standard input keeps its name.
  package func located(under prefix: String) -> Diagnostic {
    var finding = self
    finding.location?.addPrefix(prefix)
    for index in finding.notes.indices { finding.notes[index].location?.addPrefix(prefix) }
    return finding
  }
}

extension SourceLocation {
  fileprivate mutating func addPrefix(_ prefix: String) {
    if file != "-", !file.hasPrefix("/") { file = prefix + file }
  }
}
