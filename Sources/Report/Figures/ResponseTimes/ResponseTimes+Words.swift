/// The distribution of response times in words.
extension Words {
  /// The figure's name.
  var responseTimesTitle: String { pick("How long requests took", "요청에 걸린 시간") }
  /// What a curve shows.
  func responseTimes(_ versions: String, half: String, most: String, count: Int) -> String {
    pick(
      "Under \(versions) half of the requests ended within \(half), 99 % within \(most) (n = \(count)).",
      "\(versions): 요청의 절반은 \(half), 99 %는 \(most) 안에 끝났다(n = \(count)).")
  }
  /// Why a curve cannot be read as that of an open system.
  var closedLoop: String {
    pick(
      "A client in a loop asks again only when it has its answer, so fast answers count more often.",
      "루프로 호출하는 클라이언트는 응답을 받은 뒤에야 다시 호출하므로, 빠른 응답이 더 자주 세어진다.")
  }
  /// A line of the legend.
  func curve(_ versions: String, _ count: Int) -> String { "\(versions) (n = \(count))" }
  /// The column of the shortest time.
  var least: String { pick("Least", "최소") }
  /// The column of the longest time.
  var greatest: String { pick("Greatest", "최대") }
}
