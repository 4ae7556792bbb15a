internal import Foundation
internal import EnvoyMessages

/// What real istiod generated for one mesh (`istiod.json`).
struct GoldenMesh {
  /// A resource that the webhook refused.
  struct Refusal: Hashable, CustomStringConvertible {
    /// `?` where the resource could not be parsed.
    var kind: String
    /// Empty for what belongs to no namespace.
    var namespace: String
    /// As in `metadata.name`.
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
    /// The release, such as `1.30.3`.
    var name: String
    /// What the webhook refused, in istiod's order.
    var refusals: [Refusal]
    /// Proxy → family → items' identifiers.
    var proxies: [String: JSONValue]
  }

  /// In the corpus' order.
  var versions: [Version]
  /// Messages by their identifier.
  var items: [String: JSONValue]
  /// An item's identifier by its content.
  var identifiers: [JSONValue: String]
  /// Whether the recorder kept filters: the older part of the corpus does not have them.
  var keepsFilters = false

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
    keepsFilters = (json["items"]?.members ?? []).contains { $0.value.hasFilters }
    for member in json["items"]?.members ?? [] {
      let family = MeshProjection.Family.allCases.first { $0.rawValue.first == member.key.first }
      let item = family.map { member.value.projected(as: $0) } ?? member.value
      items[member.key] = item
      identifiers[item] = member.key
    }
  }
}
