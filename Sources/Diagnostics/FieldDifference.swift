/// A field of one document that is written otherwise in another state of it.
public struct FieldDifference: Hashable, Sendable {
  /// The field, by its place in the later state; in the earlier one where it is gone.
  public var path: String
  /// As written before; `nil` where it was not there.
  public var before: String?
  /// As written after; `nil` where it is gone.
  public var after: String?
  /// Where it stands: in the later state, or in the earlier one where it is gone.
  public var location: SourceLocation?

  /// The value of these parts.
  public init(path: String, before: String?, after: String?, location: SourceLocation?) {
    self.path = path
    self.before = before
    self.after = after
    self.location = location
  }
}

extension FieldPlaces {
  /// What is written otherwise in a later state of the document, in the order of its fields.
  ///
  /// Lists are aligned by what their items have in common: by `name`, by equal items at both ends,
  /// else by position. What a cluster adds by itself (`status`, `managedFields` and the like) counts
  /// as equal.
  public func differences(to later: FieldPlaces) -> [FieldDifference] {
    guard let tree, let other = later.tree else { return [] }
    var comparison = TreeComparison(before: tree, after: other)
    comparison.compare(root, later.root, FieldPath())
    return comparison.found
  }
}

/// Walks two trees at once.
private struct TreeComparison {
  let before: SourceTree
  let after: SourceTree
  private(set) var found: [FieldDifference] = []

  /// Fields that say nothing about what somebody wants.
  private static let passedOver: Set<String> = [
    "status", "metadata.managedFields", "metadata.resourceVersion", "metadata.uid",
    "metadata.generation", "metadata.selfLink",
  ]

  init(before: SourceTree, after: SourceTree) {
    self.before = before
    self.after = after
  }

  mutating func compare(_ old: Int, _ new: Int, _ path: FieldPath) {
    switch (before.kind(old), after.kind(new)) {
    case (.mapping, .mapping): compareMappings(old, new, path)
    case (.sequence, .sequence): compareLists(old, new, path)
    default:
      if !before.isEqual(old, to: new, in: after) { note(path, old, new) }
    }
  }

  private mutating func note(_ path: FieldPath, _ old: Int?, _ new: Int?, key: Int? = nil) {
    guard !Self.passedOver.contains(path.description) else { return }
    let location = new.map { after.location(key ?? $0) } ?? old.map { before.location($0) }
    found.append(
      FieldDifference(
        path: path.description, before: old.map { before.summary($0) },
        after: new.map { after.summary($0) }, location: location))
  }

  private mutating func compareMappings(_ old: Int, _ new: Int, _ path: FieldPath) {
    let oldKeys = before.keys(old)
    let newKeys = after.keys(new)
    for key in newKeys {
      let name = after.text(Int(key))
      let value = Int(key) + 1
      if let index = before.index(of: name, among: oldKeys) {
        compare(Int(oldKeys[index]) + 1, value, path.key(name))
      } else {
        note(path.key(name), nil, value, key: Int(key))
      }
    }
    for key in oldKeys {
      let name = before.text(Int(key))
      if after.index(of: name, among: newKeys) == nil {
        note(path.key(name), Int(key) + 1, nil)
      }
    }
  }

  private mutating func compareLists(_ old: Int, _ new: Int, _ path: FieldPath) {
    var oldItems = Array(before.items(old).enumerated())
    var newItems = Array(after.items(new).enumerated())
    while let first = oldItems.first, let other = newItems.first,
      before.isEqual(first.element, to: other.element, in: after)
    {
      oldItems.removeFirst()
      newItems.removeFirst()
    }
    while let last = oldItems.last, let other = newItems.last,
      before.isEqual(last.element, to: other.element, in: after)
    {
      oldItems.removeLast()
      newItems.removeLast()
    }
    pairNamed(&oldItems, &newItems, path)
    if oldItems.count == newItems.count {
      for (old, new) in zip(oldItems, newItems) {
        compare(old.element, new.element, path.index(new.offset))
      }
    } else {
      dropEqual(&oldItems, &newItems)
      for item in newItems { note(path.index(item.offset), nil, item.element) }
      for item in oldItems { note(path.index(item.offset), item.element, nil) }
    }
  }

  private typealias Items = [EnumeratedSequence<[Int]>.Element]

  /// Compares items that have a name with those of the same one, where all names differ.
  private mutating func pairNamed(_ old: inout Items, _ new: inout Items, _ path: FieldPath) {
    let oldNames = old.compactMap { before.name(of: $0.element) }
    let newNames = new.compactMap { after.name(of: $0.element) }
    guard oldNames.count == old.count, newNames.count == new.count,
      Set(oldNames).count == old.count, Set(newNames).count == new.count
    else { return }
    let common = Set(oldNames).intersection(newNames)
    // Another order of the same items is a difference of its own.
    guard oldNames.filter(common.contains) == newNames.filter(common.contains) else { return }
    for item in new {
      guard let name = after.name(of: item.element), common.contains(name),
        let other = old.first(where: { before.name(of: $0.element) == name })
      else { continue }
      compare(other.element, item.element, path.index(item.offset))
    }
    old.removeAll { before.name(of: $0.element).map(common.contains) ?? false }
    new.removeAll { after.name(of: $0.element).map(common.contains) ?? false }
  }

