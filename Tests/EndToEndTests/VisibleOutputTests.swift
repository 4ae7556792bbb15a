import Foundation
import Testing

/// Nothing that stands in an input reaches a terminal as something that it obeys.
@Suite struct VisibleOutputTests {
  /// Escape, bell, C1's CSI, overrides of direction, a line end.
  private static let hostile = "a\\e[31m\\a\\x9b\\u202e\\u2066\\nb"

  private static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: default, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: client, namespace: "\(hostile)", labels: {"\(hostile)": "\(hostile)"}}
    spec: {containers: [{name: "\(hostile)", image: "\(hostile)", ports: [{containerPort: 80, name: "\(hostile)"}]}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: plain}
    spec: {containers: [{name: c, image: i}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: "\(hostile)"}
    spec: {ports: [{name: "\(hostile)", port: 80}], externalName: "\(hostile)"}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: "\(hostile)"}
    spec: {hosts: ["\(hostile)"], http: [{name: "\(hostile)", "\(hostile)": 1}]}
    ---
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata: {name: "\(hostile)"}
    spec: {}
    """

  @Test(arguments: [
    ["proxy-config", "all", "--all-proxies", "-f", "-", "-o", "json"],
    ["proxy-config", "routes", "plain", "-f", "-"],
    ["proxy-config", "clusters", "plain", "-f", "-", "--explain"],
    ["curl", "--from", "plain", "http://a/\u{9b}\u{202e}", "-f", "-"],
    ["curl", "--from", "plain\u{1b}[31m\u{202e}", "http://a/", "-f", "-"],
    ["run", "\u{1b}[31m\u{9b}\u{202e}"],
  ])
  func nothingActsInATerminal(arguments: [String]) throws {
    let result = try Program.run(arguments, input: Self.mesh)
    #expect(result.status >= 0)
    let text = result.output + result.errors
    #expect(!text.isEmpty)
    for scalar in text.unicodeScalars {
      let category = scalar.properties.generalCategory
      #expect(
        scalar == "\n" || scalar == "\t" || (category != .control && category != .format),
        "U+\(String(scalar.value, radix: 16)) in \(text.prefix(2000).debugDescription)")
    }
  }

  /// Nor does it act on who reads what is written: pages, their sources, records, lists.
  @Test func nothingActsInAReport() throws {
    let notebook = try Notebook(small: ["a"])
    let mesh = try notebook.read("Experiments/a/manifests/mesh.yaml")
    try notebook.write(
      mesh + """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: server, annotations: {note: "a\u{202E}b\u{2066}c"}}
        spec: {hosts: [server], http: [{name: "\(Self.hostile)", route: [{destination: {host: server}}]}]}

        """, to: "Experiments/a/manifests/mesh.yaml")
    var experiment = try notebook.read("Experiments/a/experiment.yaml")
    experiment = experiment.replacingOccurrences(
      of: "question: What happens?", with: "question: \"What \(Self.hostile)\"")
    experiment += """
      workloads: {default/server: {respond: {status: 200, body: "\(Self.hostile)"}}}

      """
    try notebook.write(experiment, to: "Experiments/a/experiment.yaml")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    let files = try notebook.files(below: "output")
    #expect(files.keys.contains("a/run.json") && files.keys.contains("a/index.html"))
    // A copy of the manifests is what was read, byte for byte.
    for (path, data) in files where !path.hasSuffix("manifests.yaml") {
      for scalar in String(decoding: data, as: UTF8.self).unicodeScalars {
        let category = scalar.properties.generalCategory
        let isPlain = scalar == "\n" || scalar == "\t"
        guard !isPlain, category == .control || category == .format else { continue }
        Issue.record("U+\(String(scalar.value, radix: 16)) in \(path)")
      }
    }
  }
}
