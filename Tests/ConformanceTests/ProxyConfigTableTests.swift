internal import ControlPlane
internal import Foundation
internal import EnvoyMessages
internal import Manifests
internal import ProxyConfig
internal import Testing

/// The tables are those of istioctl 1.30.3.
@Suite struct ProxyConfigTableTests {
  /// Meshes without a waypoint, whose listeners between its parts the goldens leave out, and
  /// without localities, which the recorded tables do not have yet.
  static let sidecarMeshes = meshes.filter {
    !$0.hasPrefix("waypoint") && !$0.hasPrefix("locality")
  }

  static let meshes = Corpus.meshes.filter {
    FileManager.default.fileExists(atPath: "\(Corpus.folder)/\($0)/proxy-config.txt")
  }

  @Test("there are 38 meshes with tables") func meshesAreThere() {
    #expect(ProxyConfigTableTests.meshes.count == 38)
  }

  /// The goldens keep domains, endpoints and messages sorted: here rows are compared in any order,
  /// without the column of domains.
  @Test("each table has istioctl's rows", arguments: sidecarMeshes)
  func rows(mesh: String) throws {
    let expected = try Self.tables(of: mesh)
    let proxies = try GoldenProxies.proxies(of: mesh, release: "1.30.3")
    var count = 0
    for proxy in proxies {
      for family in MeshProjection.Family.allCases {
        guard let theirs = expected["\(family.rawValue) \(proxy.proxy)"] else { continue }
        count += 1
        let ours = ProxyConfigTables.text(of: family, in: proxy)
        #expect(
          Self.rows(of: ours, family) == Self.rows(of: theirs, family),
          "\(mesh) \(family.rawValue) \(proxy.proxy)")
      }
    }
    #expect(count == expected.count)
  }

  /// Of labbook's own configuration, where that is istiod's, the whole text is istioctl's; but the
  /// order of tables that are not named by a number is chance there.
  @Test("each table is istioctl's to the letter", arguments: sidecarMeshes)
  func text(mesh: String) throws {
    let reading = ManifestReader.read([
      ManifestSource(name: "mesh.yaml", bytes: try Corpus.bytes(mesh, "mesh.yaml"))
    ])
    let rules = try #require(RuleVersion.named("istio-1.30.3"))
    let proxies = ControlPlane.compile(reading.resources, under: rules).mesh.proxies
    let expected = try Self.tables(of: mesh)
    for proxy in proxies {
      for family in MeshProjection.Family.allCases {
        guard let theirs = expected["\(family.rawValue) \(proxy.proxy)"] else { continue }
        let ours = ProxyConfigTables.text(of: family, in: proxy)
        if family == .routes, proxy.routes.contains(where: { Int($0.name) == nil }) {
          #expect(Self.lines(of: ours) == Self.lines(of: theirs), "\(mesh) \(proxy.proxy)")
          continue
        }
        #expect(ours == theirs, "\(mesh) \(family.rawValue) \(proxy.proxy)")
      }
    }
  }

  /// Tables by `FAMILY PROXY`.
  static func tables(of mesh: String) throws -> [String: String] {
    let text = String(decoding: try Corpus.bytes(mesh, "proxy-config.txt"), as: UTF8.self)
    var tables: [String: String] = [:]
    var title = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("$ istioctl proxy-config ") {
        title = String(line.dropFirst("$ istioctl proxy-config ".count))
        tables[title] = ""
      } else if !line.isEmpty {
        tables[title, default: ""] += "\(line)\n"
      }
    }
    return tables
  }

  static func lines(of text: String) -> [Substring] { text.split(separator: "\n").sorted() }

  /// Rows of cells, sorted; those of routes without domains.
  static func rows(of text: String, _ family: MeshProjection.Family) -> [String] {
    let gap = family == .listeners ? " " : "     "
    return text.split(separator: "\n").map { line in
      var cells = line.components(separatedBy: gap).filter { !$0.isEmpty }.map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if family == .routes, cells.count > 2 { cells.remove(at: 2) }
      return cells.joined(separator: "|")
    }.sorted()
  }
}
