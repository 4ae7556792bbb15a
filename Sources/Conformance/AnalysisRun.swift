internal import Checks
internal import ControlPlane
internal import Diagnostics
internal import EnvoyMessages
internal import Foundation
internal import Manifests

/// Holds `labbook check` against what istioctl 1.30.3's analyzers say of every mesh of the corpus.
enum AnalysisRun {
  /// How many messages of a code stand how.
  private struct Count {
    var counterparts = 0
    var exceptions = 0
    var open: [String] = []
  }

  /// - Returns: the exit status: 0, 1 where a message has no counterpart and no reason.
  static func main(_ meshes: [String], in corpus: String) -> Int32 {
    var counts: [String: Count] = [:]
    var reasons: [String: Int] = [:]
    for mesh in meshes {
      guard let comparison = comparison(of: mesh, in: corpus) else {
        print("\(mesh): cannot be compared")
        return 1
      }
      for (message, standing) in comparison.standings {
        switch standing {
        case .counterpart: counts[message.code, default: Count()].counterparts += 1
        case .excepted(let reason):
          counts[message.code, default: Count()].exceptions += 1
          reasons[reason, default: 0] += 1
        case .open:
          counts[message.code, default: Count()].open.append(
            "\(mesh):\(message.line ?? 0): \(message.resource): \(message.text)")
        }
      }
    }
    return report(counts, reasons)
  }

  private static func report(_ counts: [String: Count], _ reasons: [String: Int]) -> Int32 {
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      print(
        "\(code): \(count.counterparts) counterparts, \(count.exceptions) exceptions, "
          + "\(count.open.count) open")
      for line in count.open.prefix(5) { print("  \(line)") }
    }
    for (reason, count) in reasons.sorted(by: { $0.value > $1.value }) {
      print("\(count) excepted: \(reason)")
    }
    let open = counts.values.reduce(0) { $0 + $1.open.count }
    let passed = counts.values.reduce(0) { $0 + $1.counterparts + $1.exceptions }
    print("\(passed) passed, \(open) failed")
    return open == 0 && passed > 0 ? 0 : 1
  }

  private static func comparison(of mesh: String, in corpus: String) -> AnalyzerComparison? {
    let folder = URL(fileURLWithPath: corpus).appendingPathComponent(mesh)
    guard
      let manifests = try? Data(contentsOf: folder.appendingPathComponent("mesh.yaml")),
      let analysis = try? Data(contentsOf: folder.appendingPathComponent("analysis.json")),
      let json = try? JSONValue(reading: Array(analysis)),
      let rules = RuleVersion.named("istio-1.30.3")
    else { return nil }
    let reading = ManifestReader.read([
      ManifestSource(name: "mesh.yaml", bytes: Array(manifests))
    ])
    let facts = MeshFacts(reading.resources, under: rules)
    var run = CheckRun()
    run.add(reading.diagnostics)
    run.check(facts, unreadable: reading.unreadable)
    return AnalyzerComparison(
      (json["messages"]?.items ?? []).compactMap(message),
      with: run.findings.map(\.diagnostic), istioCodes: Check.istioCodes,
      places: ObjectPlaces(reading.resources),
      in: AnalyzerException.Mesh(facts, unreadable: reading.unreadable))
  }

  private static func message(_ json: JSONValue) -> AnalyzerMessage? {
    guard let code = json["code"]?.string, let origin = json["origin"]?.string else { return nil }
    let words = origin.split(separator: " ", maxSplits: 1).map(String.init)
    let names = (words.last ?? "").split(separator: "/", maxSplits: 1).map(String.init)
    let line = json["reference"]?.string?.split(separator: ":").last.flatMap { Int($0) }
    return AnalyzerMessage(
      code: code,
      resource: ResourceIdentifier(
        kind: words.first ?? "", namespace: names.count > 1 ? names.first ?? "" : "",
        name: names.last ?? ""),
      line: line, text: json["message"]?.string ?? "")
  }
}
