internal import CommonMark
internal import Notebook

extension TrafficGraph {
  /// The picture with its caption, which begins with what it shows, and its data.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let versions = scope.versions
    let sentences = edges.map { edge in
      let name = "\(nodes[edge.source].name) → \(nodes[edge.target].name)"
      let rate = FixedPoint.text(edge.flow.rate, places: 1)
      if edge.isMirror { return "\(name): \(words.copies(rate))" }
      let text = words.edge(
        name, rate: rate, time: FixedPoint.duration(nanoseconds: edge.meanNanoseconds))
      guard edge.failures > 0 else { return text }
      return text + ", \(words.failed(PageContext.percent(edge.failures, of: edge.flow.count)))"
    }
    let refusals = nodes.filter { $0.refusals.count > 0 }.map { node in
      let rate = FixedPoint.text(node.refusals.rate, places: 1)
      return "\(refuser(node, words)): \(words.refusedRate(rate, share(node)))"
    }
    return Picture(
      id: id, title: words.graphTitle(versions),
      description: (sentences + refusals).joined(separator: "; "), drawing: drawing(words),
      caption: [.text("\(finding(versions, words)) \(rates(words))" + words.scope(scope))],
      table: table(id: id, words: words, title: words.graphTitle(versions)),
      narrow: narrowDrawing(words))
  }

  /// What the graph shows, in a sentence.
  private func finding(_ versions: String, _ words: Words) -> String {
    let refusing = nodes.filter { $0.refusals.count > 0 }
    guard refusing.isEmpty else {
      let sorted = refusing.sorted { $0.refusalShare < $1.refusalShare }
      return words.graphRefusals(
        versions, refusing.flatMap(\.proxies).uniqued, sorted.map(share))
    }
    if hasLoop { return words.graphLoops(versions) }
    return edges.contains { $0.failures > 0 }
      ? words.graphFailures(versions) : words.graphAnswers(versions)
  }

  private func rates(_ words: Words) -> String {
    words.graphRates(
      hasRetries: edges.contains {
        nodes[$0.source].column != .workload && $0.meanAttempts >= 1.05
      })
  }

  private var hasLoop: Bool {
    edges.contains { edge in
      nodes[edge.source].column == .workload && edge.flow.count > 0 && edge.failures > 0
    }
  }

  private func share(_ node: Node) -> String {
    PageContext.percent(node.refusals.count, of: max(node.arrivals, node.refusals.count))
  }

  private func refuser(_ node: Node, _ words: Words) -> String {
    node.proxies.map { words.proxyOf($0) }.joined(separator: ", ")
  }

  private func table(id: String, words: Words, title: String) -> Table {
    let names = [words.from, words.to]
    let numbers = [
      words.requests, words.rate, words.meanTime, words.attemptsPerRequest, words.failedColumn,
    ]
    let edgeRows = edges.map { edge -> [Table.Cell] in
      let numbers = [
        "\(edge.flow.count)", FixedPoint.text(edge.flow.rate, places: 2),
        edge.isMirror ? "–" : FixedPoint.duration(nanoseconds: edge.meanNanoseconds),
        FixedPoint.text(edge.meanAttempts, places: 2),
        PageContext.counted(edge.failures, of: edge.flow.count),
      ]
      let target = full(edge.target)
      return [
        .init([.text(full(edge.source))]),
        .init([.text(edge.isMirror ? words.copied(target) : target)]),
      ] + numbers.map { Table.Cell([.text($0)], style: "number") }
    }
    let refusalRows = nodes.indices.filter { nodes[$0].refusals.count > 0 }.map {
      node -> [Table.Cell] in
      let refusals = nodes[node].refusals
      return [
        .init([.text(full(node))]),
        .init([.text(words.refusedAt(refuser(nodes[node], words)))]),
      ]
        + [
          "\(refusals.count)", FixedPoint.text(refusals.rate, places: 2), "–", "–",
          PageContext.counted(refusals.count, of: max(nodes[node].arrivals, refusals.count)),
        ].map { Table.Cell([.text($0)], style: "number") }
    }
    let header =
      names.map { Table.Cell([.text($0)]) }
      + numbers.map { Table.Cell([.text($0)], style: "number") }
    return Table(
      id: "data-\(id)", caption: [.text(title)], header: header, rows: edgeRows + refusalRows)
  }

  private func full(_ node: Int) -> String {
    let node = nodes[node]
    if node.column == .client { return node.name }
    return node.detail.isEmpty ? node.name : "\(node.name).\(node.detail)"
  }
}

extension [String] {
  /// Each once, in the order of first appearance.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
