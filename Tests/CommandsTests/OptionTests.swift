import Diagnostics
import Simulator
import Testing

@testable import Commands

/// What each command takes, and what it says of the rest.
@Suite struct OptionTests {
  /// Arguments, and what is wrong with them: the finding's text.
  static let refused: [(arguments: String, says: String)] = [
    ("curl http://a/ --from a -o yaml", "-o"),
    ("curl http://a/", "--from POD"),
    ("curl ftp://a/ --from a", "http://host[:port]/path"),
    ("curl --requests r.jsonl http://a/", "no URL beside it"),
    ("curl http://a/ --from a -m 0", "a number of seconds up to 86400"),
    ("curl http://a/ --from a -m 86401", "a number of seconds up to 86400"),
    ("curl http://a/ --from a -H nothing", "a line such as"),
    ("curl http://a/ --from a -H :empty", "a line such as"),
    ("curl http://a/ --from a --external b=99", "NAME or NAME=STATUS"),
    ("curl http://a/ --from a --external b=600", "NAME or NAME=STATUS"),
    ("curl http://a/ --from a --external =200", "NAME or NAME=STATUS"),
    ("curl http://a/ --from outside --gateway a", "NAMESPACE/NAME of a Gateway"),
    ("curl http://a/ --from a --gateway b/c", "for requests --from outside"),
    ("curl http://a/ --from a --as nobody", "TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT"),
    ("curl http://a/ --from outside --as td/ns/a/sa/b", "shows no certificate of the mesh"),
    ("curl http://a/ --from a -n Shop", "a namespace, of letters, digits and hyphens"),
    ("curl http://a/ --from a --with-gateway a/b/c", "NAME or NAMESPACE/NAME"),
    ("check -f m --only LB9999", "codes such as LB0105"),
    ("check -f m --skip x", "codes such as LB0105"),
    ("check -f m --format html", "text, json, sarif, junit, github"),
    ("check -f m --fail-on note", "error, warning, never"),
    ("compare naive -f m", "two rule versions, and 1 is given"),
    ("compare -f m", "nothing to compare"),
    ("compare naive istio-1.30 --rules naive -f m", "cannot stand beside"),
    ("compare --before a", "--after FILE"),
    ("compare --after a", "--before FILE"),
    ("compare naive istio-1.30 --namespace a", "for the comparison of a mesh"),
    ("compare naive istio-1.30 --format sarif", "text, markdown, html or json"),
    ("run --jobs 65", "a whole number from 1 to 64"),
    ("run --seed 9223372036854775808", "a whole number from 0 to 9223372036854775807"),
    ("run --work-limit 0", "a whole number of steps up to"),
    ("run --check --overwrite", "nothing to --overwrite"),
    ("run --check --seed 2", "name the folder"),
    ("proxy-config routes a -f m -o yaml", "-o"),
    ("proxy-config routes a -f m --rules naive,istio-1.30", "one rule version"),
    ("proxy-config all -f m -o json", "--all-proxies"),
    ("proxy-config all -f m --all-proxies", "-o json"),
    ("export one --for sphinx", "hugo, docusaurus or mkdocs"),
    ("export one --for hugo --format pdf", "--for is for Markdown"),
    ("export one --format pdf", "a PDF goes to a file"),
  ]

  @Test(arguments: refused)
  func whatIsNoneIsSaid(arguments: String, says: String) throws {
    let invocation = try ArgumentParser.parse(arguments.split(separator: " ").map(String.init))
    let error = #expect(throws: UsageError.self) { try read(invocation) }
    #expect(error?.diagnostic.description.contains(says) == true, "\(error?.diagnostic as Any)")
  }

  private func read(_ invocation: Invocation) throws {
    guard case .command(let name) = invocation.request else { return }
    switch name {
    case .curl: _ = try CurlOptions(invocation)
    case .check: _ = try CheckOptions(invocation)
    case .compare where MeshCompareOptions.apply(to: invocation):
      _ = try MeshCompareOptions(invocation)
    case .compare: _ = try CompareOptions(invocation, processors: 2)
    case .run: _ = try RunOptions(invocation, processors: 2)
    case .export: _ = try ExportOptions(invocation)
    default: _ = try ProxyConfigOptions(name, invocation)
    }
  }

  @Test func aRequestIsReadAsCurlReadsIt() throws {
    let invocation = try ArgumentParser.parse([
      "curl", "http://web:8080/a?b", "--from", "client", "-H", "X-User:  jason ", "-d", "name=1",
      "-m", "1.5", "--external", "api.example.com=204", "--as", "cluster.local/ns/a/sa/b",
    ])
    let options = try CurlOptions(invocation)
    guard case .one(let request, let from) = options.question else {
      Issue.record("not one request")
      return
    }
    #expect(from == "client")
    #expect(request.url == "http://web:8080/a?b")
    #expect(request.method == "POST")
    #expect(request.body == "name=1")
    #expect(request.headers.map { "\($0.name)=\($0.value)" } == ["X-User=jason"])
    #expect(request.maxTime?.nanoseconds == 1_500_000_000)
    #expect(options.external.map { "\($0.host) \($0.respond.status)" } == ["api.example.com 204"])
    #expect(options.caller.principal == "spiffe://cluster.local/ns/a/sa/b")
  }

  @Test(arguments: [
    ("run", true, true, false), ("run one", true, false, false),
    ("run --force", false, true, false), ("run --check", false, true, false),
    ("run --seed 2", false, false, true), ("run --rules naive", false, false, true),
    ("run --seed 2 --output a", false, false, false),
  ])
  func whatARunMayTakeAndLeave(
    line: String, usesRecordedRuns: Bool, isWhole: Bool, keepsReports: Bool
  ) throws {
    let invocation = try ArgumentParser.parse(line.split(separator: " ").map(String.init))
    let options = try RunOptions(invocation, processors: 2)
    #expect(options.usesRecordedRuns == usesRecordedRuns)
    #expect(options.isWhole == isWhole)
    #expect(options.keepsReports == keepsReports)
  }
}
