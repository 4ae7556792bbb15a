package import ControlPlane
package import Diagnostics
internal import Foundation
internal import ProxyConfig

/// A whole mesh under several rule versions, in the form that real istiod's output is kept in.
///
/// Each message is reduced to what decides about traffic, in protobuf's JSON; the same message is
/// stored once, whichever proxies and versions have it. `Tests/Goldens/README.md` says what is
/// kept and which lists are sorted.
package struct MeshProjection {
  /// The four kinds of messages, as `istioctl proxy-config` names them.
  package enum Family: String, CaseIterable, Sendable {
    /// In the order in which a proxy needs them.
    case listeners, routes, clusters, endpoints

    /// The first letter of the items' identifiers.
    var letter: Character { rawValue.first ?? "?" }
  }

  /// A message by its name and by its position in ``items``.
  package struct Entry {
    /// The message's own name.
    package var name: String
    /// A position in the projection's items.
    package var item: Int
  }

  /// One proxy's messages of each family, sorted by name.
  package struct Proxy {
    /// `POD.NAMESPACE`.
    package var name: String
    /// Every family is there, empty where the proxy has none.
    package var families: [Family: [Entry]]
  }

  /// Everything under one rule version.
  package struct Version {
    /// A release as `1.20.2`; a theory by its name.
    package var name: String
    /// What the webhook says, one object a resource: `kind`, `namespace`, `name`, then `error`,
    /// `warning` or both.
    package var validation: [JSONValue]
    /// Sorted by name.
    package var proxies: [Proxy]
  }

  /// A message and the identifier it is stored under.
  package struct Item {
    /// The family's letter and a number.
    package var id: String
    /// The message, reduced to what is kept.
    package var json: JSONValue
  }

  /// In the order in which they were added.
  package private(set) var versions: [Version] = []
  /// In the order in which they were first met.
  package private(set) var items: [Item] = []

  // Looked up by the value first, since encoding is what costs; two values that differ only in
  // what is not part of the message give the same JSON.
  private var listeners: [Listener: Entry] = [:]
  private var routes: [RouteConfiguration: Entry] = [:]
  private var clusters: [Cluster: Entry] = [:]
  private var endpoints: [ClusterLoadAssignment: Entry] = [:]
  private var known: [JSONValue: Int] = [:]
  private let encoder = JSONEncoder()

  package init() {}
}

extension MeshProjection {
  /// Changes every item, for a comparison with what keeps less of the messages.
  package mutating func changeItems(_ body: (JSONValue) -> JSONValue) {
    for position in items.indices { items[position].json = body(items[position].json) }
  }

  /// Adds the mesh under one more rule version.
  ///
  /// `unreadable`: resources that were left out already when they were read.
  package mutating func add(_ compilation: Compilation, unreadable: [ResourceIdentifier] = [])
    throws
  {
    var proxies: [Proxy] = []
    let leftOut = Self.addressesLeftOut(of: compilation.mesh)
    let leavesOutSockets = Self.leavesOutSockets(of: compilation.mesh)
    func isKept(_ name: String) -> Bool {
      !MeshProjection.internalListeners.contains(name)
        && !(leavesOutSockets && name.hasPrefix("unix://"))
    }
    let kept = compilation.mesh.proxies.filter { !leftOut.contains($0.address) }
    for proxy in kept.sorted(by: { $0.proxy.precedesByCodeUnits($1.proxy) }) {
      proxies.append(
        Proxy(
          name: proxy.proxy,
          families: [
            .listeners: sorted(
              try proxy.listeners.filter { isKept($0.name) }.map { try entry(of: $0) }),
            .routes: sorted(
              try proxy.routes.filter { isKept($0.name) }.map { try entry(of: $0) }),
            .clusters: sorted(try proxy.clusters.map { try entry(of: $0) }),
            .endpoints: sorted(
              try proxy.endpoints.map {
                try entry(of: Self.recorded($0, in: compilation.mesh))
              }),
          ]))
    }
    let name = compilation.mesh.ruleVersion
    versions.append(
      Version(
        name: name.hasPrefix("istio-") ? String(name.dropFirst("istio-".count)) : name,
        validation: validation(of: compilation, unreadable: unreadable), proxies: proxies))
  }

