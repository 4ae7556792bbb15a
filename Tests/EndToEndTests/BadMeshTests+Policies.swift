extension BadMeshTests {
  /// Gateways that nobody serves, that serve nothing, or that serve one host twice.
  static let gateways: [Mistake] = [
    Mistake(
      name: "a Gateway without a pod",
      text: """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}
        """,
      code: "error[LB0153]",
      finding: "4:19: Gateway default/gw acts on nobody",
      from: "outside", url: "http://x.example/", status: nil, exit: 6),
    Mistake(
      name: "a Gateway without servers",
      text: """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec: {selector: {istio: ingressgateway}}
        """,
      code: "error[LB0101]",
      finding: "4:1: Gateway default/gw is refused: spec must have a server",
      from: "outside", url: "http://x.example/", status: nil, exit: 6),
    Mistake(
      name: "a Gateway with a Secret that is missing",
      text: """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 443, name: https, protocol: HTTPS}, hosts: ["*"], tls: {mode: SIMPLE, credentialName: lost}}]}
        """,
      code: "note[LB0247]",
      finding: "4:139: Gateway default/gw names Secret istio-system/lost",
      from: "outside", url: "https://x.example/", status: 404, gateway: "istio-ingressgateway"),
    Mistake(
      name: "two gateways that serve one host",
      text: """
        apiVersion: v1
        kind: Pod
        metadata: {name: gwpod, labels: {istio: ingressgateway, app: istio-ingressgateway}, annotations: {inject.istio.io/templates: gateway}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: gwsvc}, spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80}]}}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: a}
        spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [x.example]}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: b}
        spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [x.example]}]}
        """,
      code: "note[LB0244]",
      finding: "10:102: port 80 of Gateway default/a has a host that Gateway default/b has",
      from: "outside", url: "http://x.example/", status: 404),
  ]

  /// Policies, workloads and patches that make no sense.
  static let policies: [Mistake] = [
    Mistake(
      name: "a policy with a key that no release knows",
      text: """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: p}
        spec: {rules: [{when: [{key: request.unknown, values: [a]}]}]}
        """,
      code: "error[LB0101]",
      finding: "4:25: AuthorizationPolicy default/p is refused",
      from: "client", url: "http://web/", status: 200),
    Mistake(
      name: "a WorkloadEntry without address",
      text: """
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {name: vm, labels: {app: web}}
        spec: {labels: {app: web}}
        """,
      code: "error[LB0101]",
      finding: "4:1: WorkloadEntry default/vm is refused: spec must have an address",
      from: "client", url: "http://web/", status: 200),
    Mistake(
      name: "a StatefulSet without Service",
      text: """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec: {serviceName: db, replicas: 1, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: db}]}}}
        """,
      code: "warning[LB0195]",
      finding: "4:8: the pods of StatefulSet default/db have no names of their own",
      from: "client", url: "http://db-0.db/", status: nil, exit: 6),
    Mistake(
      name: "an EnvoyFilter whose patch does not parse",
      text: """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: f}
        spec: {configPatches: [{applyTo: CLUSTER, match: {context: SIDECAR_OUTBOUND}, patch: {operation: MERGE, value: {connect_timeout: [1]}}}]}
        """,
      code: "error[LB0100]",
      finding: "4:79: EnvoyFilter default/f has a patch whose value is no CLUSTER",
      from: "client", url: "http://web/", isRefused: true),
    Mistake(
      name: "an identity that is no SPIFFE name",
      text: """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: p}
        spec: {rules: [{from: [{source: {principals: ["no spiffe name"]}}]}]}
        """,
      code: "warning[LB0130]",
      finding: "4:47: AuthorizationPolicy default/p names",
      from: "client", url: "http://web/", status: 403),
  ]
}
