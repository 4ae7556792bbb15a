/// The forms of texts that the schema of Gateway API's definitions names
/// (kubernetes-sigs/gateway-api config/crd@v1.5, `pattern`, `minLength`, `maxLength`).
enum SchemaText {
  /// A name of an object, from 1 to 253 bytes.
  case objectName
  /// A DNS label, from 1 to 63 bytes.
  case namespace
  /// A name of a listener or a rule: a DNS subdomain.
  case sectionName
  /// A host name, the first label of which may be `*`.
  case hostname
  /// A host name without a wildcard.
  case preciseHostname
  /// An API group: empty, or a DNS subdomain.
  case group
  /// Letters, digits and `-`, at most 63 bytes.
  case kind
  /// A header's or query parameter's name: a token of RFC 9110.
  case token
  /// Any text of at least one and at most so many bytes.
  case upTo(Int)

  /// What the form asks for, in words.
  var inWords: String {
    switch self {
    case .objectName: "a name of 1 to 253 characters"
    case .namespace: "a namespace: small letters, digits and “-”, at most 63"
    case .sectionName: "a name of small letters, digits, “-” and “.”, at most 253"
    case .hostname: "a host name in small letters, at most with “*.” before it, and no address"
    case .preciseHostname: "a host name in small letters without “*”"
    case .group: "an API group, such as networking.istio.io, or \"\""
    case .kind: "a kind of letters, digits and “-”, at most 63"
    case .token: "a name of letters, digits and any of !#$%&'*+-.^_`|~, at most 256"
    case .upTo(let length): "a text of 1 to \(length) characters"
    }
  }

  /// Whether a text has the form.
  func matches(_ text: String) -> Bool {
    let count = text.unicodeScalars.count
    switch self {
    case .objectName: return (1...253).contains(count)
    case .namespace: return count <= 63 && text[...].isLabel(of: isSmall)
    case .sectionName, .preciseHostname: return count <= 253 && text[...].isSubdomain
    case .hostname:
      return count <= 253 && (text.hasPrefix("*.") ? text.dropFirst(2) : text[...]).isSubdomain
    case .group: return text.isEmpty || (count <= 253 && text[...].isSubdomain)
    case .kind: return count <= 63 && text[...].isLabel(of: isLetterOrDigit) && !text.startsNumeric
    case .token: return (1...256).contains(count) && text.utf8.allSatisfy(isTokenByte)
    case .upTo(let length): return (1...max(length, 1)).contains(count)
    }
  }
}

private func isSmall(_ byte: UInt8) -> Bool { (97...122).contains(byte) || isDigit(byte) }

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

private func isLetterOrDigit(_ byte: UInt8) -> Bool { isSmall(byte) || (65...90).contains(byte) }

private func isTokenByte(_ byte: UInt8) -> Bool {
  isLetterOrDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
}

extension String {
  fileprivate var startsNumeric: Bool { utf8.first.map(isDigit) ?? false }

  /// Whether it is a path that a match of type Exact or PathPrefix may name: absolute, without
  /// empty or dotted segments, without an encoded slash.
  var isPlainAbsolutePath: Bool {
    guard hasPrefix("/"), unicodeScalars.count <= 1024 else { return false }
    for part in ["//", "/./", "/../", "%2f", "%2F", "#"] where contains(part) { return false }
    if hasSuffix("/..") || hasSuffix("/.") { return false }
    var escaped = 0
    for byte in utf8 {
      if escaped > 0 {
        guard isDigit(byte) || (65...70).contains(byte) || (97...102).contains(byte) else {
          return false
        }
        escaped -= 1
      } else if byte == 37 {
        escaped = 2
      } else if !isLetterOrDigit(byte), !"-/._~!$&'()*+,;=:@".utf8.contains(byte) {
        return false
      }
    }
    return escaped == 0
  }

  /// Whether it is a length of time as Gateway API writes it (GEP-2257): one to four numbers of at
  /// most five digits, each with `h`, `m`, `s` or `ms`.
  var isGatewayDuration: Bool {
    var rest = utf8[...]
    var parts = 0
    while !rest.isEmpty {
      let digits = rest.prefix(while: isDigit)
      guard (1...5).contains(digits.count), parts < 4 else { return false }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !isDigit($0) }
      guard ["h", "m", "s", "ms"].contains(String(unit)) else { return false }
      rest = rest.dropFirst(unit.count)
      parts += 1
    }
    return parts > 0
  }
}

extension Substring {
  /// Whether bytes of a kind stand at both ends and, with `-`, between.
  fileprivate func isLabel(of isAllowed: (UInt8) -> Bool) -> Bool {
    guard let first = utf8.first, let last = utf8.last else { return false }
    return isAllowed(first) && isAllowed(last) && utf8.allSatisfy { isAllowed($0) || $0 == 45 }
  }

  /// Whether it is DNS labels in small letters with dots between.
  fileprivate var isSubdomain: Bool {
    split(separator: ".", omittingEmptySubsequences: false).allSatisfy { $0.isLabel(of: isSmall) }
  }
}

extension String {
  fileprivate init(_ bytes: Substring.UTF8View) { self = String(Substring(bytes)) }
}
