/// Lets so many pieces of work go on at once, whoever asks; the others wait in their order.
package actor WorkSlots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// - Parameter count: how many pieces go on at once; at least 1.
  package init(_ count: Int) { free = max(1, count) }

  /// Does a piece of work when its turn comes.
  package nonisolated func run<Result: Sendable>(
    _ work: @Sendable () -> Result
  ) async -> Result {
    await take()
    let result = work()
    await give()
    return result
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}

extension Array where Element: Sendable {
  /// The results of a function for every element, in the order of the elements, each made when the
  /// slots have room.
  package func map<Result: Sendable>(
    in slots: WorkSlots, _ transform: @escaping @Sendable (Element) -> Result
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      for (index, element) in enumerated() {
        group.addTask { (index, await slots.run { transform(element) }) }
      }
      var results = [Result?](repeating: nil, count: count)
      for await (index, result) in group { results[index] = result }
      return results.compactMap(\.self)
    }
  }
}
