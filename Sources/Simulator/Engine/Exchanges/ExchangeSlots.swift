/// The requests on their way.
///
/// Slots are reused: a request takes them, and gives them all back when nobody works on it any
/// more.
struct ExchangeSlots {
  private(set) var exchanges = Table<Exchange>()
  private(set) var roots = Table<Root>()
  private var freeExchange = Position<Exchange>.none
  private var freeRoot = Position<Root>.none

  @inline(__always)
  subscript(position: Position<Exchange>) -> Exchange {
    _read { yield exchanges[position] }
    _modify { yield &exchanges[position] }
  }

  @inline(__always)
  subscript(position: Position<Root>) -> Root {
    _read { yield roots[position] }
    _modify { yield &roots[position] }
  }

  /// A slot for one request of a client.
  mutating func makeRoot(client: Position<ClientState>, record: Int) -> Position<Root> {
    var root = Root()
    root.client = client
    root.record = record
    guard freeRoot.exists else { return roots.append(root) }
    let position = freeRoot
    freeRoot = roots[position].next
    roots[position] = root
    return position
  }

  /// A slot for one request on its way from a sender to a receiver; the sender waits for it.
  mutating func makeExchange(
    root: Position<Root>, parent: Position<Exchange>, key: DrawKey, at now: Int64
  ) -> Position<Exchange> {
    let position: Position<Exchange>
    if freeExchange.exists {
      position = freeExchange
      freeExchange = exchanges[position].nextOfRoot
      exchanges[position].reset()
    } else {
      position = exchanges.append(Exchange())
    }
    exchanges[position].root = root
    exchanges[position].parent = parent
    exchanges[position].key = key
    exchanges[position].state = .pending
    exchanges[position].sending.start = now
    let last = roots[root].last
    if last.exists {
      exchanges[last].nextOfRoot = position
    } else {
      roots[root].first = position
    }
    roots[root].last = position
    roots[root].openEnds += 1
    roots[root].exchangeCount += 1
    return position
  }

  /// The receiver begins its work.
  @inline(__always)
  mutating func openReceiver(_ exchange: Position<Exchange>) {
    exchanges[exchange].isReceiverBusy = true
    roots[exchanges[exchange].root].openEnds += 1
  }

  /// The receiver is done.
  ///
  /// - Returns: whether nobody works on the request any more.
  @inline(__always)
  mutating func closeReceiver(_ exchange: Position<Exchange>) -> Bool {
    guard exchanges[exchange].isReceiverBusy else { return false }
    exchanges[exchange].isReceiverBusy = false
    return closeEnd(exchanges[exchange].root)
  }

  /// The sender knows how it ended.
  ///
  /// - Returns: whether nobody works on the request any more.
  @inline(__always)
  mutating func closeSender(_ exchange: Position<Exchange>, at now: Int64) -> Bool {
    exchanges[exchange].state = .ended
    exchanges[exchange].sending.end = now
    return closeEnd(exchanges[exchange].root)
  }

  @inline(__always)
  private mutating func closeEnd(_ root: Position<Root>) -> Bool {
    roots[root].openEnds -= 1
    return roots[root].openEnds == 0
  }

  /// Gives the slots of a request back.
  mutating func release(_ root: Position<Root>) {
    var position = roots[root].first
    while position.exists {
      let next = exchanges[position].nextOfRoot
      exchanges[position].generation &+= 1
      exchanges[position].state = .free
      exchanges[position].nextOfRoot = freeExchange
      freeExchange = position
      position = next
    }
    roots[root].next = freeRoot
    freeRoot = root
  }

  /// Puts an attempt behind the others of its parent.
  mutating func link(_ attempt: Position<Exchange>, to parent: Position<Exchange>) {
    let last = exchanges[parent].receiving.lastAttempt
    if last.exists {
      exchanges[last].nextSibling = attempt
    } else {
      exchanges[parent].receiving.firstAttempt = attempt
    }
    exchanges[parent].receiving.lastAttempt = attempt
  }
}
