import Foundation
import Testing

/// Requests that come from outside, and requests that go there, by the built binary.
@Suite struct OutsideTests {
  struct Question: Sendable, CustomTestStringConvertible {
    var arguments: String
    var status = 0
    var says: [String] = []
    var omits: [String] = []
    var testDescription: String { arguments }
  }

  private static let questions = [
    Question(
      arguments: "curl --from outside http://shop.example/a",
      says: [
        "enters at     Gateway shop/hall, server for HTTP on port 80, hosts shop.example",
        "from Gateway shop/hall spec.servers[0] (mesh.yaml:29)",
        "by Service    edge/front port 80 → 8080 of front-0.edge",
        "from Service edge/front (mesh.yaml:17)", "because the server's host shop.example fits",
        "200 from web.shop",
      ], omits: ["Reason:"]),
    Question(
      arguments: "curl --from outside http://shop.example/none", says: ["404 NR"],
      omits: ["Reason:"]),
    Question(
      arguments: "curl --from outside http://198.51.100.7:31380/a -H 'Host: shop.example'",
      says: ["because every node has port 31380 for it", "200 from web.shop"]),
    Question(
      arguments: "curl --from outside http://shpo.example/a",
      says: [
        "No response: curl exits with 6.", "Reason: no Gateway serves shpo.example",
        "Hint: did you mean shop.example?", "http://front.edge/ -H 'Host: shpo.example'",
      ]),
    Question(
      arguments: "curl --from outside http://shop.example/a --gateway shop/hull", status: 65,
      says: ["error[LB0221]: there is no Gateway shop/hull", "did you mean shop/hall?"]),
    Question(
      arguments: "curl --from client.shop http://shop.example/a --gateway shop/hall", status: 64,
      says: ["--gateway is for requests --from outside"]),
    Question(
      arguments: "curl --from outside http://late.example/",
      says: [
        "mesh.yaml:46:14: warning[LB0153]: Gateway shop/late acts on nobody",
        "Reason: Gateway shop/late serves late.example, and it acts on no pod of the input",
      ]),
    Question(
      arguments:
        "curl --from outside http://late.example/ --with-gateway istio-ingressgateway",
      says: [
        "by Service    istio-system/istio-ingressgateway port 80 → 8080 of "
          + "istio-ingressgateway-0.istio-system", "404 NR",
      ], omits: ["LB0153"]),
    Question(
      arguments: "check --with-gateway istio-ingressgateway", says: ["Nothing found."],
      omits: ["LB0153"]),
    Question(
      arguments: "proxy-config listeners istio-ingressgateway-0.istio-system --with-gateway "
        + "istio-ingressgateway", says: ["8080"]),
    Question(
      arguments: "curl --from client.shop http://wbe/",
      says: ["curl exits with 6.", "Reason: no Service wbe in shop", "Hint: did you mean web?"]),
    Question(
      arguments: "curl --from client.shop http://weather.example/",
      says: ["Hint: --external weather.example says that it answers"]),
    Question(
      arguments: "curl --from client.shop http://weather.example/ --external weather.example",
      says: ["200 from weather.example"], omits: ["Reason:"]),
    Question(
      arguments: "curl --from client.shop http://weather.example/ --external weather.example=204",
      says: ["204 from weather.example"]),
    Question(
      arguments: "curl --from client.shop http://weather.example/ --external weather.example=9",
      status: 64, says: ["--external needs NAME or NAME=STATUS"]),
    Question(
      arguments: "curl -k --from client.shop http://web/", says: ["200 from web.shop"]),
  ]

