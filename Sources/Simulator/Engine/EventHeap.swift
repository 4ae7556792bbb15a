/// What happens at an instant of virtual time.
///
/// A plain value of 24 bytes: closures and existentials cost several times as much.
struct Event {
  /// What ``Event/subject`` is and what happens to it.
  enum Kind: UInt8 {
    /// A client sends its next requests.
    case clientWakes
    /// A client has waited as long as it may for an answer.
    case clientGivesUp
    /// A request reaches the proxy or application that it was sent to.
    case arrival
    /// A proxy has read a request, and decides about it.
    case handled
    /// The sender of a request learns its answer, or that the connection was closed.
    case answer
    /// A receiver learns that the sender does not wait any more.
    case cancellation
    /// A connection of a pool is there, or will never be.
    case connectionSettled
    /// An application is done with a request.
    case served
    case perTryTimeout
    case timeout
    case backOffOver
    /// What a filter let a request wait for is over.
    case holdOver
    /// A connection may have been without a stream for too long.
    case connectionIdle
    /// A connection has reached its greatest age.
    case connectionAged
  }

  /// Nanoseconds since the start.
  var time: Int64
  /// Events of one instant happen in the order in which they were scheduled.
  var sequence: UInt32
  /// A position in the array that the kind implies.
  var subject: Int32
  /// The generation of the subject's slot; an event for a slot that was given away is void.
  var generation: UInt32
  var kind: Kind
}

/// The events to come, earliest first.
///
/// A binary heap ordered by (time, sequence); both operations are logarithmic in the count.
struct EventHeap {
  private var events: [Event] = []
  private var nextSequence: UInt32 = 0

  var isEmpty: Bool { events.isEmpty }
  var count: Int { events.count }

  @inline(__always)
  private static func precedes(_ first: Event, _ second: Event) -> Bool {
    first.time != second.time ? first.time < second.time : first.sequence < second.sequence
  }

  /// Adds an event behind all others of its instant.
  mutating func push(_ kind: Event.Kind, at time: Int64, subject: Int32, generation: UInt32 = 0) {
    let event = Event(
      time: time, sequence: nextSequence, subject: subject, generation: generation, kind: kind)
    nextSequence += 1
    events.append(event)
    events.withUnsafeMutableBufferPointer { heap in
      var hole = heap.count - 1
      while hole > 0 {
        let parent = (hole - 1) / 2
        guard Self.precedes(event, heap[parent]) else { break }
        heap[hole] = heap[parent]
        hole = parent
      }
      heap[hole] = event
    }
  }

  /// Takes the earliest event.
  mutating func pop() -> Event? {
    guard let last = events.popLast() else { return nil }
    guard let first = events.first else { return last }
    events.withUnsafeMutableBufferPointer { heap in
      var hole = 0
      var child = 1
      while child < heap.count {
        if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
        guard Self.precedes(heap[child], last) else { break }
        heap[hole] = heap[child]
        hole = child
        child = 2 * hole + 1
      }
      heap[hole] = last
    }
    return first
  }
}
