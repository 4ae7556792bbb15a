/// Where each field of one document is written.
///
/// A compact tree in document order: a node knows its parent, its own key or position, its place,
/// and where its subtree ends, so that siblings are reached by hops.
public struct FieldPlaces: Hashable, Sendable {
  /// One field: the step that leads to it and where it stands.
  struct Node: Hashable, Sendable {
    /// What leads to the field from its parent.
    var step: FieldPath.Step
    /// Counted from 1.
    var line: Int32
    /// Counted from 1, in Unicode scalars.
    var column: Int32
    /// The index behind the last node of this subtree.
    var end: Int32
  }

  /// The file as the user calls it.
  public let file: String
  private var nodes: [Node] = []

  /// - Parameter file: the file as it was named to labbook.
  public init(file: String) { self.file = file }

  /// Notes a field whose children, if any, follow until ``close(_:)``.
  ///
  /// - Returns: a mark for ``close(_:)``.
  public mutating func open(_ step: FieldPath.Step, line: Int, column: Int) -> Int {
    nodes.append(
      Node(step: step, line: Int32(clamping: line), column: Int32(clamping: column), end: 0))
    return nodes.count - 1
  }

  /// Ends the subtree that ``open(_:line:column:)`` began.
  public mutating func close(_ mark: Int) { nodes[mark].end = Int32(nodes.count) }

  /// The place of a field, or of its nearest ancestor that is written; `nil` for an empty document.
  ///
  /// The first node is the document itself. Linear in the number of siblings passed.
  public func location(of path: FieldPath) -> SourceLocation? {
    guard var found = nodes.indices.first else { return nil }
    for step in path.steps {
      guard let next = child(step, of: found) else { break }
      found = next
    }
    return SourceLocation(
      file: file, line: Int(nodes[found].line), column: Int(nodes[found].column))
  }

  private func child(_ step: FieldPath.Step, of parent: Int) -> Int? {
    var candidate = parent + 1
    while candidate < Int(nodes[parent].end) {
      if nodes[candidate].step == step { return candidate }
      candidate = Int(nodes[candidate].end)
    }
    return nil
  }
}
