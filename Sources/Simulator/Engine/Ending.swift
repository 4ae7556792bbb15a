/// How an exchange ended at its receiver, in numbers; equal endings have one position.
///
/// A tree: a proxy's ending names the ending of its last attempt.
struct Ending: Hashable {
  /// Who made the answer.
  enum Kind: UInt8 {
    /// A proxy sent on what it got.
    case forwarded
    /// An application or outside host answered.
    case application
    /// An application closed the connection without an answer.
    case applicationReset
    /// A proxy answered by itself; ``Ending/reply`` says what.
    case local
    /// A proxy sent bytes on as they are.
    case tunnelled
    /// A proxy closed the connection, or refused it.
    case closed
    /// The request passed from proxy to proxy until the limit.
    case hopLimit
    /// It waits for something that never comes, such as a connection that it holds itself.
    case unanswered
    /// The client could not send it: `curlExit` says why.
    case unsent
  }

  var kind: Kind
  var curlExit: Int16 = 0
  var entry: Int32 = -1
  var plan: Int32 = -1
  var cluster: Int32 = -1
  var attempts: Int32 = 0
  var totalAttempts: Int32 = 0
  /// The position of the last attempt's ending.
  var child: Int32 = -1
  var flags: Flags = []
  var status: Int32 = 0
  var reset = Reset.none
  var limit = Limit.none
  /// Which of an application's first answers; -1 for its usual one.
  var reply: Int32 = -1
  var mirrors: UInt32 = 0
  /// Whether the attempt that was reset came after another.
  var isRetry = false

  /// Whether a response came, of whatever status.
  var isResponse: Bool { status != 0 }
}

/// Endings and their positions.
struct Endings {
  private(set) var all: [Ending] = []
  private var positions: [Ending: Int32] = [:]
  private var lastAsked: Int32 = -1

  /// The position of an ending.
  mutating func position(of ending: Ending) -> Int32 {
    if lastAsked >= 0, all[Int(lastAsked)] == ending { return lastAsked }
    if let known = positions[ending] {
      lastAsked = known
      return known
    }
    let position = Int32(all.count)
    all.append(ending)
    positions[ending] = position
    lastAsked = position
    return position
  }

  subscript(_ position: Int32) -> Ending { all[Int(position)] }
}