  @Test(arguments: questions)
  func isAnswered(_ question: Question) throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(Self.mesh.utf8).write(to: URL(fileURLWithPath: folder + "/mesh.yaml"))
    let result = try Program.shell("labbook \(question.arguments) -f mesh.yaml", in: folder)
    #expect(result.status == question.status, "\(result.errors)")
    let said = result.output + result.errors
    for text in question.says { #expect(said.contains(text), "\(said)") }
    for text in question.omits { #expect(!said.contains(text), "\(said)") }
  }

  @Test func theReasonAndTheEntranceAreInJSON() throws {
    let notebook = try Notebook(copying: [])
    try notebook.write(Self.mesh, to: "mesh.yaml")
    func answer(_ arguments: [String]) throws -> [String: Any] {
      let result = try Program.run(
        ["curl", "-o", "json", "-f", "mesh.yaml"] + arguments, in: notebook.root)
      let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      return try #require(value as? [String: Any])
    }
    let missing = try answer(["--from", "client.shop", "http://wbe/"])
    let outcome = try #require(missing["outcome"] as? [String: Any])
    #expect(outcome["reason"] as? String == "no Service wbe in shop")
    #expect(outcome["hint"] as? String == "did you mean web?")
    let found = try answer(["--from", "outside", "http://shop.example/a"])
    let entrance = try #require(found["entrance"] as? [String: Any])
    #expect(entrance["service"] as? String == "edge/front")
    #expect(entrance["port"] as? Int == 80)
    #expect(entrance["targetPort"] as? Int == 8080)
    let gateway = try #require(entrance["gateway"] as? [String: Any])
    #expect(gateway["name"] as? String == "hall")
    #expect(gateway["line"] as? Int == 29)
  }

  /// An object that one line's way touches stops that line alone, and is named in what is allowed.
  @Test func whatIsNotModelledStopsTheRequestsItTouches() throws {
    let notebook = try Notebook(copying: [])
    try notebook.write(Self.mesh, to: "mesh.yaml")
    try notebook.write(
      """
      apiVersion: extensions.istio.io/v1alpha1
      kind: WasmPlugin
      metadata: {name: wasm, namespace: edge}
      spec: {url: "oci://x", selector: {matchLabels: {gw: front}}}
      """, to: "wasm.yaml")
    let lines = """
      {"id": 1, "from": "client.shop", "url": "http://web/"}
      {"id": 2, "from": "outside", "url": "http://shop.example/a"}
      {"id": 3, "from": "outside", "url": "http://web.shop/"}

      """
    let arguments = ["curl", "--requests", "-", "-f", "mesh.yaml", "-f", "wasm.yaml"]
    let refused = try Program.run(arguments, in: notebook.root, input: lines)
    #expect(refused.status == 65)
    #expect(refused.output.split(separator: "\n").count == 2, "\(refused.output)")
    #expect(refused.errors.contains("-:2:1: error[LB0008]: the line cannot be answered: "))
    #expect(refused.errors.contains("wasm.yaml:1:1"), "\(refused.errors)")
    let allowed = try Program.run(
      arguments + ["--allow-unmodelled"], in: notebook.root, input: lines)
    #expect(allowed.status == 0, "\(allowed.errors)")
    let answers = allowed.output.split(separator: "\n")
    #expect(answers.map { $0.contains("\"notModelled\":[{") } == [false, true, false])
    let text = try Program.run(
      ["curl", "--from", "outside", "http://shop.example/a", "-f", "mesh.yaml", "-f", "wasm.yaml"]
        + ["--allow-unmodelled"], in: notebook.root)
    #expect(
      text.output.contains("Not modelled, so that this may be wrong: "), "\(text.output)")
  }

  @Test func severalGatewaysAreListed() throws {
    let notebook = try Notebook(copying: [])
    try notebook.write(
      Self.mesh + """
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: second, namespace: shop}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example]}]
        """, to: "mesh.yaml")
    let arguments = [
      "curl", "--from", "outside", "http://shop.example/a", "-f", "mesh.yaml", "--with-gateway",
      "istio-ingressgateway",
    ]
    let several = try Program.run(arguments, in: notebook.root)
    #expect(several.status == 65)
    for text in [
      "error[LB0220]: 2 gateways serve shop.example",
      "--gateway shop/hall enters by Service edge/front, as does http://front.edge/ -H "
        + "'Host: shop.example'", "--gateway shop/second enters by Service istio-system/",
    ] { #expect(several.errors.contains(text), "\(several.errors)") }
    let chosen = try Program.run(arguments + ["--gateway", "shop/hall"], in: notebook.root)
    #expect(chosen.output.contains("200 from web.shop"), "\(chosen.output)")
  }

  private static let mesh = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: edge, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: istio-system}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: front, namespace: edge}
    spec:
      selector: {matchLabels: {gw: front}}
      template:
        metadata: {labels: {gw: front}, annotations: {inject.istio.io/templates: gateway}}
        spec: {containers: [{name: istio-proxy, image: auto}]}
    ---

    apiVersion: v1
    kind: Service
    metadata: {name: front, namespace: edge}
    spec:
      type: LoadBalancer
      selector: {gw: front}
      ports: [{name: http2, port: 80, targetPort: 8080, nodePort: 31380}]
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: hall, namespace: shop}
    spec: {selector: {gw: front}, servers:
      [{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example]}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec:
      hosts: [shop.example]
      gateways: [hall]
      http: [{match: [{uri: {prefix: /a}}], route: [{destination: {host: web}}]}]
    ---


    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: late, namespace: shop}
    spec:
      # Istio's own installation is not among these manifests.
      selector: {istio: ingressgateway}
      servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [late.example]}]
    ---
    {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec:
     {selector: {app: web}, ports: [{name: http, port: 80}]}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: client, namespace: shop, labels: {app: client}}
    spec: {containers: [{name: app, image: app}]}

    """
}
