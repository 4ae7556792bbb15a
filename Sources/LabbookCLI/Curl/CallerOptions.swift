import Commands
import Diagnostics
import EnvoyMessages
import Glibc
import Laboratory
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
    guard let name = CallerName.principal(text) else {
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

  /// Gives the request its caller's name and claims, or says why the claims are none.
  func apply(to request: inout RequestTemplate, in directory: String) -> [Diagnostic] {
    request.principal = principal
    request.tokens = TokenReading.tokens(in: request, now: Self.now)
    guard let claims else { return [] }
    var file = InputFiles(.commandLine)
    file.add(claims, at: Project.absolute(claims, from: directory))
    guard let source = file.sources.first, file.diagnostics.isEmpty else {
      return file.diagnostics
    }
    guard let value = try? JSONValue(reading: Array(source.bytes)),
      let members = CallerName.claims(of: value)
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

  /// The time by which tokens are judged, in seconds since 1970: the only thing that an answer takes
  /// from outside its input.
  static var now: Int64 { Int64(clamping: time(nil)) }
}
