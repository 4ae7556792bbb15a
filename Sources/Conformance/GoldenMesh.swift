internal import Foundation
internal import EnvoyMessages

/// What real istiod generated for one mesh (`istiod.json`).
struct GoldenMesh {
  /// A resource that the webhook refused.
  struct Refusal: Hashable, CustomStringConvertible {
    /// `?` where the resource could not be parsed.
    var kind: String
    var namespace: String
    var name: String

    var description: String { "\(kind) \(namespace)/\(name)" }

    init?(_ entry: JSONValue) {
      guard entry["error"] != nil else { return nil }
      kind = entry["kind"]?.string ?? "?"
      namespace = entry["namespace"]?.string ?? ""
      name = entry["name"]?.string ?? ""
    }
  }

  /// One release's part.
  struct Version {
    var name: String
    var refusals: [Refusal]
    /// Proxy → family → items' identifiers.
    var proxies: [String: JSONValue]
  }

  var versions: [Version]
  var items: [String: JSONValue]
  /// An item's identifier by its content.
  var identifiers: [JSONValue: String]

  init(json: JSONValue) {
    versions = (json["versions"]?.members ?? []).map { member in
      Version(
        name: member.key,
        refusals: (member.value["validation"]?.items ?? []).compactMap { Refusal($0) },
        proxies: Dictionary(
          (member.value["proxies"]?.members ?? []).map { ($0.key, $0.value) },
          uniquingKeysWith: { first, _ in first }))
    }
    items = [:]
    identifiers = [:]
    for member in json["items"]?.members ?? [] {
      let family = MeshProjection.Family.allCases.first { $0.rawValue.first == member.key.first }
      let item = family.map { member.value.projected(as: $0) } ?? member.value
      items[member.key] = item
      identifiers[item] = member.key
    }
  }
}
