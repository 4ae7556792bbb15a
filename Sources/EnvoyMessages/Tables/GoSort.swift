/// Go's `sort.Slice`, whose order of equal elements istioctl's tables show.
enum GoSort {
  /// Sorts as Go does up to twelve elements, by insertion.
  ///
  /// In longer lists equal elements keep their order, where Go's order of them is arbitrary.
  static func sorted<Element>(
    _ elements: [Element], by precedes: (Element, Element) -> Bool
  ) -> [Element] {
    guard elements.count <= 12 else {
      return elements.enumerated().sorted { first, second in
        if precedes(first.element, second.element) { return true }
        if precedes(second.element, first.element) { return false }
        return first.offset < second.offset
      }.map(\.element)
    }
    var sorted = elements
    for start in sorted.indices.dropFirst() {
      var position = start
      while position > 0, precedes(sorted[position], sorted[position - 1]) {
        sorted.swapAt(position, position - 1)
        position -= 1
      }
    }
    return sorted
  }
}
