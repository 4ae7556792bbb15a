internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A route by a token's claim where nobody reads tokens.
  static let claimsWithoutToken = Check(
    .claimWithoutToken, istio: ["IST0149"], "a route by a token's claim where nobody reads tokens",
    meaning: "A match asks for @request.auth.claims, and no RequestAuthentication is for the "
      + "gateway's pods: no token is read there, and the match never holds.",
    fix: "Add a RequestAuthentication for the gateway.",
    source: "(pilot/pkg/networking/core/route/route.go@1.30.3, TranslateRouteMatch)",
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
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [a.example]
        gateways: [edge]
        http:
        - match: [{headers: {"@request.auth.claims.group": {exact: admin}}}]
          route: [{destination: {host: web}}]
        - route: [{destination: {host: web}}]
      """,
    waitsFor: ["RequestAuthentication"]
  ) { context in
    context.facts.resources.virtualServices.compactMap { service in
      guard let (path, key) = service.firstClaim,
        let pod = context.unauthenticated(service)
      else { return nil }
      return Diagnostic(
        .error, .claimWithoutToken,
        "\(service.metadata.identifier) routes by \(key), and no RequestAuthentication is for \(pod)",
        at: service.metadata.places.location(of: path),
        why: "no token is read there, and the match never holds",
        hint: "add a RequestAuthentication for the gateway")
    }
  }
}

extension CheckContext {
  /// A pod of the rule's gateways at which no token is read.
  fileprivate func unauthenticated(_ service: VirtualService) -> String? {
    let names = Set(
      service.gateways.map { MeshFacts.fullGateway($0, in: service.metadata.namespace) })
    let gateways = facts.resources.gateways.filter {
      names.contains("\($0.metadata.namespace)/\($0.metadata.name)")
    }
    let root = facts.resources.meshConfig.rootNamespace
    return facts.pods.first { pod in
      pod.isGateway && gateways.contains { pod.has($0.selector) }
        && !facts.resources.requestAuthentications.contains { policy in
          [root, pod.namespace].contains(policy.metadata.namespace)
            && pod.has(policy.selector ?? [:])
        }
    }?.name
  }
}

extension VirtualService {
  /// The first header of a match that stands for a claim.
  fileprivate var firstClaim: (path: FieldPath, key: String)? {
    for (position, rule) in http.enumerated() {
      for (number, match) in rule.match.enumerated() {
        for (field, headers) in [
          ("headers", match.headers), ("withoutHeaders", match.withoutHeaders),
        ] {
          guard let key = headers.keys.sorted().first(where: { $0.isClaim }) else { continue }
          let path = FieldPath("spec.http").index(position).key("match").index(number)
          return (path.key(field).key(key), key)
        }
      }
    }
    return nil
  }
}

extension String {
  /// Whether a header's name stands for a claim of the token.
  fileprivate var isClaim: Bool {
    let name = lowercased()
    return name.hasPrefix("@request.auth.claims.") || name.hasPrefix("@request.auth.claims[")
  }
}
