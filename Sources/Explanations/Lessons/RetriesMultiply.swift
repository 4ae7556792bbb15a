internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Retries of several tiers multiply.
  static let retriesMultiply = Lesson(
    .lessonRetriesMultiply, "retries of several tiers multiply",
    meaning: "Each proxy on the way retries on its own and knows nothing of the others: with two "
      + "retries in each of three tiers one request may become 27.",
    fix: "Retry in one tier alone.",
    source: "(source/common/router/retry_state_impl.cc@1.38.0)",
    example: failing
      + """
      apiVersion: v1
      kind: Pod
      metadata: {name: edge, namespace: shop, labels: {istio: ingressgateway}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: edge, namespace: shop}
      spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        selector: {istio: ingressgateway}
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [edge.shop.svc.cluster.local]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: edge, namespace: shop}
      spec:
        hosts: [edge]
        http: [{retries: {attempts: 2, retryOn: 5xx}, route: [{destination: {host: edge}}]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: behind, namespace: shop}
      spec:
        hosts: [edge.shop.svc.cluster.local]
        gateways: [edge]
        http: [{retries: {attempts: 2, retryOn: 5xx}, route: [{destination: {host: web}}]}]
      """, asked: CodeExplanation.Request("http://edge.shop.svc.cluster.local/")
  ) { hop in
    let trying = hop.trace.hops.filter { $0.attempts.count > 1 }
    guard trying.count > 1, hop.hop.proxy == trying.first?.proxy else { return nil }
    // A proxy that is asked again tries again: it counts once, by the most that it tried.
    let tries = Dictionary(trying.map { ($0.proxy, $0.attempts.count) }, uniquingKeysWith: max)
    guard tries.count > 1 else { return nil }
    let factor = tries.values.reduce(1) { product, count in
      product.multipliedReportingOverflow(by: count).partialValue
    }
    return Words(
      what: "retries multiply from tier to tier: up to \(factor) attempts came of one request",
      why: "each proxy on the way retries on its own, and none knows of the others'",
      fix: "retry in one tier alone", origin: hop.route?.origin)
  }
}
