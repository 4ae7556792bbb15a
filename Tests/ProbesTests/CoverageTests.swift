import ControlPlane
import DataPlane
import Foundation
import Manifests
import ProxyConfig
import Testing

@testable import Probes

/// How much of the recorded meshes' tables the probes reach: of a sample, or of all meshes where
/// `LABBOOK_WHOLE_CORPUS=1` is set.
@Suite struct CoverageTests {
  @Test func probesReachNearlyEverything() throws {
    let folder = Self.unpacked()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { !$0.hasSuffix(".md") }.sorted()
    let isWhole = ProcessInfo.processInfo.environment["LABBOOK_WHOLE_CORPUS"] == "1"
    var coverage = ProbeCoverage()
    var known: Set<RouteConfiguration> = []
    for (index, name) in names.enumerated() where isWhole || index % 40 == 7 {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)/mesh.yaml"))
      let reading = ManifestReader.read([ManifestSource(name: name, bytes: Array(bytes))])
      let version = try #require(RuleVersion.named("istio-1.30"))
      let mesh = ControlPlane.compile(reading.resources, under: version).mesh
      for proxy in mesh.proxies {
        let view = ProxyView(proxy, version: EnvoyVersion(minor: mesh.envoyMinor))
        for table in view.tableNames {
          guard let (table, manager) = view.table(table),
            known.insert(table.configuration).inserted
          else { continue }
          coverage.add(TableProbes(table, through: manager).coverage)
        }
      }
    }
    print("routes", coverage.routes, "sides", coverage.sides, "hosts", coverage.hosts)
    let open = coverage.gaps.filter { $0.reason == nil }.prefix(20)
    #expect(coverage.routes.reachable > 50)
    #expect(coverage.routes.reached * 100 >= coverage.routes.reachable * 99, "\(open)")
    #expect(coverage.sides.reached * 100 >= coverage.sides.reachable * 97, "\(open)")
  }

  /// The recorded meshes, unpacked under `.build` on first use.
  private static func unpacked() -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let unpacking = Process()
    unpacking.executableURL = root.appending(path: "Scripts/unpack-goldens.sh")
    try? unpacking.run()
    unpacking.waitUntilExit()
    return root.appending(path: ".build/goldens/corpus").path
  }
}
