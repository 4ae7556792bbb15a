internal import Notebook
internal import Simulator

/// Of what a figure or a trace tells: rule versions, which of the runs, which of the clients.
struct FigureScope: Hashable {
  /// The rule versions' names.
  var versions: String
  /// How many runs were made under them; figures are drawn from the first.
  var runs: Int
  /// All clients of the experiment, in its order.
  var clients: [String]

  init(_ record: RunRecord, _ range: Range<Int>) {
    versions = record.versionNames(range)
    let drawn = record.results[range].contains(where: \.consultedChance)
    runs = drawn ? max(1, record.replications) : 1
    clients = record.clients.map(\.id)
    for result in record.results[range] {
      for client in result.history.clients where !clients.contains(client) {
        clients.append(client)
      }
    }
  }
}

extension Words {
  /// From which run, and of which clients, such as ` From the first of 30 runs; all 8 clients.`.
  ///
  /// `shown`: the clients that are shown; `nil` for all.
  func scope(_ scope: FigureScope, showing shown: [String]? = nil) -> String {
    " \(run(scope)); \(clients(scope, shown ?? scope.clients))."
  }

  private func run(_ scope: FigureScope) -> String {
    scope.runs == 1
      ? pick("From the only run", "한 번의 실행에서")
      : pick("From the first of \(scope.runs) runs", "\(scope.runs)회 실행 중 첫 번째에서")
  }

  private func clients(_ scope: FigureScope, _ shown: [String]) -> String {
    let total = scope.clients.count
    guard shown.count < total else {
      return total == 1
        ? pick("its one client", "클라이언트 하나")
        : total == 2
          ? pick("both clients", "두 클라이언트 모두")
          : pick("all \(total) clients", "클라이언트 \(total)개 모두")
    }
    let names = shown.joined(separator: ", ")
    return pick(
      "\(shown.count) of \(total) clients: \(names)", "클라이언트 \(total)개 중 \(shown.count)개: \(names)")
  }

  /// How many of a run's distinct outcomes a page steps through.
  func tracesShown(_ shown: Int, of total: Int) -> String {
    guard shown < total else {
      return pick(
        "The first request of each distinct outcome, step by step.",
        "서로 다른 결과마다 첫 요청을 한 단계씩 따라간다.")
    }
    return pick(
      "The first requests of \(shown) of \(total) distinct outcomes, step by step.",
      "서로 다른 결과 \(total)가지 중 \(shown)가지의 첫 요청을 한 단계씩 따라간다.")
  }
}
