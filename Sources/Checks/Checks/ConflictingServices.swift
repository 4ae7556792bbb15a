internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// Services that lead to one port of the same pods and differ.
  static let conflictingServices = Check(
    .conflictingServices, istio: ["IST0116", "IST0137"],
    "services that lead to one port of the same pods and differ",
    meaning: "Several Services of one Deployment have one port with different transport protocols, "
      + "or lead to one port of its pods by different numbers. The pods' proxies have one way in "
      + "for a port, by the oldest Service.",
    fix: "Let one Service have the port.",
    source: "(pkg/config/analysis/analyzers/deployment/services.go@1.30.3)",
    example: """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: batch, namespace: shop}
      spec:
        selector: {matchLabels: {app: batch}}
        template: {metadata: {labels: {app: batch}}, spec: {containers: [{name: app, image: app}]}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: one, namespace: shop}
      spec: {selector: {app: batch}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: two, namespace: shop}
      spec: {selector: {app: batch}, ports: [{name: http, port: 81, targetPort: 8080}]}
      """
  ) { context in
    let services = Dictionary(
      grouping: context.facts.resources.services.filter { !$0.selector.isEmpty },
      by: \.metadata.namespace)
    return context.facts.resources.controllers.flatMap { controller -> [Diagnostic] in
      guard controller.metadata.kind == "Deployment", context.facts.takesInjection(controller)
      else { return [] }
      let labels = controller.templateMetadata.labels
      let own = (services[controller.metadata.namespace] ?? []).filter { service in
        service.selector.allSatisfy { labels[$0] == $1 }
      }
      return own.count < 2 ? [] : conflicts(of: controller.metadata, among: own)
    }
  }

  private static func conflicts(
    of controller: ResourceMetadata, among services: [Service]
  ) -> [Diagnostic] {
    let ports = services.flatMap { service in service.ports.map { (service, $0) } }
    let byNumber = Dictionary(grouping: ports) { $0.1.port }
      .filter { Set($0.value.map(\.1.networkProtocol)).count > 1 }
      .sorted { $0.key < $1.key }.map { number, uses in
        finding(
          controller, uses.map(\.0),
          "have port \(number) with different transport protocols")
      }
    let byTarget = Dictionary(grouping: ports) { $0.1.targetName }
      .filter { Set($0.value.map(\.1.port)).count > 1 }
      .sorted { $0.key < $1.key }.map { target, uses in
        finding(
          controller, uses.map(\.0),
          "lead to port \(target) of its pods by "
            + Set(uses.map(\.1.port)).sorted().map(String.init).joined(separator: ", "))
      }
    return byNumber + byTarget
  }

  private static func finding(
    _ controller: ResourceMetadata, _ services: [Service], _ words: String
  ) -> Diagnostic {
    let names = Set(services.map(\.metadata.identifier.description)).sorted()
    return Diagnostic(
      .note, .conflictingServices,
      "of \(controller.identifier) \(names.joined(separator: ", ")) \(words)",
      at: controller.places.location(of: "metadata.name"),
      why: "the pods' proxies have one way in for a port, by the oldest Service")
  }
}

extension ServicePort {
  /// The port of the pods, as it is called.
  fileprivate var targetName: String {
    switch targetPort {
    case .number(let number)?: String(number)
    case .name(let name)?: name
    case nil: String(port)
    }
  }
}
