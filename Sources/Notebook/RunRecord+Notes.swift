public import Diagnostics

extension RunRecord {
  /// Keeps the remarks on traces, each once.
  ///
  /// `remarks`: by result and trace of its history.
  public mutating func keep(_ remarks: [[[AnswerNote]]]) {
    var kept: [AnswerNote] = []
    var places: [AnswerNote: Int] = [:]
    for (index, traces) in remarks.enumerated() {
      results[index].traceNotes = traces.map { notes in
        notes.map { note in
          if let place = places[note] { return place }
          places[note] = kept.count
          kept.append(note)
          return kept.count - 1
        }
      }
    }
    notes = kept
  }

  /// The remarks on a trace of a result, in their order.
  public func notes(on trace: Int, of result: RuleVersionResult) -> [AnswerNote] {
    guard let notes, let places = result.traceNotes, places.indices.contains(trace) else {
      return []
    }
    return places[trace].compactMap { notes.indices.contains($0) ? notes[$0] : nil }
  }
}
