import Manifests
import Testing

@testable import Laboratory

/// Whom the first experiment of a notebook has call what.
@Suite struct FirstExperimentTests {
  static let examples: [(name: String, services: [String], ids: [String])] = [
    ("one", [service("web", "shop", "http")], ["to-web"]),
    (
      "one name in two namespaces",
      [service("web", "shop", "http"), service("web", "test", "http")],
      ["to-web-shop", "to-web-test"]
    ),
    ("a port that declares nothing", [service("web", "shop", "main")], ["to-web"]),
    ("a port that declares TCP", [service("db", "shop", "tcp-db")], []),
  ]

  @Test(arguments: examples.indices)
  func clientsHaveNamesOfTheirOwn(_ number: Int) {
    let example = Self.examples[number]
    let text = ([Self.pod] + example.services).joined(separator: "\n---\n")
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    #expect(FirstExperiment(reading.resources).calls.map(\.id) == example.ids, "\(example.name)")
  }

  static let pod = "{apiVersion: v1, kind: Pod, metadata: {name: client, namespace: shop}}"

  static func service(_ name: String, _ namespace: String, _ port: String) -> String {
    "{apiVersion: v1, kind: Service, metadata: {name: \(name), namespace: \(namespace)}, "
      + "spec: {selector: {app: x}, ports: [{name: \(port), port: 8080}]}}"
  }
}
