internal import Diagnostics
internal import RegularExpression
internal import Resources

// Fields that several kinds have.

extension AdmissionReview {
  /// A length of time: at least a millisecond, whole milliseconds
  /// (agent/validation.go@1.30.3, `ValidateDuration`).
  mutating func review(_ duration: Duration?, at path: @autoclosure () -> FieldPath) {
    guard let duration else { return }
    if duration < .milliseconds(1) {
      refuse("must be at least 1ms", at: path())
    } else if duration.components.attoseconds % 1_000_000_000_000_000 != 0 {
      refuse("must be whole milliseconds", at: path())
    }
  }

  /// Labels of endpoints or sources.
  mutating func review(labels: [String: String], at path: @autoclosure () -> FieldPath) {
    guard !labels.isEmpty else { return }
    check(NameSyntax.problem(ofLabels: labels), at: path())
  }

  /// A selector of workloads (validation.go@1.30.3, `ValidateAlphaWorkloadSelector`,
  /// `validateWorkloadSelector`).
  mutating func review(selector labels: [String: String]?, at path: @autoclosure () -> FieldPath) {
    guard let labels else { return }
    let path = path()
    for (key, value) in labels.inOrder {
      if key.isEmpty { refuse("must not have an empty key", at: path) }
      if key.contains("*") || value.contains("*") {
        refuse("must not have a wildcard", at: path.key(key))
      }
    }
    if labels.isEmpty { warn("has no labels, and so selects every workload", at: path) }
  }

  /// Where a resource is seen (validation.go@1.30.3, `validateExportTo`).
  mutating func review(
    exportTo entries: [String], at path: FieldPath, isServiceEntry: Bool = false,
    hasSelector: Bool = false
  ) {
    var known: Set<String> = []
    for (position, entry) in entries.enumerated() {
      let key = entry == "." ? metadata.namespace : entry
      if known.contains(key) {
        refuse(
          "names \(entry == "." ? "the own namespace" : "a namespace") twice",
          at: path.index(position))
      } else if isServiceEntry && key == "~" || key == "*" || NameSyntax.isLabel(key) {
        known.insert(key)
      } else {
        refuse(
          key == "~"
            ? "must not be ~ in this kind" : "must be “.”, “*” or a namespace's name",
          at: path.index(position))
      }
    }
    if hasSelector, !known.isEmpty {
      if !known.contains(metadata.namespace) {
        refuse("must stay in the own namespace beside a workloadSelector", at: path)
      } else if known.count > 1 {
        refuse("must have only one entry beside a workloadSelector", at: path)
      }
    }
    if known.contains("*"), entries.count > 1 {
      refuse("must not have “*” and other entries", at: path)
    }
    if known.contains("~"), entries.count > 1 {
      refuse("must not have “~” and other entries", at: path)
    }
  }

  /// A pattern: not empty, at most 1024 bytes, RE2 (validation.go@1.30.3, `validateStringRegexp`).
  ///
  /// Istiod compiles it with Go's `regexp`, whose syntax is RE2's but for details.
  mutating func review(pattern: String, at path: @autoclosure () -> FieldPath) {
    if pattern.utf8.count > 1024 {
      refuse("must not be longer than 1024 bytes", at: path())
      return
    }
    if soundPatterns.contains(pattern) { return }
    do {
      _ = try RegularExpression(pattern)
      soundPatterns.insert(pattern)
    } catch {
      refuse("is no regular expression: \(error.message.quotedForDiagnostics)", at: path())
    }
  }

  /// A string match of which only a pattern can be wrong (`validateStringMatchRegexp`).
  mutating func review(pattern match: StringMatch?, at path: @autoclosure () -> FieldPath) {
    guard case .regex(let pattern) = match else { return }
    if pattern.isEmpty {
      refuse("must not be empty", at: path().key("regex"))
    } else {
      review(pattern: pattern, at: path().key("regex"))
    }
  }

  /// A string match whose prefix must not be empty (`validateStringMatch`; from 1.22).
  mutating func review(_ match: StringMatch?, at path: @autoclosure () -> FieldPath) {
    if rules[.checksEveryMatch], case .prefix("") = match {
      refuse("must not be empty", at: path().key("prefix"))
    }
    review(pattern: match, at: path())
  }

  /// A port of a protocol that is known; empty is told from the bytes (`ValidateProtocol`).
  mutating func review(protocol name: String, at path: @autoclosure () -> FieldPath) {
    guard !name.isEmpty, PortProtocol(named: name) == .undeclared else { return }
    refuse("must be a known protocol, and is “\(name.quotedForDiagnostics)”", at: path())
  }

  /// A port's name (`ValidatePortName`).
  mutating func review(portName name: String, at path: @autoclosure () -> FieldPath) {
    guard !NameSyntax.isLabel(name) else { return }
    refuse("must be a label of letters, digits and hyphens", at: path())
  }
}
