/// Applications: a line before a number of servers, and an answer.
extension Engine {
  /// A request reaches an application: it is served at once, or waits in line.
  mutating func beginService(_ exchange: Int32) {
    let application = Int(entries[Int(exchanges[Int(exchange)].entry)].application)
    if applications[application].busy >= applications[application].concurrency {
      applications[application].line.append(exchange)
    } else {
      serve(exchange, application)
    }
  }

  private mutating func serve(_ exchange: Int32, _ application: Int) {
    applications[application].busy += 1
    let stream = exchanges[Int(exchange)].key.stream(.serviceTime)
    if applications[application].isRandom { consultedChance = true }
    let time = applications[application].serviceTime.sample(stream)
    schedule(.served, exchange, after: time)
  }

  /// The application answers, and turns to the next in line.
  mutating func served(_ exchange: Int32) {
    let entry = exchanges[Int(exchange)].entry
    let application = Int(entries[Int(entry)].application)
    let number = applications[application].answered
    applications[application].answered += 1
    applications[application].busy -= 1
    let start = applications[application].lineStart
    if start < applications[application].line.count {
      let next = applications[application].line[start]
      applications[application].lineStart += 1
      if applications[application].lineStart > 1024 {
        applications[application].line.removeFirst(applications[application].lineStart)
        applications[application].lineStart = 0
      }
      serve(next, application)
    }
    let isFirst = number < applications[application].respondFirst.count
    var ending = Ending(kind: applications[application].resets ? .applicationReset : .application)
    ending.entry = entry
    if !applications[application].resets {
      ending.reply = isFirst ? Int32(number) : -1
      let response =
        isFirst
        ? applications[application].respondFirst[number].status
        : applications[application].respond.status
      ending.status = Int32(response)
    }
    respond(exchange, endings.position(of: ending))
  }
}
