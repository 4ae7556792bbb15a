internal import Diagnostics
internal import Laboratory

/// As whom a request is sent: the name in the certificate, and the claims of a token.
package struct CallerOptions: Hashable, Sendable {
  /// The name that the caller's proxy shows, such as `spiffe://cluster.local/ns/shop/sa/web`;
  /// `nil` for the pod's own service account.
  package var principal: String?
  /// The file with the token's claims; `nil` for no token.
  package var claims: String?

  /// - Throws: a name that no certificate of a mesh bears.
  package init(_ invocation: Invocation) throws(UsageError) {
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
}
