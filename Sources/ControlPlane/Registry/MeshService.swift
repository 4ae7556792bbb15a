internal import Diagnostics
internal import Resources

/// A port of a service.
struct MeshPort: Hashable, Sendable {
  /// The port's name.
  var name: String
  /// The number that clients call.
  var number: Int
  /// The protocol that is spoken there.
  var portProtocol: PortProtocol
  /// Where a ServiceEntry without resolution sends instead; 0 where it says nothing.
  var passthroughTarget = 0
}

/// A service as istiod's registry knows it (pilot/pkg/model/service.go@1.30.3, `Service`).
///
/// A class, because tens of thousands are shared by the scopes of all proxies. A ServiceEntry
/// gives one for each of its hosts and addresses.
final class MeshService: Sendable {
  /// Who told of the service.
  enum Registry: Hashable, Sendable {
    /// A Service of Kubernetes.
    case kubernetes
    /// A ServiceEntry.
    case external
  }

  /// How the service's endpoints are found.
  enum Resolution: Hashable, Sendable {
    /// The proxy chooses among endpoints that istiod sends.
    case clientSideLoadBalancing
    /// By DNS, every address that is answered.
    case dns
    /// By DNS, the first address that is answered.
    case dnsRoundRobin
    /// By DNS, at each request, whatever name it calls.
    case dynamicDNS
    /// The address that the application dialled.
    case passthrough
    /// Another name of a service.
    case alias
  }

  /// Another name of the service, from an ExternalName service.
  struct Alias: Hashable, Sendable {
    /// The other name.
    var hostname: String
    /// The namespace that the other name is of.
    var namespace: String
  }

  /// Its position in the registry; copies with fewer ports share it.
  let id: Int
  /// The full name, as `web.shop.svc.cluster.local`.
  let hostname: String
  /// The Kubernetes name, or the host of a ServiceEntry.
  let name: String
  /// The namespace of the object that defines it.
  let namespace: String
  /// What kind of object defines it.
  let registry: Registry
  /// How its hosts are found.
  let resolution: Resolution
  /// What it offers, in the object's order.
  let ports: [MeshPort]
  /// Its addresses in the service network; empty where it has none.
  ///
  /// A ServiceEntry may give ranges.
  let addresses: [String]
  /// The addresses that istiod gave a ServiceEntry's host which has none of its own.
  let allocated: [String]
  /// Whether it lies outside the mesh, so that nobody expects a proxy there.
  let isMeshExternal: Bool
  /// Seconds since 1970; `nil` counts as older than any other.
  let creationTimestamp: Int64?
  /// Namespaces that see it, or `*`, `.`, `~`; empty is the mesh's default.
  let exportTo: [String]
  /// Further names that lead to it.
  let aliases: [Alias]
  /// The target of an ExternalName service; empty else.
  let externalName: String
  /// The labels of its pods; none where endpoints are its own.
  let selector: [String: String]
  /// Labels of the Service or ServiceEntry.
  let labels: [String: String]
  /// Which endpoints are preferred; `nil` for no preference.
  let trafficDistribution: String?
  /// Whether pods that are not ready count as ready.
  let publishesNotReady: Bool
  /// Whether clients reach the endpoints of their own Node alone.
  let isNodeLocal: Bool
  /// The Service or ServiceEntry.
  let metadata: ResourceMetadata
  /// Its position among the input's Services or ServiceEntries.
  let source: Int

  init(_ draft: MeshServiceDraft, id: Int) {
    self.id = id
    hostname = draft.hostname
    name = draft.name
    namespace = draft.metadata.namespace
    registry = draft.registry
    resolution = draft.resolution
    ports = draft.ports
    addresses = draft.addresses
    allocated = draft.allocated
    isMeshExternal = draft.isMeshExternal
    creationTimestamp = draft.metadata.creationTimestamp
    exportTo = draft.exportTo
    aliases = draft.aliases
    externalName = draft.externalName
    selector = draft.selector
    labels = draft.metadata.labels
    trafficDistribution = draft.trafficDistribution
    publishesNotReady = draft.publishesNotReady
    isNodeLocal = draft.isNodeLocal
    metadata = draft.metadata
    source = draft.source
  }

  private init(_ other: MeshService, ports: [MeshPort], aliases: [Alias]) {
    id = other.id
    hostname = other.hostname
    name = other.name
    namespace = other.namespace
    registry = other.registry
    resolution = other.resolution
    self.ports = ports
    addresses = other.addresses
    allocated = other.allocated
    isMeshExternal = other.isMeshExternal
    creationTimestamp = other.creationTimestamp
    exportTo = other.exportTo
    self.aliases = aliases
    externalName = other.externalName
    selector = other.selector
    labels = other.labels
    trafficDistribution = other.trafficDistribution
    publishesNotReady = other.publishesNotReady
    isNodeLocal = other.isNodeLocal
    metadata = other.metadata
    source = other.source
  }

  /// The same service with other ports.
  func with(ports: [MeshPort]) -> MeshService {
    MeshService(self, ports: ports, aliases: aliases)
  }

  /// The same service with other aliases.
  func with(aliases: [Alias]) -> MeshService {
    MeshService(self, ports: ports, aliases: aliases)
  }

  /// The port of a number.
  func port(_ number: Int) -> MeshPort? { ports.first { $0.number == number } }

  /// The address by which istiod calls it first: `0.0.0.0` where it has none.
  var defaultAddress: String { addresses.first ?? "0.0.0.0" }

  /// The addresses by which ztunnels and waypoints know it
  /// (pilot/pkg/model/service.go@1.30.3, `nodeUsesAutoallocatedIPs`).
  var tunnelAddresses: [String] { addresses.isEmpty ? allocated : addresses }

  /// Whether it is a Kubernetes service without an address of its own.
  var isHeadless: Bool { registry == .kubernetes && resolution == .passthrough }
}

/// What a service is made from.
struct MeshServiceDraft {
  /// The full name.
  var hostname: String
  /// The object's own name.
  var name: String
  /// What kind of object defines it.
  var registry: MeshService.Registry
  /// How its hosts are found.
  var resolution = MeshService.Resolution.clientSideLoadBalancing
  /// What it offers.
  var ports: [MeshPort] = []
  /// The addresses that stand for it; none where there is none of its own.
  var addresses: [String] = []
  /// The addresses that istiod gave where there are none of its own.
  var allocated: [String] = []
  /// Whether it lies outside the mesh.
  var isMeshExternal = false
  /// The namespaces whose clients may see it; empty takes the mesh's default.
  var exportTo: [String] = []
  /// Further names that lead to it.
  var aliases: [MeshService.Alias] = []
  /// The name that it stands for; empty where it is no ExternalName.
  var externalName = ""
  /// The labels of its pods.
  var selector: [String: String] = [:]
  /// Which endpoints are preferred; `nil` for no preference.
  var trafficDistribution: String?
  /// Whether pods that are not ready count as ready.
  var publishesNotReady = false
  /// Whether clients reach the endpoints of their own Node alone.
  var isNodeLocal = false
  /// Of the object that defines it.
  var metadata: ResourceMetadata
  /// Its position among the input's Services or ServiceEntries.
  var source = 0
}