  /// Takes out items that both lists have.
  private func dropEqual(_ old: inout Items, _ new: inout Items) {
    for item in new {
      guard
        let place = old.firstIndex(where: {
          before.isEqual($0.element, to: item.element, in: after)
        })
      else { continue }
      old.remove(at: place)
      new.removeAll { $0.offset == item.offset }
    }
  }
}

extension SourceTree {
  /// The text of an item's `name`, if it is a mapping with one.
  fileprivate func name(of position: Int) -> String? {
    let keys = keys(position)
    return index(of: "name", among: keys).map { text(Int(keys[$0]) + 1) }
  }

  /// Whether two values say the same; places, quotes and the order of keys do not count.
  fileprivate func isEqual(_ position: Int, to other: Int, in tree: SourceTree) -> Bool {
    switch (kind(position), tree.kind(other)) {
    case (.plain, .plain), (.quoted, .quoted), (.plain, .quoted), (.quoted, .plain):
      return text(position) == tree.text(other)
    case (.skipped, .skipped): return true
    case (.sequence, .sequence):
      let items = items(position)
      let others = tree.items(other)
      return items.count == others.count
        && zip(items, others).allSatisfy { isEqual($0, to: $1, in: tree) }
    case (.mapping, .mapping):
      let keys = keys(position)
      let others = tree.keys(other)
      return keys.count == others.count
        && keys.allSatisfy { key in
          guard let place = tree.index(of: text(Int(key)), among: others) else { return false }
          return isEqual(Int(key) + 1, to: Int(others[place]) + 1, in: tree)
        }
    default: return false
    }
  }

  /// A value on one line, cut where it is long.
  fileprivate func summary(_ position: Int) -> String {
    let text = flow(position, depth: 0)
    return text.count > 100 ? text.prefix(97) + "…" : text
  }

  private func flow(_ position: Int, depth: Int) -> String {
    guard depth < 6 else { return "…" }
    switch kind(position) {
    case .plain, .quoted: return text(position)
    case .skipped: return "…"
    case .sequence:
      return "[" + items(position).map { flow($0, depth: depth + 1) }.joined(separator: ", ") + "]"
    case .mapping:
      let members = keys(position).map { key in
        "\(text(Int(key))): \(flow(Int(key) + 1, depth: depth + 1))"
      }
      return "{" + members.joined(separator: ", ") + "}"
    }
  }
}

extension FieldPlaces {
  /// The value of a field, as a document of its own; `nil` where it is not written.
  public func value(at path: FieldPath) -> FieldPlaces? {
    guard let tree else { return nil }
    var value = root
    for step in path.steps {
      switch step {
      case .key(let name):
        let keys = tree.keys(value)
        guard let index = tree.index(of: name, among: keys) else { return nil }
        value = Int(keys[index]) + 1
      case .index(let position):
        let items = tree.items(value)
        guard items.indices.contains(position) else { return nil }
        value = items[position]
      }
    }
    return FieldPlaces(of: value, in: tree)
  }

  /// Whether another value says the same, as messages of protobuf have it: what is zero, false or
  /// empty is as good as not written, and numbers count by value.
  public func saysTheSame(as other: FieldPlaces?) -> Bool {
    guard let tree else { return other?.tree == nil }
    guard let other, let otherTree = other.tree else { return tree.isZero(root) }
    return tree.saysTheSame(root, as: other.root, in: otherTree)
  }

  /// The value on one line.
  public var summary: String { tree?.summary(root) ?? "nothing" }
}

extension SourceTree {
  /// Whether a value is what protobuf takes an absent one for.
  fileprivate func isZero(_ position: Int) -> Bool {
    switch kind(position) {
    case .plain: ["", "~", "null", "false"].contains(text(position)) || Double(text(position)) == 0
    case .quoted: text(position).isEmpty
    case .sequence: items(position).isEmpty
    case .mapping: false
    case .skipped: true
    }
  }

  fileprivate func saysTheSame(_ position: Int, as other: Int, in tree: SourceTree) -> Bool {
    switch (kind(position), tree.kind(other)) {
    case (.mapping, .mapping):
      let keys = keys(position)
      let others = tree.keys(other)
      let mine = keys.allSatisfy { key in
        let value = Int(key) + 1
        guard let place = tree.index(of: text(Int(key)), among: others) else {
          return isZero(value)
        }
        return saysTheSame(value, as: Int(others[place]) + 1, in: tree)
      }
      return mine
        && others.allSatisfy { key in
          index(of: tree.text(Int(key)), among: keys) != nil || tree.isZero(Int(key) + 1)
        }
    case (.sequence, .sequence):
      let items = items(position)
      let others = tree.items(other)
      return items.count == others.count
        && zip(items, others).allSatisfy { saysTheSame($0, as: $1, in: tree) }
    default:
      if isEqual(position, to: other, in: tree) { return true }
      guard let number = Double(text(position)), let second = Double(tree.text(other)) else {
        return isZero(position) && tree.isZero(other)
      }
      return number == second
    }
  }
}
