internal import DataPlane
package import Probes
package import ProxyConfig

/// One route table of a mesh with the requests that reach its routes, and the proxies that have it
/// alike.
package struct ProbeTable {
  /// The proxies, as `POD.NAMESPACE`.
  package var proxies: [String]
  /// The table's name at the first of them.
  package var name: String
  /// What leads to it at the first of them; `nil` where no connection does.
  package var connection: ProbeConnection?
  /// The requests.
  package var probes: TableProbes

  /// The route tables of a mesh, those that are alike once.
  ///
  /// `wanted`: the proxies whose tables count, as `POD.NAMESPACE`; `nil` for all.
  package static func all(of mesh: MeshConfiguration, at wanted: Set<String>?) -> [ProbeTable] {
    var tables: [ProbeTable] = []
    var places: [RouteConfiguration: Int] = [:]
    for proxy in mesh.proxies where wanted?.contains(proxy.proxy) ?? true {
      let view = ProxyView(proxy, version: EnvoyVersion(minor: mesh.envoyMinor))
      let doors = ConnectionProbes.doors(of: proxy)
      for name in view.tableNames {
        guard let (table, manager) = view.table(name) else { continue }
        if let place = places[table.configuration] {
          tables[place].proxies.append(proxy.proxy)
          continue
        }
        places[table.configuration] = tables.count
        tables.append(
          ProbeTable(
            proxies: [proxy.proxy], name: name, connection: doors[name]?.connection,
            probes: TableProbes(table, through: manager)))
      }
    }
    return tables
  }
}
