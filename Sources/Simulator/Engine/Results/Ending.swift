internal import DataPlane

/// How an exchange ended at its receiver, in numbers; equal endings have one position.
///
/// A tree: a proxy's ending names the ending of its last attempt.
struct Ending: Hashable {
  /// Who made the answer.
  enum Kind: UInt8 {
    /// A proxy answered: by itself, or with what it got (``Ending/answer``).
    case routed
    /// An application or outside host answered.
    case application
    /// An application closed the connection without an answer.
    case applicationReset
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
  var answer = RouterStream.Answer.planned
  var fate = AttemptFate.open
  var limit: LimitBreach.Limit?
  var station = Position<Station>.none
  var plan = Position<RoutePlan>.none
  var cluster = Position<ClusterState>.none
  var attempts: Int32 = 0
  var totalAttempts: Int32 = 0
  /// The last attempt's ending.
  var child = Position<Ending>.none
  var flags = ResponseFlags()
  var status: Int32 = 0
  /// Which of an application's first answers; -1 for its usual one.
  var reply: Int32 = -1
  var mirrors = Position<MirrorSet>.none

  init(kind: Kind) { self.kind = kind }

  /// Whether a response came, of whatever status.
  var isResponse: Bool { status != 0 }

  /// Whether a proxy made the answer itself.
  var isLocal: Bool {
    switch kind {
    case .routed: answer != .upstream
    case .closed: !child.exists || fate != .open
    case .application, .applicationReset, .tunnelled, .hopLimit, .unanswered, .unsent: false
    }
  }
}

/// Endings and their positions.
struct Endings {
  private var interning = Interning<Ending>()
  /// Each once.
  var all: [Ending] { interning.table.elements }
  private var lastAsked = Position<Ending>.none

  /// The position of an ending.
  mutating func position(of ending: Ending) -> Position<Ending> {
    if lastAsked.exists, interning[lastAsked] == ending { return lastAsked }
    lastAsked = interning.position(of: ending)
    return lastAsked
  }

  @inline(__always)
  subscript(position: Position<Ending>) -> Ending {
    _read { yield interning[position] }
  }
}
