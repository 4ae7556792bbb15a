internal import CommonMark
internal import Notebook

extension TrafficGraph {
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let versions = scope.versions
    let seconds = FixedPoint.shortest(Double(nanoseconds) / 1e9, places: 1)
    let sentences = edges.map { edge in
      let name = "\(nodes[edge.source].name) → \(nodes[edge.target].name)"
      if edge.isMirror {
        return "\(name): \(words.copies(FixedPoint.text(rate(edge), places: 1)))"
      }
      let text = words.edge(
        name, rate: FixedPoint.text(rate(edge), places: 1),
        time: FixedPoint.duration(nanoseconds: edge.meanNanoseconds))
      guard edge.failures > 0 else { return text }
      return text + ", \(words.failed(PageContext.percent(edge.failures, of: edge.passages)))"
    }
    return Picture(
      id: id, title: words.graphTitle(versions),
      description: sentences.joined(separator: "; "), drawing: drawing(words),
      caption: [
        .text(
          words.graphCaption(
            versions, seconds: seconds, hasFailures: edges.contains { $0.failures > 0 })
            + words.scope(scope))
      ],
      table: table(id: id, words: words, title: words.graphTitle(versions)))
  }

  private func table(id: String, words: Words, title: String) -> Table {
    let names = [words.from, words.to]
    let numbers = [words.requests, words.rate, words.meanTime, words.failedColumn]
    let rows = edges.map { edge -> [Table.Cell] in
      let numbers = [
        "\(edge.passages)", FixedPoint.text(rate(edge), places: 2),
        edge.isMirror ? "–" : FixedPoint.duration(nanoseconds: edge.meanNanoseconds),
        PageContext.counted(edge.failures, of: edge.passages),
      ]
      return [
        .init([.text(full(edge.source))]),
        .init([.text(edge.isMirror ? words.copied(full(edge.target)) : full(edge.target))]),
      ]
        + numbers.map { Table.Cell([.text($0)], style: "number") }
        + [.init([.text(refusers(edge, words))])]
    }
    let header =
      names.map { Table.Cell([.text($0)]) }
      + numbers.map { Table.Cell([.text($0)], style: "number") }
      + [Table.Cell([.text(words.refusedBy)])]
    return Table(id: "data-\(id)", caption: [.text(title)], header: header, rows: rows)
  }

  private func full(_ node: Int) -> String {
    let node = nodes[node]
    if node.column == .client { return node.name }
    return node.detail.isEmpty ? node.name : "\(node.name).\(node.detail)"
  }

  /// The proxies at either end of an edge that refused.
  private func refusers(_ edge: Edge, _ words: Words) -> String {
    guard edge.failures > 0 else { return "–" }
    let ends = [nodes[edge.source], nodes[edge.target]].filter { $0.refusals > 0 }
    let proxies = ends.flatMap(\.proxies).map { words.proxyOf($0) }
    return proxies.isEmpty ? "–" : proxies.joined(separator: ", ")
  }
}
