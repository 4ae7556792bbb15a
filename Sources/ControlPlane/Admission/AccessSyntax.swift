internal import Diagnostics

/// What values in AuthorizationPolicies may look like (pkg/config/security/security.go@1.30.3).
enum AccessSyntax {
  /// The keys that a release of Istio knows below `when`.
  static let keys = [
    "request.headers", "source.ip", "remote.ip", "source.namespace", "source.serviceAccount",
    "source.principal", "source.trustDomain", "request.auth.principal", "request.auth.audiences",
    "request.auth.presenter", "request.auth.claims", "destination.ip", "destination.port",
    "connection.sni", "experimental.envoy.filters.",
  ]

  /// Why a key is none (`ValidateAttribute`).
  static func problem(ofKey key: String, under rules: RuleVersion) -> String? {
    if key == "destination.namespace" {
      return "is “destination.namespace”, for which the policy's own namespace stands"
    }
    if key.hasPrefix("destination.labels") {
      return "is “\(key.quotedForDiagnostics)”, for which the policy's selector stands"
    }
    if ["destination.name", "destination.user"].contains(key) {
      return "is “\(key)”, which no release knows any more"
    }
    guard AccessCondition.Attribute(key: key, rules: rules) != nil else {
      let isYounger = keys.contains(key)
      return "is “\(key.quotedForDiagnostics)”, which "
        + (isYounger ? "\(rules.name) does not know yet" : "is no attribute")
    }
    let starts = ["request.headers", "request.auth.claims", "experimental.envoy.filters."]
    guard starts.contains(where: { key.hasPrefix($0) }) else { return nil }
    let open = key.firstIndex(of: "[").map { key.distance(from: key.startIndex, to: $0) } ?? 0
    return key.hasSuffix("]") && open > 0 && open < key.count - 2
      ? nil : "must have a name in brackets, such as \(key.prefix { $0 != "[" })[name]"
  }

  /// Why a value does not go with a key.
  static func problem(ofValue value: String, of key: String) -> String? {
    switch key {
    case "source.ip", "remote.ip", "destination.ip": AddressSyntax.problem(ofSubnet: value)
    case "destination.port": problem(ofPort: value)
    case "source.trustDomain": problem(ofTrustDomain: value)
    default: nil
    }
  }

  /// Why a text is no port; 0 is one (`ValidatePorts`).
  static func problem(ofPort port: String) -> String? {
    let isNumber = port.utf8.allSatisfy { (48...57).contains($0) }
    return isNumber && UInt16(exactly: Int(port) ?? -1) != nil
      ? nil : "must be a port's number, and is “\(port.quotedForDiagnostics)”"
  }

  /// Why a text names no service account (`CheckServiceAccount`).
  static func problem(ofServiceAccount text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if text.contains("*") { return "must not have a wildcard" }
    if text.utf8.count > 320 { return "must not be longer than 320 characters" }
    return parts.count <= 2 && !parts.contains("")
      ? nil : "must be NAME or NAMESPACE/NAME, and is “\(text.quotedForDiagnostics)”"
  }

  /// Why a text is no trust domain: `*` stands at one end at most (`CheckWildcardValues`).
  static func problem(ofTrustDomain text: String) -> String? {
    let stars = text.utf8.count { $0 == 42 }
    return stars == 0 || (stars == 1 && (text.hasPrefix("*") || text.hasSuffix("*")))
      ? nil : "must have at most one *, at its begin or its end"
  }

  /// Why a path is none: braces stand only in `{*}` and `{**}` (`CheckValidPathTemplate`, from
  /// 1.22).
  static func problem(ofPath path: String, under rules: RuleVersion) -> String? {
    guard rules[.pathTemplatesInPolicies] else { return nil }
    let isTemplate = PathTemplate.isTemplate(path)
    var segments = path.split(separator: "/", omittingEmptySubsequences: false)
    let isStrict = rules[.literalPathTemplates]
    if isStrict {
      segments = Array(segments.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed())
      if segments.isEmpty { segments = [""] }
    }
    var isOver = false
    for segment in segments {
      if segment == "{*}" || segment == "{**}" {
        if isStrict, isOver { return "must have {**} as its last operator" }
        isOver = isOver || segment == "{**}"
        continue
      }
      if segment.contains("{") || segment.contains("}") {
        return "must have braces in {*} and {**} alone"
      }
      guard isTemplate else { continue }
      if isStrict ? !isLiteral(segment) : segment.contains("*") {
        return "must have plain segments beside {*} and {**}"
      }
    }
    return nil
  }

  private static func isLiteral(_ segment: Substring) -> Bool {
    !segment.isEmpty
      && segment.utf8.allSatisfy {
        NameSyntax.isAlphanumeric($0) || "-._~%!$&'()+,;:@=".utf8.contains($0)
      }
  }
}
