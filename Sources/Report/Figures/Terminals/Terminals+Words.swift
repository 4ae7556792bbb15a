/// The terminals in words.
extension Words {
  func terminalsTitle(_ versions: String) -> String {
    pick("The terminals under \(versions)", "\(versions)의 터미널")
  }
  func terminalsCaption(_ versions: String, isCut: Bool, runsTogether: Bool) -> String {
    let cut = isCut ? pick(", from shortly before the first failure", "(첫 실패 직전부터)") : ""
    let streaks =
      runsTogether
      ? pick(
        " Envoy's own messages end without a new line, so they run together.",
        " Envoy의 메시지는 줄바꿈 없이 끝나므로 서로 이어진다.") : ""
    return pick(
      "What curl printed under \(versions)\(cut); in the margin, seconds since the start.\(streaks)",
      "\(versions)에서 curl이 출력한 내용\(cut). 왼쪽은 시작 후 초.\(streaks)")
  }
  func terminalSentence(_ client: String, _ answers: [String]) -> String {
    let list = answers.isEmpty ? none : answers.joined(separator: " | ")
    return pick("\(client) begins with: \(list).", "\(client)의 처음: \(list).")
  }
  var time: String { pick("Time", "시각") }
  var count: String { pick("Times", "횟수") }
  var printed: String { pick("Printed", "출력") }
}
