internal import CommonMark
internal import Notebook

extension SequenceDiagram {
  /// The picture with its caption, which begins with what it shows, and its data.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let request = words.traceOf(client, number: number)
    let end = words.outcome(outcome)
    let finding = words.sequenceFinding(request, scope.versions, end)
    return Picture(
      id: id, title: words.sequenceTitle(scope.versions), description: finding,
      drawing: drawing(words, .wide),
      caption: [.text(finding + words.scope(scope, showing: [client]))],
      table: table(id: id, words: words, title: words.sequenceTitle(scope.versions)),
      narrow: drawing(words, .narrow))
  }

  private func table(id: String, words: Words, title: String) -> Table {
    let rows = events.map { event -> [Table.Cell] in
      let ends: (String, String) =
        switch event.kind {
        case .message(let from, let to, _): (name(from, words), name(to, words))
        case .refusal(let place), .note(let place): (name(place, words), "–")
        }
      return [
        .init([.text("+\(words.duration(event.nanoseconds))")]), .init([.text(ends.0)]),
        .init([.text(ends.1)]), .init([.text(event.text.isEmpty ? "–" : event.text)]),
      ]
    }
    let header = [words.time, words.from, words.to, words.happened]
    return Table(
      id: "data-\(id)", caption: [.text(title)], header: header.map { .init([.text($0)]) },
      rows: rows)
  }

  private func name(_ lifeline: Int, _ words: Words) -> String {
    "\(words.role(lifelines[lifeline].role)) \(lifelines[lifeline].name)"
  }
}
