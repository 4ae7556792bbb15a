internal import Diagnostics
internal import Resources

/// A port of a service.
struct MeshPort: Hashable, Sendable {
  var name: String
  var number: Int
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
    case kubernetes
    /// A ServiceEntry.
    case external
  }

  /// How the service's endpoints are found.
  enum Resolution: Hashable, Sendable {
    /// The proxy chooses among endpoints that istiod sends.
    case clientSideLoadBalancing
    case dns
    case dnsRoundRobin
    case dynamicDNS
    /// The address that the application dialled.
    case passthrough
    /// Another name of a service.
    case alias
  }

  /// Another name of the service, from an ExternalName service.
  struct Alias: Hashable, Sendable {
    var hostname: String
    var namespace: String
  }

  /// Its position in the registry; copies with fewer ports share it.
  let id: Int
  let hostname: String
  /// The Kubernetes name, or the host of a ServiceEntry.
  let name: String
  let namespace: String
  let registry: Registry
  let resolution: Resolution
  let ports: [MeshPort]
  /// Its addresses in the service network; empty where it has none. A ServiceEntry may give ranges.
  let addresses: [String]
  let isMeshExternal: Bool
  let creationTimestamp: Int64?
  /// Namespaces that see it, or `*`, `.`, `~`; empty is the mesh's default.
  let exportTo: [String]
  /// Other names by which clients may call it.
  let aliases: [Alias]
  /// The target of an ExternalName service; empty else.
  let externalName: String
  /// Labels of the pods behind it; empty where it selects none.
  let selector: [String: String]
  /// Labels of the Service or ServiceEntry.
  let labels: [String: String]
  let trafficDistribution: String?
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

  /// Whether it is a Kubernetes service without an address of its own.
  var isHeadless: Bool { registry == .kubernetes && resolution == .passthrough }
}

/// What a service is made from.
struct MeshServiceDraft {
  var hostname: String
  var name: String
  var registry: MeshService.Registry
  var resolution = MeshService.Resolution.clientSideLoadBalancing
  var ports: [MeshPort] = []
  var addresses: [String] = []
  var isMeshExternal = false
  var exportTo: [String] = []
  var aliases: [MeshService.Alias] = []
  var externalName = ""
  var selector: [String: String] = [:]
  var trafficDistribution: String?
  var publishesNotReady = false
  /// Whether clients reach the endpoints of their own Node alone.
  var isNodeLocal = false
  var metadata: ResourceMetadata
  /// Its position among the input's Services or ServiceEntries.
  var source = 0
}
