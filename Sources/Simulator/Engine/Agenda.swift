internal import Limits

/// What is to happen, what time it is, and how much work was done.
struct Agenda {
  /// Nanoseconds since the start.
  private(set) var now: Int64 = 0
  /// Steps taken: events, requests of clients, attempts and copies of proxies, rings and tables.
  var stepCount = 0
  private var heap = EventHeap()
  /// Events that only tidy up: a run does not go on for their sake.
  private var upkeepCount = 0

  /// Schedules something.
  @inline(__always)
  mutating func schedule(
    _ kind: Event.Kind, _ subject: Int32, generation: UInt32 = 0, after delay: Int64
  ) {
    if kind.isUpkeep { upkeepCount += 1 }
    heap.push(kind, at: now.adding(saturating: delay), subject: subject, generation: generation)
  }

  /// Takes the next event, and lets time pass until it; `nil` where only upkeep is left.
  @inline(__always)
  mutating func next() -> Event? {
    guard heap.count > upkeepCount, let event = heap.pop() else { return nil }
    if event.kind.isUpkeep { upkeepCount -= 1 }
    now = event.time
    stepCount += 1
    return event
  }
}

extension Event.Kind {
  /// Whether it happens to a connection that nobody uses.
  @inline(__always)
  var isUpkeep: Bool {
    switch self {
    case .connectionIdle, .connectionAged: true
    case .clientWakes, .clientGivesUp, .arrival, .handled, .answer, .cancellation,
      .connectionSettled, .served, .perTryTimeout, .timeout, .backOffOver, .holdOver:
      false
    }
  }
}
