package import Laboratory
internal import Limits

/// What `labbook run` was asked for, checked.
package struct RunOptions: Hashable, Sendable {
  /// Experiments by name; empty for all.
  package var names: [String]
  /// What the runs differ in from what their experiments say.
  package var settings: RunSettings
  /// Where reports go; `nil` for the project's `output`.
  package var output: String?
  /// How many runs go on at once; 1 to 64.
  package var jobs: Int
  /// Whether published reports are held against a run, and nothing is written.
  package var isCheck: Bool
  /// Whether a verdict without an expectation is as bad as an unexpected one.
  package var requiresExpectations: Bool

  /// Whether files may be replaced that labbook cannot prove to be its own.
  package var overwrites: Bool
  /// Whether experiments are run although nothing that they depend on has changed.
  package var isForced: Bool

  /// Whether recorded runs may stand for the same runs made again: what is checked is always run.
  package var usesRecordedRuns: Bool { !isForced && !isCheck && !isVariation }

  /// Whether the run differs from what the experiments say, so that its reports are not theirs.
  package var isVariation: Bool {
    settings.rules != nil || settings.seed != nil || settings.workLimit != nil
  }

  /// Whether verdicts are printed alone: a variation never takes the place of published reports.
  package var keepsReports: Bool { isVariation && output == nil }

  /// Whether the whole notebook is made anew as it is: then the pages that compare releases are, too.
  package var isWhole: Bool { names.isEmpty && !isVariation }

  /// How many runs go on at once where nothing is said: one a processor, 1 to 64.
  package static func jobs(processors: Int) -> Int { min(max(processors, 1), 64) }

  /// - Throws: a value that is none.
  package init(_ invocation: Invocation, processors: Int) throws(UsageError) {
    names = invocation.arguments
    settings = RunSettings(
      rules: invocation.names("rules"), allowsUnmodelled: invocation.has("allow-unmodelled"))
    if let rules = settings.rules, rules.isEmpty {
      throw .invalidValue(option: "--rules", value: "", expected: "names of rule versions")
    }
    if let text = invocation.value("seed") {
      guard let number = UInt64(text), number <= Int64.max else {  // in range: of a text
        throw .invalidValue(
          option: "--seed", value: text, expected: "a whole number from 0 to 9223372036854775807")
      }
      settings.seed = number
    }
    if let text = invocation.value("work-limit") {
      guard let number = Int(text), NumberRange.workLimit.range.contains(Int64(clamping: number))
      else {
        throw .invalidValue(
          option: "--work-limit", value: text,
          expected: "a whole number of steps up to \(NumberRange.workLimit.range.upperBound)")
      }
      settings.workLimit = number
    }
    output = invocation.value("output")
    if let output, output.isEmpty {
      throw .invalidValue(option: "--output", value: output, expected: "a folder")
    }
    jobs = Self.jobs(processors: processors)
    if let text = invocation.value("jobs") {
      guard let number = Int(text), (1...64).contains(number) else {
        throw .invalidValue(
          option: "--jobs", value: text, expected: "a whole number from 1 to 64")
      }
      jobs = number
    }
    isCheck = invocation.has("check")
    requiresExpectations = invocation.has("require-expectations")
    overwrites = invocation.has("overwrite")
    isForced = invocation.has("force")
    if isCheck, overwrites {
      throw .contradiction("--check writes nothing, so there is nothing to --overwrite")
    }
    if isCheck, keepsReports {
      throw .contradiction(
        "--check holds published reports against a run, and --rules, --seed or --work-limit make others: name "
          + "the folder that holds those with --output")
    }
  }
}
