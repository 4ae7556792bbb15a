internal import DataPlane
package import EnvoyMessages
package import Laboratory
internal import Probes

/// The requests that tell a mesh's configurations apart, and what they reach, as text and as JSON.
package struct ProbeListing {
  private let tables: [ProbeTable]
  private let line: CurlLine

  /// `line`: how a request is written as a command.
  package init(tables: [ProbeTable], line: CurlLine) {
    self.tables = tables
    self.line = line
  }

  /// The requests as commands, table by table, with their aims as comments.
  package var lines: [String] { tables.flatMap(lines) }

  private func lines(of table: ProbeTable) -> [String] {
    var lines = ["# \(table.name) at \(ProxyList.words(table.proxies))"]
    if table.connection == nil { lines.append("# no connection leads to these routes") }
    for probe in table.probes.probes {
      guard let connection = table.connection, let proxy = table.proxies.first else { continue }
      lines += ["# \(probe.words)", line.text(probe.request, connection, at: proxy)]
    }
    if table.probes.leftOut > 0 {
      lines.append(
        "# \(table.probes.leftOut) more are left out: at most \(TableProbes.limit) for one table")
    }
    return lines
  }

  /// The requests as a value, an object for each table.
  package var json: JSONValue { .array(tables.map(json)) }

  private func json(_ table: ProbeTable) -> JSONValue {
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
}

extension ProbeListing {
  private var coverage: ProbeCoverage {
    var coverage = ProbeCoverage()
    for table in tables { coverage.add(table.probes.coverage) }
    return coverage
  }

  private var requestCount: Int { tables.reduce(0) { $0 + $1.probes.probes.count } }

  private static func rows(
    _ coverage: ProbeCoverage
  ) -> [(name: String, tally: ProbeCoverage.Tally)] {
    [
      ("virtual hosts", coverage.hosts), ("routes", coverage.routes),
      ("sides of conditions", coverage.sides),
    ]
  }

  /// What the requests reach, as text.
  package var coverageLines: [String] {
    let coverage = coverage
    var lines = ["\(requestCount) requests for \(tables.count) route tables"]
    for (name, tally) in Self.rows(coverage) {
      let more = tally.unreachable > 0 ? ", \(tally.unreachable) more unreachable" : ""
      lines.append("\(name): \(tally.reached) of \(tally.reachable)\(more)")
    }
    return lines
      + coverage.gaps.map { gap in
        "\(gap.reason == nil ? "not reached" : "unreachable"): \(gap.what)"
          + (gap.reason.map { " (\($0))" } ?? "")
      }
  }

  /// What the requests reach, as a value.
  package var coverageJSON: JSONValue {
    let coverage = coverage
    var value = JSONValue.object(
      of: Self.rows(coverage).map { name, tally in
        JSONValue.Member(
          name,
          [
            "reached": .number(Double(tally.reached)),
            "reachable": .number(Double(tally.reachable)),
            "unreachable": .number(Double(tally.unreachable)),
          ])
      })
    value["requests"] = .number(Double(requestCount))
    value["gaps"] = .array(
      coverage.gaps.map { gap in
        ["what": .string(gap.what), "reason": gap.reason.map { .string($0) } ?? .null]
      })
    return value
  }
}
