internal import Diagnostics
internal import Resources

extension ResourceSet {
  /// Adds what one document gave.
  mutating func append(_ addition: ResourceSet) {
    if !addition.pods.isEmpty { workloadOrder.append(.pod(pods.count)) }
    if !addition.deployments.isEmpty { workloadOrder.append(.deployment(deployments.count)) }
    namespaces += addition.namespaces
    nodes += addition.nodes
    services += addition.services
    deployments += addition.deployments
    pods += addition.pods
    virtualServices += addition.virtualServices
    destinationRules += addition.destinationRules
    serviceEntries += addition.serviceEntries
    sidecars += addition.sidecars
    peerAuthentications += addition.peerAuthentications
    gateways += addition.gateways
    gatewayAPI.append(addition.gatewayAPI)
    unmodelled += addition.unmodelled
    if addition.meshConfig.metadata != nil { meshConfig = addition.meshConfig }
  }

  /// Keeps of each of these resources only the one given last, at the place of the first.
  mutating func keepLast(of twice: Set<ResourceIdentifier>) {
    namespaces.keepLast(of: twice)
    nodes.keepLast(of: twice)
    services.keepLast(of: twice)
    deployments.keepLast(of: twice)
    pods.keepLast(of: twice)
    virtualServices.keepLast(of: twice)
    destinationRules.keepLast(of: twice)
    serviceEntries.keepLast(of: twice)
    sidecars.keepLast(of: twice)
    peerAuthentications.keepLast(of: twice)
    gateways.keepLast(of: twice)
    gatewayAPI.keepLast(of: twice)
    var pod = 0
    var deployment = 0
    workloadOrder = workloadOrder.compactMap { reference in
      switch reference {
      case .pod:
        pod += 1
        return pod <= pods.count ? .pod(pod - 1) : nil
      case .deployment:
        deployment += 1
        return deployment <= deployments.count ? .deployment(deployment - 1) : nil
      }
    }
  }
}

extension GatewayAPI.Objects {
  fileprivate mutating func append(_ addition: GatewayAPI.Objects) {
    gatewayClasses += addition.gatewayClasses
    gateways += addition.gateways
    httpRoutes += addition.httpRoutes
    grpcRoutes += addition.grpcRoutes
    tcpRoutes += addition.tcpRoutes
    tlsRoutes += addition.tlsRoutes
    referenceGrants += addition.referenceGrants
  }

  fileprivate mutating func keepLast(of twice: Set<ResourceIdentifier>) {
    gatewayClasses.keepLast(of: twice)
    gateways.keepLast(of: twice)
    httpRoutes.keepLast(of: twice)
    grpcRoutes.keepLast(of: twice)
    tcpRoutes.keepLast(of: twice)
    tlsRoutes.keepLast(of: twice)
    referenceGrants.keepLast(of: twice)
  }
}

extension Array where Element: Resource {
  fileprivate mutating func keepLast(of twice: Set<ResourceIdentifier>) {
    var position: [ResourceIdentifier: Int] = [:]
    var kept: [Element] = []
    for element in self {
      let identifier = element.metadata.identifier
      if twice.contains(identifier), let first = position[identifier] {
        kept[first] = element
      } else {
        position[identifier] = kept.count
        kept.append(element)
      }
    }
    self = kept
  }
}

extension Diagnostic {
  /// The finding as of a text that begins on the line after the given one.
  func moved(toLine line: Int) -> Diagnostic {
    var finding = self
    finding.location?.line += line
    for index in finding.notes.indices { finding.notes[index].location?.line += line }
    return finding
  }
}
