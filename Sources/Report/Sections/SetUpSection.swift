internal import Diagnostics
internal import CommonMark
internal import Notebook
internal import Simulator

extension PageContext {
  /// Clients, workloads and the network in words.
  func setUpList() -> [Block] {
    var items = clientsAlike.map { clients -> [Inline] in
      let names = Inline.strong([.text(clients.map(\.id).joined(separator: ", "))])
      guard let client = clients.first else { return [] }
      return [
        names, .text(" — \(words.client(client))"), .lineBreak,
        .code("\(client.request.method) \(client.request.url)"),
      ]
    }
    items += record.workloads.map { workload in
      [.strong([.text(workload.workload)]), .text(" — \(words.workload(workload))")]
    }
    items += record.external.map { host in
      [.strong([.text(host.host)]), .text(" — \(words.external(host))")]
    }
    if !record.clients.isEmpty {
      let network = words.network(record.network)
      items.append([.strong([.text(words.networkLabel)]), .text(" — \(network)")])
    }
    return items.isEmpty ? [] : [.list(items: items.map { [.paragraph($0)] })]
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
    let files = record.manifests.map(manifestBlock)
    let all: [Inline] = [
      .text("\(words.allManifests) "), .link(destination: download, [.code("manifests.yaml")]),
    ]
    return files + [.paragraph(all, style: "note")]
  }

  func manifestBlock(_ file: RunRecord.ManifestFile) -> Block {
    let code = Code(
      file.text, info: "yaml", label: file.path, lineAnchorPrefix: Self.anchorPrefix(file.path))
    let lineEnds = file.text.utf8.count { $0 == UInt8(ascii: "\n") }
    let count = words.lines(lineEnds + (file.text.hasSuffix("\n") ? 0 : 1))
    return .disclosure(
      summary: [.code(file.path), .span(style: "count", [.text(" · \(count)")])],
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
