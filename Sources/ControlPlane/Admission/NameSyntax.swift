internal import Diagnostics

/// What names may look like (pkg/config/labels/instance.go@1.30.3 and
/// pkg/config/validation/agent/validation.go@1.30.3).
///
/// A function gives the problem as the rest of a sentence, or `nil`.
enum NameSyntax {
  /// Whether a text is a DNS label of RFC 1123, in letters of either case.
  static func isLabel(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 63, isAlphanumeric(first) else { return false }
    var last = first
    for byte in bytes {
      guard isAlphanumeric(byte) || byte == UInt8(ascii: "-") else { return false }
      last = byte
    }
    return isAlphanumeric(last)
  }

  /// Whether a text is a DNS label, `*`, or a label behind `*` or `*-`.
  static func isWildcardLabel(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= 63 else { return false }
    if text == "*" { return true }
    if text.hasPrefix("*-"), isLabel(text.dropFirst(2)) { return true }
    return isLabel(text.hasPrefix("*") ? text.dropFirst() : text[...])
  }

  /// A full domain name without wildcard (`ValidateFQDN`).
  static func problem(ofDomain domain: String) -> String? {
    lengthProblem(domain) ?? labelsProblem(domain[...])
  }

  /// A domain name whose first label may be a wildcard (`ValidateWildcardDomain`).
  static func problem(ofWildcardDomain domain: String) -> String? {
    if let problem = lengthProblem(domain) { return problem }
    let parts = domain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard isWildcardLabel(parts[0]) else {
      return "is no domain name: “\(String(parts[0]).quotedForDiagnostics)” is no label"
    }
    return parts.count > 1 ? labelsProblem(parts[1]) : nil
  }

  /// A wildcard that stands for a part of a label, such as `*foo.com` (`ValidatePartialWildCard`).
  static func problem(ofPartialWildcard domain: String) -> String? {
    domain.contains("*") && domain != "*" && !domain.hasPrefix("*.")
      ? "may have a wildcard only as its whole first label" : nil
  }

  private static func lengthProblem(_ domain: String) -> String? {
    if domain.isEmpty { return "must not be empty" }
    return domain.utf8.count > 255 ? "must not be longer than 255 characters" : nil
  }

  private static func labelsProblem(_ domain: Substring) -> String? {
    let parts = domain.split(separator: ".", omittingEmptySubsequences: false)
    if let last = parts.last, Int64(last) != nil {
      return "is no domain name: “\(last)” as its last label is a number"
    }
    for (position, part) in parts.enumerated() {
      if position == parts.count - 1, part.isEmpty { return nil }
      guard isLabel(part) else {
        return "is no domain name: “\(String(part).quotedForDiagnostics)” is no label"
      }
    }
    return nil
  }

  /// Whether a byte is an ASCII letter or digit.
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension NameSyntax {
  /// A set of labels: keys and values as Kubernetes takes them (`Instance.Validate`).
  static func problem(ofLabels labels: [String: String]) -> String? {
    for (key, value) in labels.inOrder {
      if !isLabelKey(key) { return "has a key that is no label's: “\(key.quotedForDiagnostics)”" }
      if !value.isEmpty, !isQualifiedName(value[...]) {
        return "has a value that is no label's: “\(value.quotedForDiagnostics)”"
      }
    }
    return nil
  }

  private static func isLabelKey(_ key: String) -> Bool {
    guard let slash = key.lastIndex(of: "/") else {
      return key.utf8.count <= 63 && isQualifiedName(key[...])
    }
    let prefix = key[..<slash]
    let name = key[key.index(after: slash)...]
    return prefix.utf8.count <= 253 && name.utf8.count <= 63 && isQualifiedName(name)
      && prefix.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
        isLabelOfAnyLength($0)
      }
  }

  private static func isLabelOfAnyLength(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isQualifiedName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy {
        isAlphanumeric($0)
          || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains($0)
      }
  }
}
