package import Diagnostics

/// Why something is answered otherwise: a rule of istiod, another Envoy, or a changed manifest.
package struct ChangeCause: Hashable, Sendable {
  /// What was set as in the later state.
  package enum Kind: Hashable, Sendable {
    /// A rule that differs between the two versions, by its identifier.
    case rule(id: String, before: String, after: String, source: String)
    /// The minor release of Envoy 1 that the proxies run.
    case envoy(before: Int, after: Int)
    /// An object, with the fields that are written otherwise; all of it where it is new or gone.
    case manifest(ResourceIdentifier, Presence, [FieldDifference])
    /// The mesh configuration.
    case meshConfiguration([FieldDifference])
    /// Several of the others at once, none of which does it alone.
    case together
  }

  /// Whether an object is in both states.
  package enum Presence: String, Hashable, Sendable {
    /// In both states, in the later one alone, in the earlier one alone.
    case changed, added, removed
  }

  /// What was set as in the later state.
  package var kind: Kind

  /// One line: the rule, or the manifest's line.
  package var title: String {
    switch kind {
    case .rule(let id, _, let after, _): "\(id): \(after)"
    case .envoy(let before, let after): "Envoy 1.\(before) → 1.\(after)"
    case .manifest(let resource, let presence, let differences):
      Self.title(resource, presence, differences)
    case .meshConfiguration(let differences):
      Self.title(nil, .changed, differences)
    case .together: "Several of the changes together; none of them does it alone"
    }
  }

  private static func title(
    _ resource: ResourceIdentifier?, _ presence: Presence, _ differences: [FieldDifference]
  ) -> String {
    let name = resource.map(\.description) ?? "mesh configuration"
    switch presence {
    case .added, .removed:
      let place = differences.first?.location.map { " (\($0.file):\($0.line))" } ?? ""
      return "\(name) \(presence.rawValue)\(place)"
    case .changed:
      guard let first = differences.first else { return "\(name) changed" }
      let more = differences.count > 1 ? " and \(differences.count - 1) more" : ""
      return "\(name) \(first.words)\(more)"
    }
  }

  /// The files and lines that the cause names.
  package var places: [SourceLocation] {
    switch kind {
    case .manifest(_, _, let differences), .meshConfiguration(let differences):
      differences.compactMap(\.location)
    case .rule, .envoy, .together: []
    }
  }
}

extension FieldDifference {
  /// Such as `spec.http[0].timeout 5s → 10s (reviews.yaml:31)`.
  package var words: String {
    let place = location.map { " (\($0.file):\($0.line))" } ?? ""
    return "\(path) \(before ?? "not set") → \(after ?? "gone")\(place)"
  }
}
