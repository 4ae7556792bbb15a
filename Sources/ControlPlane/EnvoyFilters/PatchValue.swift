internal import ProxyConfig
internal import Resources

extension ProtobufValue {
  /// What a patch writes, under protobuf's JSON names and without what says nothing: fields that
  /// protobuf does not tell from absent ones.
  ///
  /// A structure with the name of a type (`udpa.type.v1.TypedStruct`) is kept as it is written, for
  /// istiod hands it on unread.
  init(patch value: FreeValue) {
    switch value {
    case .null: self = .null
    case .boolean(let flag): self = .bool(flag)
    case .number(let number): self = .number(number)
    case .text(let text): self = .string(text)
    case .list(let items): self = .list(items.map { ProtobufValue(patch: $0) })
    case .object(let fields):
      if case .text(let type)? = value["@type"], type.hasSuffix("TypedStruct") {
        self = Self.typedStructure(value)
        return
      }
      var members: [String: ProtobufValue] = [:]
      for field in fields {
        let name = field.name.jsonFieldName
        let member = ProtobufValue(patch: field.value)
        if member == .null || Self.defaults[name] == member { continue }
        members[name] = member
      }
      self = .object(members)
    }
  }

  private static func typedStructure(_ value: FreeValue) -> ProtobufValue {
    var members: [String: ProtobufValue] = [:]
    if let type = value["type_url"] ?? value["typeUrl"] {
      members["typeUrl"] = ProtobufValue(asWritten: type)
    }
    if let inner = value["value"] { members["value"] = ProtobufValue(asWritten: inner) }
    return .object(members)
  }

  /// The value with its names as they are.
  private init(asWritten value: FreeValue) {
    switch value {
    case .null: self = .null
    case .boolean(let flag): self = .bool(flag)
    case .number(let number): self = .number(number)
    case .text(let text): self = .string(text)
    case .list(let items): self = .list(items.map { ProtobufValue(asWritten: $0) })
    case .object(let fields):
      self = .object(
        Dictionary(
          fields.map { ($0.name, ProtobufValue(asWritten: $0.value)) },
          uniquingKeysWith: { $1 }))
    }
  }

  /// Fields without presence, and the value that they have when they are absent.
  private static let defaults: [String: ProtobufValue] = [
    "includeRequestAttemptCount": .bool(false), "includeAttemptCountInResponse": .bool(false),
    "requireTls": .string("NONE"), "appendAction": .string("APPEND_IF_EXISTS_OR_ADD"),
    "lbPolicy": .string("ROUND_ROBIN"), "dnsLookupFamily": .string("AUTO"),
    "respectDnsTtl": .bool(false), "mergeSlashes": .bool(false),
    "pathWithEscapedSlashesAction": .string("IMPLEMENTATION_SPECIFIC_DEFAULT"),
    "serverHeaderTransformation": .string("OVERWRITE"), "xffNumTrustedHops": .number(0),
    "ignorePortInHostMatching": .bool(false), "priority": .string("DEFAULT"),
    "responseCode": .string("MOVED_PERMANENTLY"), "stripQuery": .bool(false),
    "denominator": .string("HUNDRED"), "numerator": .number(0), "name": .string(""),
    "trafficDirection": .string("UNSPECIFIED"), "disabled": .bool(false),
  ]
}

extension ProtobufValue {
  /// The type that a message of any type says it has, without the part before the slash.
  var typeName: String {
    let url = self["@type"]?.text ?? self["typeUrl"]?.text ?? ""
    return url.split(separator: "/").last.map(String.init) ?? ""
  }

  /// An object without some of its members.
  func without(_ names: String...) -> ProtobufValue {
    guard case .object(var members) = self else { return self }
    for name in names { members[name] = nil }
    return .object(members)
  }

  /// An object with a member set, or taken out.
  func with(_ name: String, _ value: ProtobufValue?) -> ProtobufValue {
    guard case .object(var members) = self else { return self }
    members[name] = value
    return .object(members)
  }

  /// An object whose member is changed, where it has one.
  func changing(_ name: String, _ change: (ProtobufValue) -> ProtobufValue) -> ProtobufValue {
    guard let member = self[name] else { return self }
    return with(name, change(member))
  }

  /// A list whose items are changed.
  func changingItems(_ change: (ProtobufValue) -> ProtobufValue) -> ProtobufValue {
    guard case .list(let items) = self else { return self }
    return .list(items.map(change))
  }
}

extension String {
  /// `tokenBucket` for `token_bucket`; names of filters, with dots, are no names of fields.
  fileprivate var jsonFieldName: String {
    guard contains("_"), !contains(".") else { return self }
    let words = split(separator: "_")
    return words.enumerated().map {
      $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst()
    }
    .joined()
  }
}
