/// Effective against actual in words.
extension Words {
  /// The figure's name.
  var effectiveActualTitle: String {
    pick(
      "What clients saw, and what their proxies sent for it", "클라이언트가 본 것과, 그것을 위해 프록시가 보낸 것")
  }
  /// What a pair of bars shows.
  func effectiveActual(
    _ client: String, _ versions: String, effective: String, actual: String
  ) -> String {
    pick(
      "\(client) under \(versions): \(effective) of its requests succeed (effective), and "
        + "\(actual) of the attempts that its proxy makes for them (actual).",
      "\(versions), \(client): 요청의 \(effective)가 성공하고(유효), 이를 위해 프록시가 보낸 시도 중에서는 "
        + "\(actual)가 성공한다(실제).")
  }
  /// The label of the upper bar.
  func ofRequests(_ share: String) -> String { pick("\(share) of requests", "요청의 \(share)") }
  /// The label of the lower bar.
  func ofAttempts(_ share: String) -> String { pick("\(share) of attempts", "시도의 \(share)") }
  /// Pairs that are left out.
  func morePairs(_ count: Int) -> String {
    pick("\(count) more pairs are in the table of attempts.", "나머지 \(count)쌍은 시도 표에 있다.")
  }
}
