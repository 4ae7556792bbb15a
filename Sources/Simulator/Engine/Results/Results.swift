internal import DataPlane

/// What happened: records of requests, outcomes, traces, and what they are made of.
struct Results {
  private(set) var records: [RequestRecord] = []
  private(set) var traces: [RequestTrace] = []
  var endings = Endings()
  /// The clusters that copies went to, as endings share them.
  var mirrorSets = Interning<MirrorSet>()
  /// Why attempts were tried again or not, as attempts share them.
  var decisions = Interning<String>()
  private(set) var outcomes = Interning<Outcome>()
  private var replies: [Position<Ending>: Reply] = [:]

  /// How many distinct outcomes there are.
  var outcomeCount: Int { outcomes.table.count }

  /// A request of a client begins.
  mutating func begin(client: Int, number: Int, at now: Int64) {
    let time = SimulationTime(nanoseconds: now)
    records.append(
      RequestRecord(client: client, number: number, start: time, end: time, outcome: -1))
  }

  /// A request of a client ends.
  mutating func end(_ record: Int, with outcome: Position<Outcome>, at now: Int64) {
    records[record].end = SimulationTime(nanoseconds: now)
    records[record].outcome = outcome.index
  }

  /// The position of an outcome.
  mutating func position(of outcome: Outcome) -> Position<Outcome> {
    outcomes.position(of: outcome)
  }

  mutating func keep(_ trace: RequestTrace) { traces.append(trace) }

  /// The response of a receiver that ended so; `nil` before it was written out.
  func reply(of ending: Position<Ending>) -> Reply? { replies[ending] }

  /// Keeps a response that was written out.
  mutating func keep(_ reply: Reply, of ending: Position<Ending>) { replies[ending] = reply }
}

/// A response in full, as one receiver sends it back.
struct Reply {
  var head: ResponseHead
  var body: String
  /// %RESPONSE_CODE_DETAILS% at that receiver.
  var details: String
}
