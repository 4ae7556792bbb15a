internal import CommonMark
internal import Notebook
internal import Simulator

extension PageContext {
  /// The leading rule version's figure, and those of the others folded away where they differ.
  ///
  /// - Returns: `nil` where no rule version has the name asked for.
  func figures(_ pictures: [PictureGroup], rules: String?) -> [Block]? {
    if let rules {
      guard
        let index = record.results.firstIndex(where: {
          $0.ruleVersion == rules || $0.requestedName == rules
        })
      else { return nil }
      return pictures.filter { $0.range.contains(index) }.map { block($0.value) }
    }
    guard let leading = record.leadingResult else { return [] }
    let (first, others) = pictures.reduce(into: ([Block](), [Block]())) { split, group in
      if group.range.contains(leading) {
        split.0.append(block(group.value))
      } else {
        split.1.append(group.value.figure(words: words, isFolded: true))
      }
    }
    guard !others.isEmpty else { return first }
    return first + [
      .disclosure(
        summary: [.strong([.text(words.otherVersions)])], style: "others", others)
    ]
  }

  /// The traffic graph of the leading rule version, for the index.
  var leadingPicture: Picture? {
    guard let leading = record.leadingResult else { return nil }
    return pictures(.trafficGraph).first { $0.range.contains(leading) }?.value
  }

  /// The figure, folded away below its title where it is one that may be and taller than a screen.
  private func block(_ picture: Picture) -> Block {
    guard picture.foldsWhenTall, picture.drawing.height > Self.screenHeight else {
      return picture.figure(words: words)
    }
    return .disclosure(
      summary: [.strong([.text(picture.title)])], style: "others",
      [picture.figure(words: words, isFolded: true)])
  }

  /// In pixels.
  private static let screenHeight = 800

  /// One picture for each group of rule versions.
  struct PictureGroup {
    var range: Range<Int>
    var value: Picture
  }

  func pictures(_ kind: FigureKind) -> [PictureGroup] {
    switch kind {
    case .trafficGraph:
      let owners = TrafficGraph.owners(record)
      return grouped(kind) { TrafficGraph($0.history, of: record, owners: owners) }
    case .timeline: return grouped(kind) { Timeline($0.history) }
    case .terminals: return grouped(kind) { Terminals($0.history, clients: record.clients) }
    case .rules: return grouped(kind) { RulesActed($0.history, manifests: record.manifests) }
    case .effective: return whole(kind, EffectiveActual(self))
    case .responseTimes: return whole(kind, ResponseTimes(record))
    case .sequence: return grouped(kind) { SequenceDiagram($0.history) }
    }
  }

  /// One picture for all rule versions.
  private func whole(_ kind: FigureKind, _ figure: (some ReportFigure)?) -> [PictureGroup] {
    guard let figure else { return [] }
    let range = record.results.indices
    return [
      PictureGroup(
        range: range,
        value: figure.picture(
          id: kind.rawValue, scope: FigureScope(record, range), words: words))
    ]
  }

  private func grouped<Shown: ReportFigure>(
    _ kind: FigureKind, by figure: (RuleVersionResult) -> Shown?
  ) -> [PictureGroup] {
    VersionGroup.merged(record.results, by: figure).compactMap { group in
      guard let shown = group.value else { return nil }
      let name = record.results[group.range.upperBound - 1].ruleVersion
      let id = "\(kind.rawValue)-\(HeadingSlug.slug(name))"
      let scope = FigureScope(record, group.range)
      return PictureGroup(
        range: group.range, value: shown.picture(id: id, scope: scope, words: words))
    }
  }
}
