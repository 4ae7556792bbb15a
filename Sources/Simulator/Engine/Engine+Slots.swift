/// Slots are reused: a request takes them, and gives them all back when nobody works on it any more.
extension Engine {
  /// A slot for one request of a client.
  mutating func makeRoot(client: Int32) -> Int32 {
    let position: Int32
    if freeRoot >= 0 {
      position = freeRoot
      freeRoot = roots[Int(position)].next
    } else {
      position = Int32(roots.count)
      roots.append(Root())
    }
    let generation = roots[Int(position)].generation
    roots[Int(position)] = Root()
    roots[Int(position)].generation = generation
    roots[Int(position)].client = client
    return position
  }

  /// A slot for one request on its way from a sender to a receiver; the sender waits for it.
  mutating func makeExchange(root: Int32, parent: Int32, key: DrawKey) -> Int32 {
    eventCount += 1
    let position: Int32
    if freeExchange >= 0 {
      position = freeExchange
      freeExchange = exchanges[Int(position)].nextOfRoot
    } else {
      position = Int32(exchanges.count)
      exchanges.append(Exchange())
    }
    var exchange = Exchange()
    exchange.generation = exchanges[Int(position)].generation
    exchange.root = root
    exchange.parent = parent
    exchange.key = key
    exchange.state = .pending
    exchange.start = now
    exchanges[Int(position)] = exchange
    if roots[Int(root)].last >= 0 {
      exchanges[Int(roots[Int(root)].last)].nextOfRoot = position
    } else {
      roots[Int(root)].first = position
    }
    roots[Int(root)].last = position
    roots[Int(root)].openEnds += 1
    roots[Int(root)].exchangeCount += 1
    if roots[Int(root)].exchangeCount > Simulation.exchangeLimit {
      truncation =
        "one request brought about more than \(Simulation.exchangeLimit) others: retries and copies "
        + "multiply from proxy to proxy"
    }
    return position
  }

  /// The receiver begins its work.
  @inline(__always)
  mutating func openReceiver(_ exchange: Int32) {
    exchanges[Int(exchange)].isReceiverBusy = true
    roots[Int(exchanges[Int(exchange)].root)].openEnds += 1
  }

  /// The receiver is done.
  @inline(__always)
  mutating func closeReceiver(_ exchange: Int32) {
    guard exchanges[Int(exchange)].isReceiverBusy else { return }
    exchanges[Int(exchange)].isReceiverBusy = false
    closeEnd(exchanges[Int(exchange)].root)
  }

  /// The sender knows how it ended.
  @inline(__always)
  mutating func closeSender(_ exchange: Int32) {
    exchanges[Int(exchange)].state = .ended
    exchanges[Int(exchange)].end = now
    closeEnd(exchanges[Int(exchange)].root)
  }

  @inline(__always)
  private mutating func closeEnd(_ root: Int32) {
    roots[Int(root)].openEnds -= 1
    if roots[Int(root)].openEnds == 0 { release(root) }
  }

  /// Keeps the trace, if it is wanted, and gives the slots back.
  private mutating func release(_ root: Int32) {
    if roots[Int(root)].tracedOutcome >= 0 { keepTrace(of: root) }
    var position = roots[Int(root)].first
    while position >= 0 {
      let next = exchanges[Int(position)].nextOfRoot
      exchanges[Int(position)].generation &+= 1
      exchanges[Int(position)].state = .free
      exchanges[Int(position)].nextOfRoot = freeExchange
      freeExchange = position
      position = next
    }
    roots[Int(root)].generation &+= 1
    roots[Int(root)].next = freeRoot
    freeRoot = root
  }
}
