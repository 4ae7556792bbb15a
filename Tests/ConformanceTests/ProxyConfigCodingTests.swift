internal import Foundation
internal import EnvoyMessages
internal import ProxyConfig
internal import Testing

/// The types hold everything that real istiod's messages say.
@Suite struct ProxyConfigCodingTests {
  @Test("the whole corpus is there") func corpusIsComplete() {
    #expect(Corpus.meshes.count == 752)
    #expect(Corpus.families.count == 43)
  }

  @Test("a message that is read and written again says the same", arguments: Corpus.families)
  func roundTrip(family: String) throws {
    var count = 0
    for mesh in Corpus.meshes where mesh.hasPrefix("\(family)-") {
      for item in try Corpus.items(mesh) {
        count += 1
        var again = try rewritten(item.key, item.value)
        if !item.value.hasFilters { again = again.withoutFilters }
        #expect(again.text == item.value.text, "\(mesh) \(item.key)")
      }
    }
    #expect(count > 0)
  }

  private func rewritten(_ id: String, _ json: JSONValue) throws -> JSONValue {
    let data = Data(json.text.utf8)
    let decoder = JSONDecoder()
    switch id.first {
    case "l": return try projected(decoder.decode(Listener.self, from: data), .listeners)
    case "r": return try projected(decoder.decode(RouteConfiguration.self, from: data), .routes)
    case "c": return try projected(decoder.decode(Cluster.self, from: data), .clusters)
    default:
      return try projected(decoder.decode(ClusterLoadAssignment.self, from: data), .endpoints)
    }
  }

  private func projected(
    _ message: some Encodable, _ family: MeshProjection.Family
  ) throws -> JSONValue {
    try JSONValue(reading: Array(JSONEncoder().encode(message))).projected(as: family)
  }
}
