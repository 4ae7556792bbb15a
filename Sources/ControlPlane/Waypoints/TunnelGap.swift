/// Why ztunnels do not know what a pod dials when it calls a host, so that the bytes pass its waypoint
/// by (pilot/pkg/networking/serviceentry/ip_autoallocation.go@1.30.3;
/// istio/ztunnel src/dns/server.rs@1.30.0, `find_server`).
public enum TunnelGap: Hashable, Sendable {
  /// The entry has neither addresses nor a resolution.
  case noResolution
  /// The entry has no addresses and wants none.
  case wantsNone
  /// The entry has no addresses, and its host stands for many.
  case wildcard
  /// The entry has no addresses, and istiod gives none.
  case notAllocated
  /// The entry has a range of addresses, which the release does not tell ztunnels.
  case range
  /// The pod asks the cluster's DNS, which knows other addresses.
  case namesElsewhere
  /// A headless Service has no address, so that a pod's own is dialled.
  case headless
}

extension TunnelGap {
  /// Why, in a clause.
  var words: String {
    switch self {
    case .noResolution:
      "the ServiceEntry has no addresses, and with resolution NONE istiod gives it none"
    case .wantsNone:
      "the ServiceEntry has no addresses, and its label \(AddressAllocation.label) wants none"
    case .wildcard:
      "the ServiceEntry has no addresses, and istiod gives none to a host with * unless its "
        + "resolution is DYNAMIC_DNS"
    case .notAllocated:
      "the ServiceEntry has no addresses, and istiod is not told to give it any"
    case .range: "the ServiceEntry has a range of addresses, of which ztunnels are not told"
    case .namesElsewhere:
      "the pod asks the cluster's DNS, which knows nothing of the ServiceEntry's addresses"
    case .headless:
      "a headless Service has no address, and the pod's own, which is dialled, is no Service's"
    }
  }

  /// The likely fix.
  var fix: String {
    switch self {
    case .noResolution: "give it resolution: DNS, or addresses"
    case .wantsNone: "take the label away, or give it addresses"
    case .wildcard: "name the hosts one by one, or say resolution: DYNAMIC_DNS (since 1.30)"
    case .notAllocated:
      "run istiod with PILOT_ENABLE_IP_AUTOALLOCATE=true and the CNI plugin with "
        + "ambient.dnsCapture (usual since 1.25)"
    case .range: "write the addresses one by one"
    case .namesElsewhere:
      "set ambient.dnsCapture of the CNI plugin, or the pod's annotation "
        + "ambient.istio.io/dns-capture: \"true\""
    case .headless:
      "give the Service an address, or the pods a waypoint for workloads (istio.io/waypoint-for)"
    }
  }
}

extension MeshIndex {
  /// Why ztunnels do not know what a pod dials when it calls a service; `nil` where they do.
  ///
  /// `pod`: the caller; `nil` is one that asks a ztunnel for names.
  func tunnelGap(_ service: MeshService, calledBy pod: MeshPod?) -> TunnelGap? {
    if service.isHeadless { return .headless }
    guard service.registry == .external else { return nil }
    if hasUnknownRange(service) { return .range }
    guard !service.tunnelAddresses.isEmpty else {
      switch AddressAllocation.refusal(
        service.hostname, service.resolution, labels: service.labels, under: rules)
      {
      case .noResolution: return .noResolution
      case .wildcard: return .wildcard
      case .label: return .wantsNone
      case .off, nil: return .notAllocated
      }
    }
    return pod.map(capturesNames) ?? true ? nil : .namesElsewhere
  }
}
