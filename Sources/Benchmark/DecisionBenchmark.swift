internal import ControlPlane
internal import Forms
internal import Laboratory
internal import Limits
internal import Manifests

/// The decisions of one mesh, asked as `labbook curl --requests` asks them: from the bytes of a
/// line to those of its answer.
enum DecisionBenchmark {
  /// How many services the mesh has.
  private static let serviceCount = 100

  /// Measures and prints the figures.
  static func run() {
    guard let rules = RuleVersion.named("istio-1.30") else { return }
    let text = ControlPlaneBenchmark.mesh(serviceCount)
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    let mesh = ControlPlane.compile(reading.resources, under: rules).mesh
    let route = (0..<serviceCount).map { index in
      #"{"id": \#(index), "from": "client-0.ns-0", "configuration": "80", "authority": "#
        + #""svc-\#(index).ns-\#(index / 10)", "path": "/v2/a", "headers": {"x-canary": "true"}}"#
    }
    let whole = (0..<serviceCount).map { index in
      #"{"id": \#(index), "from": "client-\#(index).ns-0", "url": "#
        + #""http://svc-\#(index).ns-\#(index / 10)/api/a/b"}"#
    }
    for (name, lines) in [("at a route table", route), ("from client to application", whole)] {
      let bytes = lines.map { Array($0.utf8) }
      var answers = RequestLineText(RequestLines(Compilation(mesh: mesh)))
      for (number, line) in bytes.enumerated() {
        let answer = try? answers.answer(line, number: number)
        precondition(answer?.contains("\"status\":200") == true, "\(name): \(answer ?? "none")")
      }
      var length = 0
      var number = 0
      let count = 20
      let seconds = ProcessorTime.median {
        for line in (0..<count).lazy.flatMap({ _ in bytes }) {
          number += 1
          length += ((try? answers.answer(line, number: number)) ?? "").utf8.count
        }
      }
      let rate = Int(saturating: Double(count * bytes.count) / seconds)
      print(
        "decisions: \(rate) a CPU-second \(name), in a mesh of \(serviceCount) services"
          + " (\(length / max(number, 1)) bytes an answer), at least 20000 are wanted")
    }
  }
}
