/// The pictures that can be placed.
enum FigureKind: String, Hashable, CaseIterable {
  /// Who sent how much to whom.
  case trafficGraph = "traffic-graph"
  /// Outcomes over time.
  case timeline
  /// What curl printed.
  case terminals
  /// Which rule acted in which proxy.
  case rules
  /// One request from call to call.
  case sequence
  /// What clients saw against what their proxies sent.
  case effective
  /// How long requests took.
  case responseTimes = "response-times"
}

/// A figure: what it shows of one run, from which its picture, table and words are made.
///
/// Each has a folder of its own. Rule versions whose figures are equal share one.
protocol ReportFigure: Hashable {
  /// The picture with its caption and the table of its data.
  ///
  /// - `id`: unique in the page; also the file's name.
  /// - `scope`: of which rule versions, run and clients it tells.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture
}
