/// A header: a name and a value.
public struct HeaderField: Hashable, Sendable {
  /// In small letters.
  public var name: String
  /// As it goes over the wire.
  public var value: String

  /// A field of this name and value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Headers in order, with names in lower case, as Envoy keeps them
/// (source/common/http/header_map_impl.cc).
public struct HeaderMap: Hashable, Sendable {
  /// In the order in which they go out.
  public private(set) var fields: [HeaderField]

  /// No fields.
  public init() { fields = [] }

  /// Reads headers as they came: names are put in lower case, blanks around values cut off.
  public init(_ fields: [HeaderField]) {
    self.fields = fields.map {
      HeaderField($0.name.lowercasedASCII, $0.value.trimmedOfBlanks)
    }
  }

  /// The value of the first header of a name.
  public subscript(_ name: String) -> String? {
    fields.first { $0.name == name }?.value
  }

  /// All values of a name, in order.
  public func values(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  /// Adds a header at the end.
  ///
  /// Headers that Envoy keeps once are joined with a comma instead.
  public mutating func add(_ name: String, _ value: String) {
    if Self.keptOnce.contains(name), let place = fields.firstIndex(where: { $0.name == name }) {
      fields[place].value += ",\(value)"
    } else {
      fields.append(HeaderField(name, value))
    }
  }

  /// Removes what is there and adds the header at the end, as `setReferenceKey` does.
  public mutating func replace(_ name: String, _ value: String) {
    remove(name)
    fields.append(HeaderField(name, value))
  }

  /// Writes a header of Envoy's own: in its place where it is there, else at the end.
  public mutating func set(_ name: String, _ value: String) {
    if let place = fields.firstIndex(where: { $0.name == name }) {
      fields[place].value = value
    } else {
      fields.append(HeaderField(name, value))
    }
  }

  /// Takes every field of a name away.
  public mutating func remove(_ name: String) { fields.removeAll { $0.name == name } }

  /// Takes every field of these names away.
  public mutating func remove(_ names: Set<String>) {
    fields.removeAll { names.contains($0.name) }
  }

  /// Headers with a place of their own in Envoy's map (envoy/http/header_map.h,
  /// INLINE_REQ_STRING_HEADERS), as far as a rule would write them.
  private static let keptOnce: Set<String> = [
    "accept", "accept-encoding", "authorization", "cache-control", "content-type", "etag",
    "expect", "grpc-message", "grpc-status", "origin", "referer", "server", "user-agent", "via",
    "x-forwarded-for", "x-forwarded-proto", "x-request-id",
  ]
}

extension String {
  /// The text with `A` to `Z` in lower case; other letters stay.
  var lowercasedASCII: String {
    guard utf8.contains(where: { (65...90).contains($0) }) else { return self }
    return String(decoding: utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }

  /// The text without blanks and tabs at both ends.
  var trimmedOfBlanks: String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
    guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else {
      return self
    }
    let kept = utf8.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    return String(decoding: Array(kept), as: UTF8.self)
  }

  /// Whether the text begins with another, byte by byte.
  func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Whether the text ends with another, byte by byte.
  func hasByteSuffix(_ suffix: String) -> Bool {
    utf8.count >= suffix.utf8.count && utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Whether another text is somewhere in it, byte by byte.
  func containsBytes(_ part: String) -> Bool {
    let whole = Array(utf8)
    let part = Array(part.utf8)
    guard part.count <= whole.count else { return false }
    return (0...(whole.count - part.count)).contains { start in
      whole[start..<(start + part.count)].elementsEqual(part)
    }
  }

  /// The text without its first bytes.
  func droppingBytes(_ count: Int) -> String {
    String(decoding: utf8.dropFirst(count), as: UTF8.self)
  }
}
