extension BadMeshTests {
  /// Routes of Gateway API that do not attach, or lead nowhere.
  static let routes: [Mistake] = [
    Mistake(
      name: "a route whose parent is missing",
      text: """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r}
        spec: {parentRefs: [{name: nogw}], rules: [{backendRefs: [{name: web, port: 80}]}]}
        """,
      code: "warning[LB0111]",
      finding: "4:21: HTTPRoute default/r refers to Gateway default/nogw",
      from: "client", url: "http://web/", status: 200),
    Mistake(
      name: "a parent that does not allow the route",
      text: """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: gw, namespace: other}
        spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r}
        spec: {parentRefs: [{name: gw, namespace: other}], hostnames: [a.example], rules: [{backendRefs: [{name: web, port: 80}]}]}
        """,
      code: "warning[LB0111]",
      finding:
        "9:21: HTTPRoute default/r at Gateway other/gw: Accepted is False, NotAllowedByListeners",
      from: "outside", url: "http://gw-istio.other.svc.cluster.local/", status: 404),
    Mistake(
      name: "a listener's hostname that no route meets",
      text: """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP, hostname: only.example}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r}
        spec: {parentRefs: [{name: gw}], hostnames: [a.example], rules: [{backendRefs: [{name: web, port: 80}]}]}
        """,
      code: "warning[LB0257]",
      finding: "4:45: no route attaches to listener 0",
      from: "outside", url: "http://only.example/", status: 404),
    Mistake(
      name: "the route that does not meet it",
      text: """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP, hostname: only.example}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r}
        spec: {parentRefs: [{name: gw}], hostnames: [a.example], rules: [{backendRefs: [{name: web, port: 80}]}]}
        """,
      code: "warning[LB0111]",
      finding:
        "9:21: HTTPRoute default/r at Gateway default/gw: Accepted is False, NoMatchingListenerHostname",
      from: "outside", url: "http://only.example/", status: 404),
    Mistake(
      name: "a backend of an unknown kind",
      text: """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r}
        spec: {parentRefs: [{group: "", kind: Service, name: web}], rules: [{backendRefs: [{group: x.io, kind: Bucket, name: web, port: 80}]}]}
        """,
      code: "warning[LB0112]",
      finding:
        "4:84: HTTPRoute default/r at Service default/web: ResolvedRefs is False, InvalidKind",
      from: "client", url: "http://web/", status: 500),
    Mistake(
      name: "a grant for another namespace",
      text: """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP, hostname: "*.example"}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r}
        spec: {parentRefs: [{name: gw}], hostnames: [a.example], rules: [{backendRefs: [{name: secret, namespace: other, port: 80}]}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata: {name: g, namespace: other}
        spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: elsewhere}], to: [{group: "", kind: Service}]}
        """,
      code: "warning[LB0112]",
      finding:
        "9:81: HTTPRoute default/r at Gateway default/gw: ResolvedRefs is False, RefNotPermitted",
      from: "outside", url: "http://a.example/", status: 500),
    Mistake(
      name: "two routes that conflict",
      text: """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: a}
        spec: {parentRefs: [{group: "", kind: Service, name: web}], rules: [{backendRefs: [{name: web, port: 80}]}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: b}
        spec: {parentRefs: [{group: "", kind: Service, name: web}], rules: [{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 302, hostname: x.example}}]}]}
        """,
      code: "warning[LB0147]",
      finding: "9:69: spec.rules[0] of HTTPRoute default/b is never reached",
      from: "client", url: "http://web/", status: 200),
  ]

  /// What is wrong about waypoints and ambient mode.
  static let ambient: [Mistake] = [
    Mistake(
      name: "a waypoint label that names nothing",
      text: """
        {apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: nothing}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: amb}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: amb}, spec: {selector: {app: x}, ports: [{name: http, port: 80}]}}
        """,
      code: "warning[LB0181]",
      finding: "1:57: Namespace amb asks for a waypoint",
      from: "client.amb", url: "http://web.amb/", status: nil, exit: 56),
    Mistake(
      name: "a namespace both injected and ambient",
      text: """
        {apiVersion: v1, kind: Namespace, metadata: {name: both, labels: {istio.io/dataplane-mode: ambient, istio-injection: enabled}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: both}}
        """,
      code: "warning[LB0183]",
      finding: "1:58: Namespace both asks for sidecars and for ambient mode",
      from: "client.both", url: "http://web.default/", status: 200),
    Mistake(
      name: "a waypoint whose listener is not HBONE",
      text: """
        {apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: wp}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: amb}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: amb, labels: {app: web}}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: web, namespace: amb}, spec: {selector: {app: web}, ports: [{name: http, port: 80}]}}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: wp, namespace: amb}
        spec: {gatewayClassName: istio-waypoint, listeners: [{name: http, port: 80, protocol: HTTP}]}
        """,
      code: "warning[LB0184]",
      finding: "12:54: Gateway amb/wp is a waypoint",
      from: "client.amb", url: "http://web.amb/", status: nil, exit: 56),
  ]
}
