import ControlPlane
import Diagnostics
import Manifests
import ProxyConfig
import Testing

@testable import Simulator

/// Ingresses of istiod's class at the gateway of Istio's installation
/// (pilot/pkg/config/kube/ingress/conversion_test.go@1.30.3 states the same facts).
@Suite struct IngressTests {
  private static let gateway = """
    apiVersion: v1
    kind: Pod
    metadata: {name: edge, namespace: istio-system, labels: {istio: ingressgateway}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: edge, namespace: istio-system}
    spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}
    ---

    """

  private static func ingress(
    _ name: String, _ spec: String, annotations: String = "kubernetes.io/ingress.class: istio"
  ) -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: \(name), annotations: {\(annotations)}}
    spec: \(spec)
    ---

    """
  }

  private static func path(_ path: String, _ type: String, _ version: String) -> String {
    "{path: \"\(path)\", pathType: \(type), backend: {service: {name: helloworld-\(version), "
      + "port: {number: 5000}}}}"
  }

  private static func rule(_ host: String, _ paths: [String]) -> String {
    "{rules: [{\(host.isEmpty ? "" : "host: \"\(host)\", ")http: {paths: "
      + "[\(paths.joined(separator: ", "))]}}]}"
  }

  private func ask(_ manifests: String, _ host: String, _ path: String) throws -> RequestTrace {
    let mesh = try CompiledMesh(Self.gateway + manifests)
    var request = RequestTemplate(url: "http://edge.istio-system\(path)")
    request.headers = [Response.Header(name: "Host", value: host)]
    return Simulation.ask(request, from: "plain", in: mesh.scenario)
  }

  static let kinds = rule(
    "shop.example",
    [
      path("/", "Prefix", "v1"), path("/new", "Prefix", "v2"), path("/new/old", "Exact", "v1"),
      path("/any/*", "ImplementationSpecific", "v2"), path("/one", "ImplementationSpecific", "v2"),
    ])

  /// Of several paths the longest counts; a prefix is of whole segments.
  @Test(arguments: [
    ("/", "v1"), ("/new", "v2"), ("/new/", "v2"), ("/new/x", "v2"), ("/newer", "v1"),
    ("/new/old", "v1"), ("/new/old/x", "v2"), ("/any/x", "v2"), ("/any", "v2"), ("/anyone", "v1"),
    ("/one", "v2"), ("/one/x", "v1"),
  ])
  func thePathChooses(path: String, version: String) throws {
    let trace = try ask(Self.ingress("web", Self.kinds), "shop.example", path)
    #expect(trace.outcome.workload == "helloworld-\(version).default")
  }

  @Test(arguments: [("shop.example", 200), ("shop.example:80", 200), ("other.example", 404)])
  func theHostChooses(host: String, status: Int) throws {
    let trace = try ask(Self.ingress("web", Self.kinds), host, "/")
    #expect(trace.outcome.status == status)
  }

  /// Rules of several Ingresses for one host stand together; without a host they are for all.
  @Test(arguments: [("shop.example", "/a", "v1"), ("shop.example", "/b", "v2"), ("x", "/c", "v2")])
  func severalIngressesStandTogether(host: String, path: String, version: String) throws {
    let mesh =
      Self.ingress("one", Self.rule("shop.example", [Self.path("/a", "Prefix", "v1")]))
      + Self.ingress("two", Self.rule("shop.example", [Self.path("/b", "Prefix", "v2")]))
      + Self.ingress("all", Self.rule("", [Self.path("/c", "Prefix", "v2")]))
    #expect(try ask(mesh, host, path).outcome.workload == "helloworld-\(version).default")
  }

  private static let mode = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: istio, namespace: istio-system}
    data: {mesh: "ingressControllerMode: MODE"}
    ---

    """

  private static func ofClass(_ controller: String) -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: IngressClass
    metadata: {name: mine, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
    spec: {controller: \(controller)}
    ---

    """
  }

  /// What else is there, the Ingress's annotation and class, and whether istiod takes it.
  static let choices: [(String, String, String, Bool)] = [
    ("", "kubernetes.io/ingress.class: istio", "", true),
    ("", "kubernetes.io/ingress.class: nginx", "", false), ("", "", "", false),
    (mode.replacing("MODE", with: "DEFAULT"), "", "", true),
    (mode.replacing("MODE", with: "OFF"), "kubernetes.io/ingress.class: istio", "", false),
    (ofClass("istio.io/ingress-controller"), "", "mine", true),
    (ofClass("istio.io/ingress-controller"), "", "", true),
    (ofClass("istio.io/ingress-controller"), "", "other", false),
    (ofClass("k8s.io/ingress-nginx"), "", "mine", false),
    // The annotation goes before the class.
    (
      ofClass("istio.io/ingress-controller"), "kubernetes.io/ingress.class: nginx", "mine", false
    ),
  ]

  @Test(arguments: choices)
  func istiodTakesItsClass(
    _ more: String, _ annotation: String, _ name: String, _ isTaken: Bool
  ) throws {
    let spec = Self.rule("", [Self.path("/", "Prefix", "v1")])
    let named = name.isEmpty ? spec : "{ingressClassName: \(name), " + spec.dropFirst()
    let mesh = more + Self.ingress("web", named, annotations: annotation)
    let status = try? ask(mesh, "shop.example", "/").outcome.status
    #expect((status == 200) == isTaken)
    let reading = ManifestReader.read([ManifestSource(name: "m.yaml", text: mesh)])
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let found = ControlPlane.compile(reading.resources, under: rules).diagnostics.map(\.code)
    #expect(found.contains(.ingressOfOthers) == !isTaken)
  }

  /// What istiod leaves out, and the words by which it is told.
  @Test(arguments: [
    ("{defaultBackend: {service: {name: helloworld-v1, port: {number: 5000}}}}", "default backend"),
    ("{rules: [{host: a}]}", "it has no paths"), ("{tls: [{hosts: [a]}]}", "it names no Secret"),
    (
      rule("", ["{path: /, pathType: Prefix, backend: {resource: {kind: Bucket, name: b}}}"]),
      "its backend is no Service"
    ),
    (
      rule("", [path("/", "Prefix", "v1").replacing("number: 5000", with: "name: grpc")]),
      "has a port named grpc"
    ),
  ])
  func whatIsLeftOutIsTold(spec: String, words: String) throws {
    let reading = ManifestReader.read([
      ManifestSource(name: "m.yaml", text: Self.gateway + Self.ingress("web", spec))
    ])
    #expect(reading.diagnostics.isEmpty)
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let found = ControlPlane.compile(reading.resources, under: rules).diagnostics
      .filter { $0.code == .ingressPartDropped }
    #expect(found.count == 1)
    #expect(found.first?.summary.contains(words) ?? false)
    #expect(found.first?.location != nil)
  }

  /// A certificate makes a server for its hosts, and the path may name its port by name.
  @Test func aCertificateMakesAServer() throws {
    let named = Self.path("/", "Prefix", "v1").replacing("number: 5000", with: "name: http")
    let spec =
      "{tls: [{hosts: [shop.example], secretName: s}], "
      + Self.rule("shop.example", [named]).dropFirst()
    let mesh = try CompiledMesh(Self.gateway + Self.ingress("web", spec)).scenario.mesh
    let edge = try #require(mesh.proxies.first { $0.proxy == "edge.istio-system" })
    #expect(edge.listeners.map(\.name) == ["0.0.0.0_443", "0.0.0.0_8080"])
    #expect(
      edge.routes.map(\.name).sorted() == [
        "http.8080",
        "https.443.https-443-ingress-web-default-0.web-istio-autogenerated-k8s-ingress-default"
          + ".istio-system",
      ])
  }
}
