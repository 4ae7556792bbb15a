internal import ControlPlane
internal import Foundation
internal import EnvoyMessages
internal import Manifests
internal import Resources

/// How one mesh came out: for each release what differs.
struct MeshComparison: Sendable {
  /// The mesh's folder in the corpus.
  var mesh: String
  /// Releases in the golden's order, each with its differences.
  var releases: [(name: String, differences: [Difference])]

  /// The releases under which nothing differs.
  var equalReleases: [String] { releases.filter { $0.differences.isEmpty }.map(\.name) }
}

extension MeshComparison {
  /// Compiles a mesh under every release of its golden, and compares.
  static func of(_ mesh: String, in corpus: String) -> MeshComparison {
    do {
      return try compared(mesh, in: corpus)
    } catch {
      let difference = Difference(
        mesh: mesh, release: "-", proxy: "-", item: "the mesh", path: "",
        expected: "two readable files", got: "\(error)")
      return MeshComparison(mesh: mesh, releases: [("-", [difference])])
    }
  }

  private static func compared(_ mesh: String, in corpus: String) throws -> MeshComparison {
    let folder = "\(corpus)/\(mesh)"
    let golden = GoldenMesh(
      json: try JSONValue(reading: Array(Data(contentsOf: file("\(folder)/istiod.json")))))
    let reading = ManifestReader.read([
      ManifestSource(
        name: "mesh.yaml", bytes: Array(try Data(contentsOf: file("\(folder)/mesh.yaml"))))
    ])
    // No API server had completed what istiod was given when the corpus was recorded.
    var resources = reading.resources
    resources.forgetAssumedProtocols()
    var projection = MeshProjection()
    var unknown: Set<String> = []
    for version in golden.versions {
      guard let rules = RuleVersion.named("istio-\(version.name)") else {
        unknown.insert(version.name)
        continue
      }
      try projection.add(
        ControlPlane.compile(resources, under: rules), unreadable: reading.unreadable)
    }
    return MeshComparison(mesh: mesh, golden: golden, projection: projection)
  }

  private static func file(_ path: String) -> URL { URL(fileURLWithPath: path) }

  private init(mesh: String, golden: GoldenMesh, projection: MeshProjection) {
    self.mesh = mesh
    var projection = projection
    if !golden.keepsFilters { projection.changeItems { $0.withoutFilters } }
    let identifiers = projection.items.map { golden.identifiers[$0.json] }
    let ours = Dictionary(
      projection.versions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    releases = golden.versions.map { expected in
      guard let version = ours[expected.name] else {
        return (
          expected.name,
          [
            Difference(
              mesh: mesh, release: expected.name, proxy: "-", item: "the release", path: "",
              expected: "a known rule version", got: "none of that name")
          ]
        )
      }
      let pair = VersionPair(
        mesh: mesh, golden: golden, expected: expected, projection: projection, ours: version,
        identifiers: identifiers)
      return (expected.name, pair.differences())
    }
  }
}

/// One release: istiod's and ours.
private struct VersionPair {
  let mesh: String
  let golden: GoldenMesh
  let expected: GoldenMesh.Version
  let projection: MeshProjection
  let ours: MeshProjection.Version
  /// For each of our items the golden's identifier; `nil` where the golden has no such item.
  let identifiers: [String?]

  func differences() -> [Difference] {
    var found = refusalDifferences()
    let proxies = Dictionary(
      ours.proxies.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for name in Set(proxies.keys).union(expected.proxies.keys).sorted() {
      guard let theirs = expected.proxies[name], let proxy = proxies[name] else {
        let isTheirs = expected.proxies[name] != nil
        found.append(
          difference(
            name, "the proxy", "", isTheirs ? "there" : "none", isTheirs ? "none" : "there"))
        continue
      }
      for family in MeshProjection.Family.allCases {
        found += differences(
          proxy.name, family, theirs[family.rawValue]?.items.compactMap(\.string) ?? [],
          proxy.families[family] ?? [])
      }
    }
    return found
  }

  private func difference(
    _ proxy: String, _ item: String, _ path: String, _ expected: String, _ got: String
  ) -> Difference {
    Difference(
      mesh: mesh, release: ours.name, proxy: proxy, item: item, path: path, expected: expected,
      got: got)
  }

  private func differences(
    _ proxy: String, _ family: MeshProjection.Family, _ theirs: [String],
    _ entries: [MeshProjection.Entry]
  ) -> [Difference] {
    if theirs.elementsEqual(entries, by: { $0 == identifiers[$1.item] }) { return [] }
    let mine = Dictionary(
      entries.map { ($0.name, projection.items[$0.item].json) },
      uniquingKeysWith: { first, _ in first })
    var found: [Difference] = []
    var met: Set<String> = []
    for id in theirs {
      guard let item = golden.items[id] else { continue }
      let name = item["name"]?.string ?? item["clusterName"]?.string ?? ""
      met.insert(name)
      let title = "\(family.rawValue) \(name)"
      guard let other = mine[name] else {
        found.append(difference(proxy, title, "", "a message of this name", "none"))
        continue
      }
      if let first = item.firstDifference(from: other) {
        found.append(difference(proxy, title, first.path, first.expected, first.got))
      }
    }
    for entry in entries where !met.contains(entry.name) {
      found.append(
        difference(proxy, "\(family.rawValue) \(entry.name)", "", "none", "a message of this name"))
    }
    if found.isEmpty {
      found.append(
        difference(proxy, family.rawValue, "", "\(theirs.count) messages", "\(entries.count)"))
    }
    return found
  }

  private func refusalDifferences() -> [Difference] {
    var rest = ours.validation.compactMap { GoldenMesh.Refusal($0) }
    var found: [Difference] = []
    for refusal in expected.refusals {
      if let position = rest.firstIndex(of: refusal) {
        rest.remove(at: position)
      } else {
        found.append(difference("validation", "\(refusal)", "", "refused", "accepted"))
      }
    }
    return found
      + rest.map { difference("validation", "\($0)", "", "accepted", "refused") }
  }
}
