extension Array where Element: Sendable {
  /// The results of a function for every element, in the order of the elements.
  ///
  /// - `jobs`: how many elements are worked on at once.
  /// - `progress`: called with the number of finished elements.
  package func mapConcurrently<Result: Sendable>(
    jobs: Int, progress: (Int) -> Void, _ transform: @escaping @Sendable (Element) async -> Result
  ) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: count)
      var next = 0
      while next < Swift.min(jobs, count) {
        let index = next
        group.addTask { (index, await transform(self[index])) }
        next += 1
      }
      var finished = 0
      while let (index, result) = await group.next() {
        results[index] = result
        finished += 1
        progress(finished)
        guard next < count else { continue }
        let following = next
        group.addTask { (following, await transform(self[following])) }
        next += 1
      }
      return results.compactMap(\.self)
    }
  }
}
