internal import CommonMark
internal import Diagnostics
internal import Notebook

extension PageContext {
  /// What a trace does not say by its decisions alone, by kind, as `labbook curl` says it; what
  /// stands above already is counted.
  ///
  /// `told`: the remarks that stand above.
  func remarks(_ notes: [AnswerNote], _ told: inout Set<AnswerNote>) -> [Block] {
    let new = notes.filter { told.insert($0).inserted }
    var items = AnswerNote.Kind.allCases.compactMap { kind -> [Block]? in
      let own = new.filter { $0.kind == kind }
      guard !own.isEmpty else { return nil }
      return [
        .paragraph([.strong([.text(words.text(kind.heading))])]),
        .list(items: own.map { [.paragraph(remark($0))] }),
      ]
    }
    let repeated = notes.count - new.count
    if repeated > 0 { items.append([.paragraph([.text(words.remarksAbove(repeated))])]) }
    return items.isEmpty ? [] : [.section(style: "remarks", [.list(items: items)])]
  }

  private func remark(_ note: AnswerNote) -> [Inline] {
    var content: [Inline] = []
    if let code = note.code { content += [.code(code.rawValue), " "] }
    content.append(english(note.what))
    if let why = note.why { content += [.lineBreak, .text("\(words.why): "), english(why)] }
    if let fix = note.fix { content += [.lineBreak, .text("\(words.fix): "), english(fix)] }
    return content + note.origins.flatMap { origin($0) }
  }
}