  /// Listeners of a waypoint's inner hops, which the form leaves out.
  private static let internalListeners: Set<String> = [
    "connect_terminate", "connect_originate", "inner_connect_originate",
    "outer_connect_originate",
  ]

  private func sorted(_ entries: [Entry]) -> [Entry] {
    entries.sorted { $0.name.precedesByCodeUnits($1.name) }
  }

  private mutating func entry(of listener: Listener) throws -> Entry {
    if let entry = listeners[listener] { return entry }
    let entry = Entry(name: listener.name, item: try store(listener, .listeners))
    listeners[listener] = entry
    return entry
  }

  private mutating func entry(of route: RouteConfiguration) throws -> Entry {
    if let entry = routes[route] { return entry }
    let entry = Entry(name: route.name, item: try store(route, .routes))
    routes[route] = entry
    return entry
  }

  private mutating func entry(of cluster: Cluster) throws -> Entry {
    if let entry = clusters[cluster] { return entry }
    let entry = Entry(name: cluster.name, item: try store(cluster, .clusters))
    clusters[cluster] = entry
    return entry
  }

  private mutating func entry(of assignment: ClusterLoadAssignment) throws -> Entry {
    if let entry = endpoints[assignment] { return entry }
    let entry = Entry(name: assignment.clusterName, item: try store(assignment, .endpoints))
    endpoints[assignment] = entry
    return entry
  }

  private mutating func store(_ message: some Encodable, _ family: Family) throws -> Int {
    let json = try JSONValue(reading: Array(encoder.encode(message))).projected(as: family)
    if let position = known[json] { return position }
    known[json] = items.count
    items.append(Item(id: "\(family.letter)\(items.count)", json: json))
    return items.count - 1
  }
}

extension MeshProjection {
  private func validation(
    of compilation: Compilation, unreadable: [ResourceIdentifier]
  ) -> [JSONValue] {
    var order: [ResourceIdentifier] = []
    var texts: [ResourceIdentifier: [Severity: [String]]] = [:]
    func note(_ resource: ResourceIdentifier, _ severity: Severity, _ text: String) {
      if texts[resource] == nil { order.append(resource) }
      texts[resource, default: [:]][severity, default: []].append(text)
    }
    for resource in unreadable {
      // Istiod does not know more of a text that it cannot parse.
      let named = ResourceIdentifier(kind: "?", namespace: "", name: resource.name)
      note(named, .error, "a field cannot be read")
    }
    for finding in compilation.refused {
      note(finding.resource, finding.severity, finding.diagnostic.summary)
    }
    return order.map { resource in
      var object: JSONValue = [
        "kind": .string(resource.kind), "namespace": .string(resource.namespace),
        "name": .string(resource.name),
      ]
      for (severity, lines) in texts[resource] ?? [:] {
        object[severity.rawValue] = .string(lines.joined(separator: "; "))
      }
      return object
    }
  }

  /// `{"versions": {…}, "items": {…}}`, as the command prints it.
  package var json: JSONValue {
    let versions = self.versions.map { version in
      JSONValue.Member(
        version.name,
        [
          "validation": .array(version.validation),
          "proxies": .object(of: version.proxies.map { JSONValue.Member($0.name, json(of: $0)) }),
        ])
    }
    return [
      "versions": .object(of: versions),
      "items": .object(of: items.map { JSONValue.Member($0.id, $0.json) }),
    ]
  }

  private func json(of proxy: Proxy) -> JSONValue {
    .object(
      of: Family.allCases.map { family in
        let entries = proxy.families[family] ?? []
        return JSONValue.Member(
          family.rawValue, .array(entries.map { .string(items[$0.item].id) }))
      })
  }
}
