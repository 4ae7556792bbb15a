import ControlPlane
import DataPlane
import Diagnostics
import EnvoyMessages
import Laboratory
import Manifests
import Probes
import ProxyConfig

/// `labbook probes`: the requests that tell a mesh's configurations apart.
struct ProbesAction {
  /// The arguments.
  let invocation: Invocation
  /// The program around it.
  let session: Session

  /// One route table, and the proxies that have it alike.
  private struct Table {
    var proxies: [String]
    var name: String
    var configuration: RouteConfiguration
    var connection: ProbeConnection?
    var probes: TableProbes
  }

  /// Derives the requests and prints them, or what they reach.
  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    let manifests = try ManifestSelection(invocation)
    let isJSON = try invocation.wantsJSON
    guard let version = session.ruleVersion(invocation.value("rules")) else { return .badInput }
    let input = try MeshInput(
      manifests, versions: [version], allowsUnmodelled: true, directory: session.directory)
    console.report(input.diagnostics.filter { $0.code != .notModelled })
    guard input.isAnswerable, let mesh = input.compilations.first?.mesh else { return .badInput }
    var wanted: Set<String>?
    for name in invocation.arguments {
      let (proxy, problem) = ProxyNames.proxy(named: name, in: mesh)
      if let problem { console.report([problem]) }
      guard let proxy else { return .badInput }
      wanted = (wanted ?? []).union([proxy.proxy])
    }
    let tables = Self.tables(of: mesh, wanted)
    let options = manifests.files.flatMap { ["-f", $0] } + ["--rules", version.name]
    let line = CurlLine(mesh, options: options)
    if invocation.has("coverage") {
      showCoverage(tables, isJSON)
    } else if isJSON {
      console.print(json: JSONValue.array(tables.map { Self.json($0, line) }).text(indentation: 2))
    } else {
      show(tables, line)
    }
    return input.status
  }

  /// The route tables of a mesh, those that are alike once.
  private static func tables(of mesh: MeshConfiguration, _ wanted: Set<String>?) -> [Table] {
    var tables: [Table] = []
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
          Table(
            proxies: [proxy.proxy], name: name, configuration: table.configuration,
            connection: doors[name]?.connection, probes: TableProbes(table, through: manager)))
      }
    }
    return tables
  }

  private func show(_ tables: [Table], _ line: CurlLine) {
    for table in tables {
      session.console.print("# \(table.name) at \(ProxyList.words(table.proxies))")
      if table.connection == nil {
        session.console.print("# no connection leads to these routes")
      }
      for probe in table.probes.probes {
        guard let connection = table.connection, let proxy = table.proxies.first else { continue }
        session.console.print("# \(probe.words)")
        session.console.print(line.text(probe.request, connection, at: proxy))
      }
      if table.probes.leftOut > 0 {
        session.console.print(
          "# \(table.probes.leftOut) more are left out: at most \(TableProbes.limit) for one table")
      }
    }
  }

  private static func json(_ table: Table, _ line: CurlLine) -> JSONValue {
    let probes = table.probes.probes.map { probe -> JSONValue in
      let request = probe.request
      var value: JSONValue = [
        "aim": .string(probe.words), "configuration": .string(table.name),
        "from": .string(table.proxies.first ?? ""), "method": .string(request.method),
        "authority": .string(request.authority), "path": .string(request.path),
        "headers": .array(
          request.headers.fields.map { .array([.string($0.name), .string($0.value)]) }),
      ]
      if let connection = table.connection, let proxy = table.proxies.first {
        value["curl"] = .string(line.text(request, connection, at: proxy))
      }
      return value
    }
    return [
      "configuration": .string(table.name),
      "proxies": .array(table.proxies.map { .string($0) }), "probes": .array(probes),
      "leftOut": .number(Double(table.probes.leftOut)),
    ]
  }

  private func showCoverage(_ tables: [Table], _ isJSON: Bool) {
    var coverage = ProbeCoverage()
    for table in tables { coverage.add(table.probes.coverage) }
    let rows = [
      ("virtual hosts", coverage.hosts), ("routes", coverage.routes),
      ("sides of conditions", coverage.sides),
    ]
    let requests = tables.reduce(0) { $0 + $1.probes.probes.count }
    if isJSON {
      let kinds = rows.map { name, tally in
        JSONValue.Member(
          name,
          [
            "reached": .number(Double(tally.reached)),
            "reachable": .number(Double(tally.reachable)),
            "unreachable": .number(Double(tally.unreachable)),
          ])
      }
      var value = JSONValue.object(of: kinds)
      value["requests"] = .number(Double(requests))
      value["gaps"] = .array(
        coverage.gaps.map { gap in
          ["what": .string(gap.what), "reason": gap.reason.map { .string($0) } ?? .null]
        })
      session.console.print(json: value.text(indentation: 2))
      return
    }
    session.console.print("\(requests) requests for \(tables.count) route tables")
    for (name, tally) in rows {
      let more = tally.unreachable > 0 ? ", \(tally.unreachable) more unreachable" : ""
      session.console.print("\(name): \(tally.reached) of \(tally.reachable)\(more)")
    }
    for gap in coverage.gaps {
      session.console.print(
        "\(gap.reason == nil ? "not reached" : "unreachable"): \(gap.what)"
          + (gap.reason.map { " (\($0))" } ?? ""))
    }
  }
}
