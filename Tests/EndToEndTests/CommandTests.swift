import Foundation
import Testing

/// Commands other than `run`, by the built binary.
@Suite struct CommandTests {
  private static let manifests = "Experiments/max-connection-dr/manifests"

  @Test func aNewExperimentRunsAsItIs() throws {
    let notebook = try Notebook(copying: [])
    let made = try Program.run(["new", "my-question"], in: notebook.root)
    #expect(made.status == 0)
    #expect(made.output == "Experiments/my-question/experiment.yaml\n")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)\(result.output)")
    #expect(try Program.run(["new", "my-question"], in: notebook.root).status == 65)
    #expect(try Program.run(["new", "../elsewhere"], in: notebook.root).status == 65)
  }

  @Test func compareNamesTheCause() throws {
    let result = try Program.run(["compare", "istio-1.23", "istio-1.24", "default-retries"])
    #expect(result.status == 1)
    for text in [
      "Introduced: 1\n  default-retries/retried: supported → refuted",
      "Fixed: 1\n  default-retries/at-once: refuted → supported",
      "Unchanged: 1", "defaultRetryOn503: ", "releasenotes/notes/50506.yaml@1.24.0",
    ] {
      #expect(result.output.contains(text), "\(result.output)")
    }
  }

  @Test func compareSaysSoWhenNothingChanges() throws {
    let result = try Program.run(["compare", "istio-1.29", "istio-1.30", "self-destination"])
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("Every request ends as before.\n"))
  }

  @Test(arguments: [
    ("json", "{\n"), ("markdown", "# From istio-1.23.0 to istio-1.24.0\n"),
    ("html", "<!DOCTYPE html>"),
  ])
  func compareHasForms(form: String, start: String) throws {
    let result = try Program.run([
      "compare", "istio-1.23", "istio-1.24", "self-destination", "--format", form,
    ])
    #expect(result.status == 0)
    #expect(result.output.lowercased().hasPrefix(start.lowercased()), "\(result.output.prefix(80))")
  }

  @Test func curlExplainsEveryHop() throws {
    let result = try Program.run([
      "curl", "--from", "nginx", "http://helloworld-v2:5000/hello", "-f", Self.manifests,
      "--rules", "istio-1.20",
    ])
    #expect(result.status == 0, "\(result.errors)")
    for text in [
      "under istio-1.20.2", "nginx.default", "helloworld-v1-0.default",
      "VirtualService default/traffic-shift-v2-to-v1 spec.http[0] "
        + "(Experiments/max-connection-dr/manifests/50-circular-traffic-shift.yaml:21)",
      "cluster       outbound|5000||helloworld-v1.default.svc.cluster.local",
      "200 from helloworld-v1-0.default",
    ] {
      #expect(result.output.contains(text), "\(result.output)")
    }
  }

  @Test func curlGivesJSON() throws {
    let result = try Program.run([
      "curl", "--from", "nginx", "http://nowhere.example:5000/", "-f", Self.manifests, "-o", "json",
    ])
    #expect(result.status == 0)
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let outcome = try #require((value as? [String: Any])?["outcome"] as? [String: Any])
    #expect(outcome["curlExit"] as? Int == 6)
    #expect(outcome["status"] is NSNull)
  }

  @Test func curlAnswersManyRequestsInOneProcess() throws {
    let lines = [
      #"{"id": 1, "from": "nginx", "url": "http://helloworld-v1:5000/", "application": {"status": 418}}"#,
      #"{"id": "b", "from": "nginx.default", "configuration": "5000", "authority": "nobody", "#
        + #""method": "GET", "path": "/x", "headers": [["a", "b"]]}"#,
      "",
      #"{"id": 3, "from": "nobody", "url": "http://helloworld-v1:5000/"}"#,
      "no JSON",
    ]
    let result = try Program.run(
      ["curl", "--requests", "-", "-f", Self.manifests], input: lines.joined(separator: "\n"))
    #expect(result.status == 65)
    let answers = try result.output.split(separator: "\n").map { line in
      try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    try #require(answers.count == 2)
    #expect(answers[0]["id"] as? Int == 1)
    #expect((answers[0]["outcome"] as? [String: Any])?["status"] as? Int == 418)
    #expect(answers[1]["id"] as? String == "b")
    let outcome = try #require(answers[1]["outcome"] as? [String: Any])
    #expect(outcome["status"] as? Int == 200)
    #expect(result.errors.contains("-:4:1: error[LB0008]: the line cannot be answered"))
    #expect(result.errors.contains("-:5:1: error[LB0008]: the line is no JSON"))
  }

  @Test func whatAdmissionRefusesIsAnsweredWithoutAndExits65() throws {
    let notebook = try Notebook(copying: ["max-connection-dr"])
    try notebook.write(
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: refused}
      spec: {hosts: [helloworld-v1], http: [{route: [{destination: {host: ""}}]}]}
      """, to: Self.manifests + "/99.yaml")
    for command in [
      ["curl", "--from", "nginx", "http://helloworld-v2:5000/hello"],
      ["proxy-config", "routes", "nginx"],
    ] {
      let result = try Program.run(command + ["-f", Self.manifests], in: notebook.root)
      #expect(result.status == 65)
      #expect(result.errors.contains("99.yaml:4:"), "\(result.errors)")
      #expect(result.errors.contains("error[LB0101]"), "\(result.errors)")
      #expect(!result.output.isEmpty)
    }
    #expect(try Program.run(["run"], in: notebook.root).status == 65)
  }

  @Test func proxyConfigPrintsIstioctlsColumns() throws {
    let result = try Program.run([
      "proxy-config", "clusters", "nginx", "-f", Self.manifests, "--explain",
    ])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("SERVICE FQDN  "))
    #expect(result.output.contains("60-max-connection.yaml:10"))
  }

  @Test func rulesDiffSaysWhatChangesAndForWhom() throws {
    let result = try Program.run(["rules", "diff", "istio-1.23", "istio-1.24"])
    #expect(result.status == 0)
    #expect(result.output.contains("an answer 503 is not tried again by default"))
    #expect(result.output.contains("every client of a service that answers 503"))
    let same = try Program.run(["rules", "diff", "istio-1.20", "istio-1.20.2"])
    #expect(same.output == "istio-1.20.2 and istio-1.20.2 apply the same rules.\n")
  }

  @Test func aRuleVersionOfOnesOwnIsRunLikeAnyOther() throws {
    let notebook = try Notebook(copying: ["default-retries"])
    try notebook.write(
      """
      apiVersion: labbook/v1
      kind: RuleVersion
      name: retries-as-before
      extends: istio-1.30
      switches: {defaultRetryOn503: true}
      """, to: "Experiments/ours.yaml")
    let result = try Program.run(
      ["compare", "istio-1.30", "retries-as-before"], in: notebook.root)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("default-retries/retried: refuted → supported"))
    try notebook.write("kind: RuleVersion\nname: x\n", to: "Experiments/more.yaml")
    #expect(try Program.run(["run"], in: notebook.root).status == 65)
  }

  @Test(arguments: [["--version"], ["--limits"], ["list"], ["rules", "list"], ["schema"]])
  func printsToStandardOutput(arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 0)
    #expect(!result.output.isEmpty)
    #expect(result.errors.isEmpty)
  }
}
