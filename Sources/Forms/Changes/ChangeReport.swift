internal import ControlPlane
package import Diagnostics
package import Laboratory
internal import ProxyConfig

/// What a comparison of a mesh says, put together by cause, before it has a form.
package struct ChangeReport {
  /// Requests that are answered otherwise in one way.
  package struct Answer: Hashable {
    /// A command to paste; `nil` where no request is read.
    package var command: String?
    /// What is asked, in words.
    package var question: String
    /// What becomes of it before.
    package var before: String
    /// What becomes of it after.
    package var after: String
    /// The rule's place, where one decides.
    package var place: SourceLocation?
    /// At which proxies.
    package var proxies: [String]
    /// How many more requests fare alike.
    package var more: Int
  }

  /// A property that is another one.
  package struct Property: Hashable {
    /// What has it.
    package var subject: String
    /// Which it is.
    package var path: String
    /// What it was and is.
    package var values: String
    /// The rule's place, where one sets it.
    package var place: SourceLocation?
    /// At which proxies.
    package var proxies: [String]
    /// How many more objects have the same change.
    package var more: Int
  }

  /// Everything that is due to the same causes.
  package struct Section {
    /// The causes; several where each does it.
    package var causes: [ChangeCause]
    /// Answers, the shortest request first.
    package var answers: [Answer] = []
    /// Properties.
    package var properties: [Property] = []
  }

  /// What is reported.
  package let comparison: MeshComparison
  /// The verdicts of the project's experiments; `nil` where none were compared.
  package let verdicts: VerdictChanges?
  /// By causes, those that change answers first.
  private(set) var sections: [Section] = []

  /// - `options`: those of a command that asks the later state.
  /// - `verdicts`: what becomes of the project's experiments.
  package init(
    _ comparison: MeshComparison, options: [String], verdicts: VerdictChanges? = nil
  ) {
    self.comparison = comparison
    self.verdicts = verdicts
    let line = CurlLine(comparison.after.compilation.mesh, options: options)
    var places: [[Int]: Int] = [:]
    var found: [Section] = []
    func section(_ causes: [Int]) -> Int {
      if let place = places[causes] { return place }
      places[causes] = found.count
      found.append(Section(causes: causes.map { comparison.causes[$0] }))
      return found.count - 1
    }
    for group in ChangeGroup<AnswerChange>.all(comparison.answers) {
      found[section(group.change.causes)].answers.append(group.answer(line))
    }
    for group in ChangeGroup<PropertyChange>.all(comparison.properties) {
      found[section(group.change.causes)].properties.append(group.property)
    }
    sections = found.filter { !$0.answers.isEmpty } + found.filter(\.answers.isEmpty)
  }

  /// How many requests are answered otherwise.
  package var answerCount: Int { comparison.answers.count }
  /// How many properties are others.
  package var propertyCount: Int { comparison.properties.count }

  /// The answer to the question in one sentence.
  package var headline: String {
    if comparison.isEmpty, !comparison.notCompared.isEmpty {
      return "Nothing that is compared changes; \(counted(comparison.notCompared.count, "thing")) "
        + "not compared."
    }
    if comparison.isEmpty {
      return "Nothing changes: every request is answered as before at "
        + "\(comparison.comparedProxies) \(comparison.comparedProxies == 1 ? "proxy" : "proxies")."
    }
    var parts: [String] = []
    if answerCount > 0 {
      parts.append("answers differ for \(counted(answerCount, "request"))")
    }
    if propertyCount > 0 {
      parts.append("\(counted(propertyCount, "other property", "other properties")) of the rest")
    }
    if !comparison.refusals.isEmpty {
      parts.append("\(counted(comparison.refusals.count, "object")) refused on one side only")
    }
    if !comparison.goneProxies.isEmpty {
      parts.append("\(counted(comparison.goneProxies.count, "proxy", "proxies")) gone")
    }
    if !comparison.newProxies.isEmpty {
      parts.append("\(counted(comparison.newProxies.count, "proxy", "proxies")) new")
    }
    let text = parts.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// What stays, counted.
  package var unchanged: String {
    let changed = comparison.comparedProxies - comparison.unchangedProxies
    return "Unchanged: \(counted(comparison.unchangedRequests, "request")) asked on both sides of "
      + "\(counted(changed, "proxy", "proxies")) whose tables differ; "
      + "\(counted(comparison.unchangedProxies, "proxy", "proxies")) with the same tables"
  }

  private func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }

  /// The two states in the words of a heading.
  package var title: String { "From \(comparison.before.label) to \(comparison.after.label)" }

  /// A refusal in a sentence.
  package func words(_ refusal: MeshComparison.Refusal) -> String {
    let side = refusal.isAfter ? comparison.after.label : comparison.before.label
    let place = refusal.reason.location.map { " (\($0.file):\($0.line))" } ?? ""
    return "\(refusal.resource) is refused under \(side)\(place): \(refusal.reason.summary)"
  }
}
