internal import Diagnostics
package import EnvoyMessages
package import Laboratory
internal import Manifests

/// How tests of routes ended and what they exercised, as text and as JSON.
package struct RouteTestReport {
  private let outcomes: [RouteTestJudge.Outcome]
  private let coverage: RuleCoverage

  package init(outcomes: [RouteTestJudge.Outcome], coverage: RuleCoverage) {
    self.outcomes = outcomes
    self.coverage = coverage
  }

  /// A mark for each test with its failures, then what was exercised.
  package var lines: [String] {
    var lines = outcomes.flatMap(Self.lines)
    let passed = outcomes.count(where: \.failures.isEmpty)
    lines.append("\(passed) of \(outcomes.count) tests pass")
    let kinds = RuleCoverage.Kind.allCases.compactMap { kind -> String? in
      let (exercised, all) = coverage.tally(kind)
      return all == 0 ? nil : "\(kind.rawValue) \(exercised) of \(all)"
    }
    lines.append("Exercised: \(coverage.percent) % of the rules: \(kinds.joined(separator: ", "))")
    for part in coverage.parts where !part.isExercised {
      lines.append("  not exercised: \(part.origin)")
    }
    return lines
  }

  private static func lines(of outcome: RouteTestJudge.Outcome) -> [String] {
    let mark = outcome.failures.isEmpty ? "✓" : "✕"
    let count = outcome.test.requests.count
    var lines = ["\(mark) \(outcome.test.name) (\(count) request\(count == 1 ? "" : "s"))"]
    for (request, reasons) in outcome.failures {
      lines.append("    \(request.method) \(request.authority)\(request.path)")
      for reason in reasons { lines += TextLayout.wrapped(reason, indent: 6, hanging: 8) }
      let place = outcome.test.location
      lines.append("      expected at \(place.file):\(place.line)")
    }
    return lines
  }

  /// The same as a value.
  package var json: JSONValue {
    let kinds = RuleCoverage.Kind.allCases.map { kind -> JSONValue.Member in
      let (exercised, all) = coverage.tally(kind)
      return JSONValue.Member(
        kind.rawValue,
        ["exercised": .number(Double(exercised)), "all": .number(Double(all))])
    }
    return [
      "schema": "labbook.test/v1", "tests": .array(outcomes.map(Self.json)),
      "coverage": .object(of: kinds), "percent": .number(Double(coverage.percent)),
      "notExercised": .array(
        coverage.parts.filter { !$0.isExercised }.map { .string($0.origin.description) }),
    ]
  }

  private static func json(_ outcome: RouteTestJudge.Outcome) -> JSONValue {
    [
      "name": .string(outcome.test.name), "passes": .boolean(outcome.failures.isEmpty),
      "requests": .number(Double(outcome.test.requests.count)),
      "failures": .array(
        outcome.failures.map { request, reasons in
          [
            "request": .string("\(request.method) \(request.authority)\(request.path)"),
            "reasons": .array(reasons.map { .string($0) }),
          ]
        }),
    ]
  }
}
