internal import CommonMark
internal import Notebook

extension RunRecord {
  /// What its runs answer; records of older versions have it made anew.
  var givenAnswer: Answer { answer ?? Answer(to: self) }
}

extension PageContext {
  /// The answer, marked as such, with the lines that it names as links.
  func answerBlock() -> [Block] {
    let text = words.text(record.givenAnswer.text)
    guard !text.isEmpty else { return [] }
    return [
      .section(
        style: "answer",
        [
          .paragraph([.strong([.text("\(words.answer):")]), " "] + linkedPlaces(text))
        ])
    ]
  }

  /// Text in which each `file.yaml:LINE` of a manifest leads to that line of the page.
  func linkedPlaces(_ text: String) -> [Inline] {
    var content: [Inline] = []
    var rest = text[...]
    while let found = firstPlace(in: rest) {
      if found.range.lowerBound > rest.startIndex {
        content.append(.text(String(rest[..<found.range.lowerBound])))
      }
      let name = Inline.span(style: "name", [.code(String(rest[found.range]))])
      content.append(.reference(id: found.id, [name]))
      rest = rest[found.range.upperBound...]
    }
    if !rest.isEmpty { content.append(.text(String(rest))) }
    return content
  }

  private func firstPlace(
    in text: Substring
  ) -> (range: Range<Substring.Index>, id: String)? {
    var best: (range: Range<Substring.Index>, id: String)?
    for manifest in record.manifests {
      let name = manifest.path.split(separator: "/").last ?? ""
      guard !name.isEmpty, let found = text.firstRange(of: "\(name):") else { continue }
      let digits = text[found.upperBound...].prefix { ("0"..."9").contains($0) }
      guard let line = Int(digits), line > 0 else { continue }
      let range = found.lowerBound..<digits.endIndex
      if best == nil || range.lowerBound < best?.range.lowerBound ?? text.endIndex {
        best = (range, Code.lineID(prefix: Self.anchorPrefix(manifest.path), line: line))
      }
    }
    return best
  }
}
