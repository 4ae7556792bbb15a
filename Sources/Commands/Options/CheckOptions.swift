package import Checks
package import Diagnostics

/// What `labbook check` was asked for, checked.
package struct CheckOptions: Hashable, Sendable {
  /// How findings are printed.
  package enum Form: String, Hashable, Sendable, CaseIterable {
    /// For people, by kind.
    case text
    /// One object.
    case json
    /// Static Analysis Results Interchange Format 2.1.0.
    case sarif
    /// For readers of test results: a suite a code, a case a finding.
    case junit
    /// Annotations of GitHub's workflows.
    case github
  }

  /// From which severity on the exit status is 1.
  package enum FailureLevel: String, Hashable, Sendable, CaseIterable {
    /// Errors alone.
    case error
    /// Errors and warnings.
    case warning
    /// Whatever is found.
    case never

    /// Whether a finding makes the command fail.
    package func includes(_ severity: Severity) -> Bool {
      switch self {
      case .error: severity == .error
      case .warning: severity != .note
      case .never: false
      }
    }
  }

  /// What is read.
  package var manifests: ManifestSelection
  /// As written; empty for the newest release.
  package var rules: [String]
  /// How findings are printed.
  package var form: Form
  /// From which severity on the exit status is 1.
  package var failsOn: FailureLevel
  /// Which codes are told.
  package var only: [String]
  /// Which codes are not told.
  package var skip: [String]
  /// Whether every finding of a long list is printed.
  package var isComplete: Bool

  /// - Throws: an option whose value is none.
  package init(_ invocation: Invocation) throws(UsageError) {
    manifests = try ManifestSelection(invocation)
    rules = invocation.names("rules") ?? []
    form = try invocation.word("format", else: .text)
    failsOn = try invocation.word("fail-on", else: .error)
    only = try Self.codes("only", invocation)
    skip = try Self.codes("skip", invocation)
    isComplete = invocation.has("all")
  }

  /// The codes that are told.
  package var selection: CheckRun.Selection {
    CheckRun.Selection(only: Set(only), skip: Set(skip))
  }

  private static func codes(
    _ option: String, _ invocation: Invocation
  ) throws(UsageError) -> [String] {
    let names = invocation.names(option) ?? []
    for name in names where DiagnosticCode(rawValue: name) == nil {
      throw .invalidValue(
        option: "--\(option)", value: name, expected: "codes such as LB0105, separated by commas")
    }
    return names
  }
}
