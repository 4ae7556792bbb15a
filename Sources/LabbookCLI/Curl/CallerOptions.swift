import Diagnostics
import EnvoyMessages
import Manifests
import ProjectFiles
import ProxyConfig
import Simulator

/// As whom a request is sent: the name in the certificate, and the claims of a token.
struct CallerOptions: Hashable, Sendable {
  /// The name that the caller's proxy shows, such as `spiffe://cluster.local/ns/shop/sa/web`;
  /// `nil` for the pod's own service account.
  var principal: String?
  /// The file with the token's claims; `nil` for no token.
  var claims: String?

  /// - Throws: a name that no certificate of a mesh bears.
  init(_ invocation: Invocation) throws(UsageError) {
    claims = invocation.value("claims")
    guard let text = invocation.value("as") else { return }
    guard let name = Self.principal(text) else {
      throw .invalidValue(
        option: "--as", value: text,
        expected: "TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT, such as "
          + "cluster.local/ns/shop/sa/web")
    }
    if invocation.value("from") == "outside" {
      throw .contradiction("--as is for pods: a caller outside shows no certificate of the mesh")
    }
    principal = name
  }

  /// The name in a certificate; `nil` for a text that is none.
  static func principal(_ text: String) -> String? {
    let scheme = "spiffe://"
    let name = text.hasPrefix(scheme) ? text.dropFirst(scheme.count) : text[...]
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1] == "ns", parts[3] == "sa", !parts.contains(""),
      !name.contains("*")
    else { return nil }
    return scheme + name
  }

  /// Gives the request its caller's name and claims, or says why the claims are none.
  func apply(to request: inout RequestTemplate, in directory: String) -> [Diagnostic] {
    request.principal = principal
    guard let claims else { return [] }
    var file = InputFiles(.commandLine)
    file.add(claims, at: Project.absolute(claims, from: directory))
    guard let source = file.sources.first, file.diagnostics.isEmpty else {
      return file.diagnostics
    }
    guard let value = try? JSONValue(reading: Array(source.bytes)),
      let members = Self.members(of: value)
    else {
      return [
        Diagnostic(
          .invalidValue, "the claims of a token are a JSON object, and this is none",
          at: SourceLocation(file: claims, line: 1, column: 1),
          hint: "write {\"iss\": \"https://issuer.example\", \"sub\": \"me\"}")
      ]
    }
    request.claims = members
    return []
  }

  /// The claims of a JSON object; `nil` for another value.
  static func members(of value: JSONValue) -> [String: ProtobufValue]? {
    guard case .object(let members) = ProtobufValue(value) else { return nil }
    return members
  }
}

extension ProtobufValue {
  /// A JSON value as protobuf's `Value` holds it.
  fileprivate init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .number(let value): self = .number(value)
    case .string(let text): self = .string(text)
    case .array(let items): self = .list(items.map { ProtobufValue($0) })
    case .object(let members):
      self = .object(
        Dictionary(
          members.map { ($0.key, ProtobufValue($0.value)) }, uniquingKeysWith: { _, last in last }))
    }
  }
}
