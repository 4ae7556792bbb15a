import Foundation
import Testing

/// `labbook compare` of a mesh and `labbook probes`, by the built binary.
@Suite struct MeshComparisonTests {
  static let mesh = """
    {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: caller, labels: {app: caller}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web}
    spec:
      hosts: [web]
      http:
        - match: [{uri: {prefix: /api}}]
          timeout: 5s
          route: [{destination: {host: web}}]
        - directResponse: {status: 404}

    """

  /// A folder with `mesh.yaml` and `later.yaml`, in which one text is another.
  private func notebook(_ old: String, _ new: String) throws -> Notebook {
    let notebook = try Notebook(copying: [])
    try notebook.write(Self.mesh, to: "mesh.yaml")
    try notebook.write(Self.mesh.replacing(old, with: new), to: "later.yaml")
    return notebook
  }

  private let states = ["compare", "--before", "mesh.yaml", "--after", "later.yaml"]

  @Test func theChangedLineIsNamedWithARequestToPaste() throws {
    let notebook = try notebook("/api", "/apis")
    let result = try Program.run(states, in: notebook.root)
    #expect(result.status == 1, "\(result.errors)")
    #expect(
      result.output.contains(
        "VirtualService default/web spec.http[0].match[0].uri.prefix /api → /apis (later.yaml:18)"),
      "\(result.output)")
    let line = try #require(
      result.output.split(separator: "\n").first { $0.contains("labbook curl") })
    let later = try Program.shell(String(line), in: notebook.root)
    #expect(later.status == 0, "\(later.errors)")
    let earlier = try Program.shell(
      String(line).replacing("later.yaml", with: "mesh.yaml"), in: notebook.root)
    #expect(later.output != earlier.output)
  }

  @Test func nothingChangesInOneLine() throws {
    let notebook = try notebook("- match", "- match")
    let result = try Program.run(states, in: notebook.root)
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("\nNothing changes: "))
  }

  @Test(
    arguments: [
      ([], 0), (["--fail-on", "properties"], 1), (["--fail-on", "never"], 0),
      (["--fail-on", "verdicts"], 0), (["--fail-on", "all"], 64),
    ] as [([String], Int32)])
  func failsOnWhatIsAskedFor(options: [String], status: Int32) throws {
    let notebook = try notebook("timeout: 5s", "timeout: 6s")
    let result = try Program.run(states + options, in: notebook.root)
    #expect(result.status == status, "\(result.output)\(result.errors)")
    if status != 64 { #expect(result.output.contains("route.timeout 5s → 6s")) }
  }

  @Test(arguments: [
    ("markdown", "**Answers differ for "), ("html", "<!DOCTYPE html>"), ("json", "{\n"),
    ("junit", "<?xml version"), ("github", "::error file=later.yaml,line=18,"),
  ])
  func hasForms(form: String, start: String) throws {
    let notebook = try notebook("/api", "/apis")
    let result = try Program.run(states + ["--format", form], in: notebook.root)
    #expect(result.output.hasPrefix(start), "\(result.output.prefix(200))")
    #expect(result.status == 1)
  }

  @Test func rulesAndManifestsAreComparedAtOnce() throws {
    let notebook = try notebook("timeout: 5s", "timeout: 6s")
    let result = try Program.run(
      states + ["istio-1.26", "istio-1.27", "--fail-on", "properties"], in: notebook.root)
    #expect(result.status == 1)
    #expect(result.output.contains("trailingDotDomains: "), "\(result.output)")
    #expect(result.output.contains("(later.yaml:19)"))
  }

  @Test func statesComeFromGitAndFromAPipe() throws {
    let notebook = try notebook("/api", "/apis")
    try FileManager.default.createDirectory(
      atPath: notebook.root + "/mesh", withIntermediateDirectories: true)
    let result = try Program.shell(
      """
      export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
      mv mesh.yaml mesh/web.yaml
      git init -q -b main . && git add mesh
      git -c user.name=a -c user.email=a@example.com commit -qm first
      labbook compare --before git:main:mesh --after - < later.yaml; echo "status $?"
      labbook compare --before git:main:mesh/web.yaml --after git:HEAD:mesh/; echo "status $?"
      labbook compare --before git:nowhere:mesh --after mesh; echo "status $?"
      labbook compare --before git:main:nothing --after mesh; echo "status $?"
      """, in: notebook.root)
    #expect(
      result.output.split(separator: "\n").filter { $0.hasPrefix("status") }
        == ["status 1", "status 0", "status 65", "status 65"], "\(result.output)\(result.errors)")
    #expect(result.errors.contains("error[LB0230]: the repository has no commit “nowhere”"))
    #expect(result.errors.contains("error[LB0230]: the commit “main” has no “nothing”"))
  }

  @Test(
    arguments: [
      (["compare", "-f", "mesh.yaml"], 64), (["compare", "istio-1.20", "-f", "mesh.yaml"], 64),
      (["compare", "--before", "mesh.yaml"], 64),
      (["compare", "istio-1.20", "istio-9.9", "-f", "mesh.yaml"], 65),
      (["compare", "istio-1.20", "istio-1.21", "-f", "missing.yaml"], 65),
      (["compare", "istio-1.20"], 64),
      (["compare", "--before", "mesh.yaml", "--after", "other.yaml"], 65),
    ] as [([String], Int32)])
  func whatCannotBeComparedIsSaid(arguments: [String], status: Int32) throws {
    let notebook = try notebook("/api", "/apis")
    try notebook.write(
      Self.mesh.replacing("name: caller", with: "name: a").replacing(
        "name: web,", with: "name: b,"),
      to: "other.yaml")
    let result = try Program.run(arguments, in: notebook.root)
    #expect(result.status == status, "\(result.output)\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("error[LB"))
  }

  @Test func aMeshThatOneSideRefusesIsTheAnswer() throws {
    let notebook = try notebook("status: 404", "status: 9999")
    let result = try Program.run(states, in: notebook.root)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("VirtualService default/web is refused under later.yaml"))
  }

  @Test func probesReachBothSidesOfACondition() throws {
    let notebook = try notebook("/api", "/apis")
    let result = try Program.run(["probes", "caller", "-f", "mesh.yaml"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    for path in ["web.default.svc.cluster.local/api ", "/apix ", "/ap "] {
      #expect(result.output.contains(path), "\(result.output)")
    }
    let coverage = try Program.run(["probes", "-f", "mesh.yaml", "--coverage"], in: notebook.root)
    #expect(coverage.output.contains("sides of conditions: 2 of 2"), "\(coverage.output)")
  }
}
