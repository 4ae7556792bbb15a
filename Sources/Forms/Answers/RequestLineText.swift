internal import ControlPlane
package import Diagnostics
internal import EnvoyMessages
internal import Explanations
package import Laboratory
internal import Manifests
internal import ProxyConfig

/// Lines of `labbook curl --requests` from their bytes to their answers, in one mesh.
package struct RequestLineText {
  /// Whether each answer has its remarks: rules that do not act, shares, lessons.
  package var isExplained = false
  private var requests: RequestLines
  private let ruleVersion: String
  private let leftOut: [LeftOut]
  private let unmodelled: [Diagnostic]

  /// - Parameters:
  ///   - requests: what answers the lines.
  ///   - leftOut: resources that play no part in the answers.
  ///   - unmodelled: what is not modelled and touches every answer.
  package init(
    _ requests: RequestLines, leftOut: [LeftOut] = [], unmodelled: [Diagnostic] = []
  ) {
    self.requests = requests
    ruleVersion = requests.mesh.ruleVersion
    self.leftOut = leftOut
    self.unmodelled = unmodelled
  }

  /// The answer to a line as a JSON object.
  ///
  /// `number`: the line's, counted from 1.
  ///
  /// - Throws: what is wrong with the line, or why it has no answer.
  package mutating func answer(
    _ bytes: [UInt8], number: Int
  ) throws(RequestLine.Problem) -> String {
    guard let value = try? JSONValue(reading: bytes) else {
      throw RequestLine.Problem(words: "is no JSON")
    }
    let line = try RequestLine(value)
    let answered = try requests.answer(line, number: number)
    var notes: [AnswerNote] = []
    if isExplained, let request = answered.request {
      notes = Explanation.notes(
        on: answered.answer.trace, to: request, in: requests.compilation)
    }
    var object = AnswerForm(
      answer: answered.answer, ruleVersion: ruleVersion, notes: notes,
      unmodelled: unmodelled + answered.unmodelled
    ).json()
    object["id"] = line.id
    if !leftOut.isEmpty { object["leftOut"] = .array(leftOut.map(\.json)) }
    return object.text
  }
}
