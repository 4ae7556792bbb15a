package import ControlPlane

/// Which manifests a command reads, as kubectl's options say it.
package struct ManifestSelection: Hashable, Sendable {
  /// Files and folders, as written.
  package var files: [String]
  /// Where objects are that name no namespace.
  package var namespace: String
  /// Whether the folders below a folder are read, too.
  package var isRecursive: Bool
  /// Gateways of Istio's installation that the manifests do not hold.
  package var gateways: [InstalledGateway] = []

  /// The options of an invocation.
  package init(_ invocation: Invocation) throws(UsageError) {
    files = invocation.all("filename")
    namespace = invocation.value("namespace") ?? "default"
    isRecursive = invocation.has("recursive")
    for name in invocation.all("with-gateway") {
      guard let gateway = InstalledGateway(name) else {
        throw .invalidValue(
          option: "--with-gateway", value: name,
          expected: "NAME or NAMESPACE/NAME, such as istio-ingressgateway")
      }
      gateways.append(gateway)
    }
    let isName =
      !namespace.isEmpty && namespace.utf8.count <= 63
      && namespace.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
      }
    guard isName else {
      throw .invalidValue(
        option: "-n", value: namespace, expected: "a namespace, of letters, digits and hyphens")
    }
  }
}
