internal import Diagnostics
internal import CommonMark
internal import Notebook
internal import Simulator

extension PageContext {
  /// Clients, workloads and the network in words, folded below how many there are.
  func setUpList() -> [Block] {
    var items = clientsAlike.map { clients -> [Inline] in
      let names = Inline.strong([.text(clients.map(\.id).joined(separator: ", "))])
      guard let client = clients.first else { return [] }
      return [
        names, .text(" — \(words.client(client))"), .lineBreak,
        .code("\(client.request.method) \(client.request.url)"),
      ]
    }
    items += Self.alike(record.workloads.map { ($0.workload, words.workload($0)) })
    items += Self.alike(record.external.map { ($0.host, words.external($0)) })
    if !record.clients.isEmpty {
      var network = words.network(record.network)
      if record.sharesDependOnProxyTime { network += words.sharesDependOnProxyTime }
      items.append([.strong([.text(words.networkLabel)]), .text(" — \(network)")])
    }
    guard !items.isEmpty else { return [] }
    let summary = words.setUpSummary(
      clients: record.clients.count, workloads: record.workloads.count,
      hosts: record.external.count)
    return [
      .disclosure(
        summary: [.text(summary)], style: "setup", [.list(items: items.map { [.paragraph($0)] })])
    ]
  }

  /// A line for all names of which the same is said.
  private static func alike(_ said: [(name: String, words: String)]) -> [[Inline]] {
    var groups: [(names: [String], words: String)] = []
    for (name, words) in said {
      if let known = groups.firstIndex(where: { $0.words == words }) {
        groups[known].names.append(name)
      } else {
        groups.append(([name], words))
      }
    }
    return groups.map { group in
      [.strong([.text(group.names.joined(separator: ", "))]), .text(" — \(group.words)")]
    }
  }

  /// The clients, those together that differ in their names alone.
  private var clientsAlike: [[ClientPlan]] {
    var groups: [[ClientPlan]] = []
    for client in record.clients {
      var nameless = client
      let known = groups.firstIndex { group in
        guard let first = group.first else { return false }
        nameless.id = first.id
        return nameless == first
      }
      if let known { groups[known].append(client) } else { groups.append([client]) }
    }
    return groups
  }

  /// Each manifest as written, its lines numbered, folded away.
  func manifestBlocks() -> [Block] {
    guard !record.manifests.isEmpty else { return [] }
    let download = "\(root)manifests.yaml"
    let acted = actedLines()
    let files = record.manifests.map { manifestBlock($0, acted: acted) }
    let all: [Inline] = [
      .text("\(words.allManifests) "), .link(destination: download, [.code("manifests.yaml")]),
    ]
    return files + [.paragraph(all, style: "note")]
  }

  /// Where rules and limits stand that acted under any rule version, by file.
  func actedLines() -> [String: Set<Int>] {
    var lines: [String: Set<Int>] = [:]
    for result in record.results {
      for rule in RulesActed(result.history).actors.flatMap(\.rules) {
        guard let place = rule.origin.location, let manifest = manifest(of: place.file) else {
          continue
        }
        lines[manifest.path, default: []].insert(place.line)
      }
    }
    return lines
  }

  /// One manifest, folded away, the lines that acted marked.
  func manifestBlock(
    _ file: RunRecord.ManifestFile, acted: [String: Set<Int>]
  ) -> Block {
    let marked = acted[file.path] ?? []
    let code = Code(
      file.text, info: "yaml", label: file.path, lineAnchorPrefix: Self.anchorPrefix(file.path),
      markedLines: marked)
    let lineEnds = file.text.utf8.count { $0 == UInt8(ascii: "\n") }
    let count = words.lines(lineEnds + (file.text.hasSuffix("\n") ? 0 : 1))
    return .disclosure(
      summary: [
        .code(file.path),
        .span(
          style: "count",
          [.text(" · \(count)" + (marked.isEmpty ? "" : ", \(words.actedLines(marked.count))"))]),
      ],
      style: "manifest", [.code(code)])
  }

  /// All manifests as one stream.
  static func manifestStream(_ record: RunRecord) -> String {
    var stream = ""
    for file in record.manifests {
      if !stream.isEmpty { stream += "---\n" }
      stream += "# \(VisibleText.line(file.path))\n\(file.text)"
      if !stream.hasSuffix("\n") { stream += "\n" }
    }
    return stream
  }
}

extension RunRecord {
  /// Whether a limit refused calls of a client that waits for each answer: how many there are then
  /// depends on how long each takes (flag `UO`).
  fileprivate var sharesDependOnProxyTime: Bool {
    let loops = Set(
      clients.filter { if case .loop = $0.traffic { true } else { false } }.map(\.id))
    return results.contains { result in
      result.outcomes.contains {
        loops.contains($0.client) && $0.count > 0
          && $0.outcome.decidingFlags.split(separator: ",").contains("UO")
      }
    }
  }
}
