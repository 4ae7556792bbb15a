internal import Diagnostics
internal import Resources

extension ResourceSet {
  /// Services in the order of the input: Kubernetes' own, then those of ServiceEntries.
  func drafts(under rules: RuleVersion) -> [MeshServiceDraft] {
    var given = Set(services.map(\.clusterIP))
    var number = 0
    var drafts: [MeshServiceDraft] = []
    for (position, service) in services.enumerated() {
      var address = service.clusterIP
      while (address.isEmpty && service.type != "ExternalName")
        || (service.clusterIP.isEmpty && given.contains(address) && !address.isEmpty)
      {
        number += 1
        address = "10.\(96 + (number + 256) >> 16).\((number + 256) >> 8 & 255).\(number & 255)"
      }
      given.insert(address)
      var draft = MeshServiceDraft(service, address: address, under: rules)
      draft.source = position
      drafts.append(draft)
    }
    let entries = serviceEntries
    var allocation = AddressAllocation(entries, under: rules)
    for (position, entry) in entries.enumerated() {
      let allocated = allocation.addresses(of: entry, under: rules)
      drafts += MeshServiceDraft.drafts(of: entry, under: rules).map { draft in
        var draft = draft
        draft.source = position
        draft.allocated = allocated[draft.hostname] ?? []
        return draft
      }
    }
    return drafts
  }
}

extension ResourceSet {
  /// The ServiceEntries that have a range of more than one address.
  var entriesWithRanges: Set<ResourceIdentifier> {
    Set(
      serviceEntries.filter { entry in
        entry.addresses.contains { $0.withoutFullPrefix.contains("/") }
      }.map(\.metadata.identifier))
  }
}

extension MeshServiceDraft {
  /// A Kubernetes service (pilot/pkg/serviceregistry/kube/conversion.go@1.30.3, `ConvertService`).
  init(_ service: Service, address: String, under rules: RuleVersion) {
    let metadata = service.metadata
    self.init(
      hostname: "\(metadata.name).\(metadata.namespace).svc.cluster.local",
      name: metadata.name, registry: .kubernetes, metadata: metadata)
    if service.type == "ExternalName", !service.externalName.isEmpty {
      externalName = service.externalName
      resolution = rules[.externalNameIsAlias] ? .alias : .dns
      isMeshExternal = true
    }
    if service.clusterIP == "None" {
      resolution = .passthrough
    } else if !address.isEmpty {
      addresses = service.clusterIPs.count > 1 ? service.clusterIPs : [address]
    }
    ports = service.ports.map { port in
      MeshPort(
        name: port.name, number: port.port,
        portProtocol: PortProtocol(
          port: port.port, name: port.name, networkProtocol: port.networkProtocol,
          appProtocol: port.appProtocol))
    }
    exportTo =
      (metadata.annotations["networking.istio.io/exportTo"] ?? "").isEmpty
      ? []
      : metadata.annotations["networking.istio.io/exportTo", default: ""]
        .split(separator: ",").map { String($0.filter { $0 != " " }) }
    selector = service.selector
    trafficDistribution = service.trafficDistribution ?? metadata.annotatedDistribution
    publishesNotReady = service.publishNotReadyAddresses
    isNodeLocal = service.internalTrafficPolicy == "Local"
  }

  /// A ServiceEntry's services, one for each host and address
  /// (pilot/pkg/serviceregistry/serviceentry/conversion.go@1.30.3, `convertServices`).
  static func drafts(of entry: ServiceEntry, under rules: RuleVersion) -> [MeshServiceDraft] {
    let resolution = MeshService.Resolution(entry: entry.resolution)
    let usesTarget = resolution == .passthrough && rules[.targetPortWithoutResolution]
    let ports = entry.ports.map { port in
      MeshPort(
        name: port.name, number: Int(port.number),
        portProtocol: PortProtocol(named: port.protocol),
        passthroughTarget: usesTarget ? Int(port.targetPort) : 0)
    }
    var drafts: [MeshServiceDraft] = []
    for host in entry.hosts {
      for address in entry.addresses.isEmpty ? [""] : entry.addresses.map(\.withoutFullPrefix) {
        var draft = MeshServiceDraft(
          hostname: host, name: host, registry: .external, metadata: entry.metadata)
        draft.resolution = resolution
        draft.ports = ports
        draft.addresses = address.isEmpty ? [] : [address]
        draft.isMeshExternal = entry.location == "MESH_EXTERNAL"
        draft.exportTo = entry.exportTo
        draft.trafficDistribution = entry.metadata.annotatedDistribution
        draft.selector = entry.workloadSelector ?? [:]
        drafts.append(draft)
      }
    }
    return drafts
  }
}

extension MeshService.Resolution {
  /// Reads a ServiceEntry's `resolution`.
  init(entry text: String) {
    switch text {
    case "STATIC": self = .clientSideLoadBalancing
    case "DNS": self = .dns
    case "DNS_ROUND_ROBIN": self = .dnsRoundRobin
    case "DYNAMIC_DNS": self = .dynamicDNS
    default: self = .passthrough
    }
  }
}

extension String {
  /// The address without a prefix length that covers one address alone.
  fileprivate var withoutFullPrefix: String {
    for length in ["/32", "/128"] where hasSuffix(length) && contains(":") == (length == "/128") {
      return String(dropLast(length.count))
    }
    return self
  }
}

extension ResourceMetadata {
  /// The traffic distribution that an annotation asks for, in the spelling of a Service's field
  /// (pilot/pkg/model/service.go@1.30.3, `GetTrafficDistribution`).
  var annotatedDistribution: String? {
    guard let text = annotations["networking.istio.io/traffic-distribution"] else { return nil }
    return ["PreferClose", "PreferSameZone", "PreferSameNode"].first {
      $0.lowercased() == text.lowercased()
    }
  }
}
