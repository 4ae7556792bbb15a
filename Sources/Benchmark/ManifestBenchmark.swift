internal import Manifests
internal import Resources

/// Reading manifests, each field with its place, beside libyaml's bare events of the same bytes.
enum ManifestBenchmark {
  /// Measures and prints the figures.
  static func run() {
    let rounded = ProcessorTime.rounded
    let text = ControlPlaneBenchmark.mesh(10_000)
    let source = ManifestSource(name: "mesh.yaml", text: text)
    var events = 0
    let bare = ProcessorTime.median { events = YAMLReader.eventCount(of: source) }
    var documents = 0
    let trees = ProcessorTime.median {
      documents = YAMLReader.documents(of: source).documents.count
    }
    var services = 0
    let resources = ProcessorTime.median {
      services = ManifestReader.read([source]).resources.services.count
    }
    precondition(services == 10_000, "\(services) services of 10000")
    print(
      "manifests: \(source.bytes.count) bytes, \(documents) documents, \(events) events: "
        + "libyaml alone \(rounded(bare)) s")
    print(
      "  as trees with places \(rounded(trees)) s: \(rounded(trees / bare)) times libyaml alone")
    print(
      "  as resources with places \(rounded(resources)) s: \(rounded(resources / bare)) times, "
        + "at most 3 is wanted")
  }
}
