/// Where each field of one document is written: a part of the tree of its source.
public struct FieldPlaces: Hashable, Sendable {
  /// The file as it was named to labbook.
  public let file: String
  /// The tree of the whole source; absent where nothing was read.
  let tree: SourceTree?
  /// The document's position in the tree.
  let root: Int

  /// Places of nothing.
  ///
  /// - Parameter file: the file as it was named to labbook.
  public init(file: String) {
    self.file = file
    tree = nil
    root = 0
  }

  /// The places of the value at a position and of all fields below it.
  public init(of root: Int, in tree: SourceTree) {
    file = tree.file
    self.tree = tree
    self.root = root
  }

  /// The place of a field, or of its nearest ancestor that is written; `nil` for an empty document.
  ///
  /// Linear in the number of siblings passed.
  public func location(of path: FieldPath) -> SourceLocation? {
    guard let tree else { return nil }
    var place = root
    var value = root
    for step in path.steps {
      guard let next = tree.child(step, of: value) else { break }
      (place, value) = next
    }
    return tree.location(place)
  }

  /// Whether both are the places of one document, read once or twice.
  public static func == (first: Self, second: Self) -> Bool {
    guard first.file == second.file else { return false }
    guard let tree = first.tree, let other = second.tree else {
      return first.tree == nil && second.tree == nil
    }
    if tree === other { return first.root == second.root }
    let count = tree.end(first.root) - first.root
    guard count == other.end(second.root) - second.root else { return false }
    return (0..<count).allSatisfy {
      tree.location(first.root + $0) == other.location(second.root + $0)
    }
  }

  /// As equality compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(file)
    hasher.combine(tree?.place(root).line)
  }
}

extension SourceTree {
  /// One step down: what stands for its place, and its value.
  fileprivate func child(
    _ step: FieldPath.Step, of parent: Int
  ) -> (place: Int, value: Int)? {
    let end = end(parent)
    var next = parent + 1
    switch (step, nodes[parent].kind) {
    case (.key(let name), .mapping):
      while next < end {
        if holds(name, at: next) { return (next, next + 1) }
        next = key(after: next)
      }
    case (.index(let position), .sequence):
      var index = 0
      while next < end {
        if index == position { return (next, next) }
        index += 1
        next = self.end(next)
      }
    case (_, .plain), (_, .quoted), (_, .skipped), (.key, .sequence), (.index, .mapping): break
    }
    return nil
  }
}
