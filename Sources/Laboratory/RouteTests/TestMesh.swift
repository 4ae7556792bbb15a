package import ControlPlane
package import DataPlane
internal import Diagnostics
package import Manifests
internal import Probes
package import ProxyConfig
package import Resources

/// The route tables that tests are held against: those of a pod of the mesh, or of a client made for
/// the purpose, that sees every VirtualService whatever gateway it is for.
package struct TestMesh {
  /// What took a request.
  package struct Taken {
    /// The proxy's answer.
    package var answer: ProxyAnswer
    /// The virtual host and route that took it, if any did.
    package var entry: (host: VirtualHost, route: Route)?
    /// Which of the routes of one rule it is.
    package var ordinal: Int
    /// The port of the table.
    package var port: Int
  }

  /// VirtualServices as written, by name.
  package let virtualServices: [VirtualService]
  private let view: ProxyView
  private let namespaces: [String]

  /// The pod that is made for tests.
  private static let client = "labbook-test.labbook-test"

  /// `pod`: the pod whose tables count, as `POD.NAMESPACE`; `nil` for the made one.
  package init?(_ resources: ResourceSet, under version: RuleVersion, at pod: String?) {
    virtualServices = resources.virtualServices
    namespaces = Set(virtualServices.map(\.metadata.namespace)).sorted()
    let set = pod == nil ? Self.withClient(resources) : resources
    let name = pod ?? Self.client
    let mesh = ControlPlane.compile(set, under: version, proxies: [name]).mesh
    guard let proxy = mesh.proxies.first else { return nil }
    view = ProxyView(proxy, version: EnvoyVersion(minor: mesh.envoyMinor))
  }

  /// The resources with a client for which every VirtualService acts.
  private static func withClient(_ resources: ResourceSet) -> ResourceSet {
    let added = ManifestReader.read([
      ManifestSource(
        name: "labbook",
        text: """
          apiVersion: v1
          kind: Namespace
          metadata: {name: labbook-test, labels: {istio-injection: enabled}}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: labbook-test, namespace: labbook-test}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: labbook-test, namespace: labbook-test}
          spec: {selector: {app: labbook-test}, ports: [{name: http, port: 80}]}
          """)
    ])
    var objects: [MeshObject] = []
    for object in resources.objects {
      switch object {
      case .sidecar, .gateway: continue
      case .virtualService(var service):
        service.gateways = []
        service.exportTo = service.hosts.isEmpty ? service.exportTo : ["*"]
        for rule in service.http.indices {
          for match in service.http[rule].match.indices {
            service.http[rule].match[match].gateways = []
          }
        }
        objects.append(.virtualService(service))
      default: objects.append(object)
      }
    }
    var set = ResourceSet(objects + added.resources.objects)
    set.meshConfig = resources.meshConfig
    set.installation = resources.installation
    return set
  }

  /// What becomes of a request: at the first table that has a rule for it.
  package func take(_ request: RouteTest.Request) -> Taken? {
    let names =
      [request.authority] + namespaces.map { "\(request.authority).\($0).svc.cluster.local" }
    var fallback: Taken?
    for authority in names {
      for name in view.tableNames where !name.hasPrefix("inbound|") {
        guard let taken = take(request, authority, at: name) else { continue }
        if taken.entry?.route.origin?.resource.kind == "VirtualService" { return taken }
        fallback = fallback ?? taken
      }
    }
    return fallback
  }

  private func take(_ request: RouteTest.Request, _ authority: String, at name: String) -> Taken? {
    guard let (table, _) = view.table(name) else { return nil }
    var fields = request.headers.map { HeaderField($0.name, $0.value) }
    if request.isTLS { fields.append(HeaderField("x-forwarded-proto", "https")) }
    let head = RequestHead(
      method: request.method, scheme: request.isTLS ? "https" : "http", authority: authority,
      path: request.path, headers: fields)
    let answer = DataPlane.answer(
      head, at: table, of: view.tables, application: ApplicationScript(),
      draws: RequestDraws(stream: request.draw, faultDelay: 999_999, faultAbort: 999_999),
      backOffDraw: { _ in 0 })
    let entry = table.entry(answer.plan.routing)
    let routes = (entry?.host.routes ?? []).prefix(answer.route ?? 0)
    let ordinal = routes.count { $0.origin == entry?.route.origin }
    let digits = name.reversed().prefix { $0.isNumber }.reversed()
    return Taken(answer: answer, entry: entry, ordinal: ordinal, port: Int(String(digits)) ?? 80)
  }
}
