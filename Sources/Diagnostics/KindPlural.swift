extension String {
  /// A kind's name in the plural, as sentences need it: `AuthorizationPolicies`, `Ingresses`.
  ///
  /// The rules are those of API machinery's guess at a resource's name
  /// (`k8s.io/apimachinery/pkg/api/meta/restmapper.go`, UnsafeGuessKindToResource), with the case
  /// of the kind kept.
  public var kindPlural: String {
    guard let last = last?.lowercased() else { return self }
    if lowercased().hasSuffix("endpoints") { return self }
    let isAfterVowel = dropLast().last.map { "aeiou".contains($0.lowercased()) } ?? false
    switch last {
    case "y" where !isAfterVowel: return "\(dropLast())ies"
    case "s", "x", "z": return "\(self)es"
    case "h" where hasSuffix("ch") || hasSuffix("sh"): return "\(self)es"
    default: return "\(self)s"
    }
  }
}
