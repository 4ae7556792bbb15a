import Foundation
import Testing

/// The conformance suite of Gateway API, asked of the built program
/// (`Tests/GatewayAPIConformance/README.md`).
@Suite struct GatewayConformanceTests {
  private static let folder = Program.root + "/Tests/GatewayAPIConformance"

  /// The topics, each with its own objects.
  static let topics =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?
    .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix("base.yaml") }.sorted() ?? []

  @Test func theSuiteIsThere() throws {
    let count = try Self.topics.flatMap { topic in
      GatewayConformanceGroup.groups(
        of: try String(contentsOfFile: "\(Self.folder)/\(topic)", encoding: .utf8))
    }.map(\.cases.count).reduce(0, +)
    #expect(count > 350)
  }

  @Test(arguments: topics) func everyQuestionIsAnsweredAsExpected(_ topic: String) throws {
    let text = try String(contentsOfFile: "\(Self.folder)/\(topic)", encoding: .utf8)
    for group in GatewayConformanceGroup.groups(of: text) {
      let answers = try answers(to: group, topic)
      #expect(answers.count >= group.cases.count, "\(topic) at \(group.place)")
      for (question, answer) in zip(group.cases, answers) {
        guard !question.answer.hasPrefix("shares ") else { continue }
        let problems = answer.problems(question)
        #expect(problems.isEmpty, "\(topic) at \(group.place): \(question.line)")
      }
      if let shares = group.cases.first?.answer, shares.hasPrefix("shares ") {
        expect(shares.dropFirst(7), answers)
      }
    }
  }

  /// A share of each workload, as far as so many requests tell it.
  private func expect(_ shares: Substring, _ answers: [GatewayConformanceAnswer]) {
    for share in shares.split(separator: " ") {
      let parts = share.split(separator: "=")
      guard parts.count == 2, let percent = Double(parts[1]) else {
        Issue.record("this is no share: \(share)")
        continue
      }
      let count = answers.count { $0.workload == parts[0] }
      #expect(abs(Double(count) / Double(answers.count) * 100 - percent) <= 5, "\(share): \(count)")
    }
  }

  private func answers(
    to group: GatewayConformanceGroup, _ topic: String
  ) throws -> [GatewayConformanceAnswer] {
    let entry = Entry(group.place)
    var lines = try group.cases.enumerated().map {
      try $1.request(from: entry.sender, server: entry.server, scheme: entry.scheme, id: $0)
    }
    if group.cases.first?.answer.hasPrefix("shares ") == true {
      lines = Array(repeating: lines[0], count: 500)
    }
    let base = topic.hasPrefix("mesh-") ? "mesh-base.yaml" : "base.yaml"
    let result = try Program.run(
      ["curl", "--requests", "-", "-f", "\(Self.folder)/\(base)", "-f", "\(Self.folder)/\(topic)"]
        + entry.options, input: lines.joined(separator: "\n") + "\n")
    return result.output.split(separator: "\n").compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
      return (object as? [String: Any]).map(GatewayConformanceAnswer.init)
    }
  }

  /// Where the questions of a group enter.
  private struct Entry {
    var sender = "outside"
    var server: String?
    var scheme = "http"
    var options: [String] = []

    init(_ place: String) {
      if place.hasPrefix("deploy/") {
        sender = place
        return
      }
      if place.hasPrefix("https ") {
        scheme = "https"
        options = ["--gateway", "infra/\(place.dropFirst(6))"]
        return
      }
      let parts = place.split(separator: ":")
      server =
        "\(parts[0])-istio.infra.svc.cluster.local" + (parts.count == 2 ? ":\(parts[1])" : "")
    }
  }
}
