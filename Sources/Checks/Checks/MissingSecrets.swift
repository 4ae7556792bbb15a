internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A Secret that the input does not hold.
  static let missingSecrets = Check(
    .missingSecret, istio: ["IST0101"], "a Secret that the input does not hold",
    meaning: "A server of a Gateway takes its certificate from a Secret of the gateway's "
      + "namespace, and the input holds none of this name. Where the cluster holds none either, "
      + "the gateway has no certificate, and connections to the port fail.",
    fix: "Add the Secret to the namespace of the gateway's pods, or correct the name.",
    source: "(pkg/config/analysis/analyzers/gateway/secret.go@1.30.3)",
    example: """
      apiVersion: v1
      kind: Pod
      metadata: {name: edge, namespace: shop, labels: {istio: edge}}
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        selector: {istio: edge}
        servers:
        - port: {number: 443, name: https, protocol: HTTPS}
          tls: {mode: SIMPLE, credentialName: wildcard}
          hosts: [a.example]
      """
  ) { context in
    context.facts.general.filter { $0.code == .missingSecret }
  }
}
