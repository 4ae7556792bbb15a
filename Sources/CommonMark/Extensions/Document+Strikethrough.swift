internal import CCMark

/// Strikethrough (GitHub Flavored Markdown, §6.5): text between one or two tildes.
extension Document {
  /// Wraps what stands between two runs of as many tildes, within each piece of running text.
  mutating func makeStrikethrough(_ parents: [Node]) {
    for parent in parents {
      guard parent.children.contains(where: { $0.kind == CMARK_NODE_TEXT && $0.hasTilde }) else {
        continue
      }
      strike(splitTildes(of: parent))
    }
  }

  /// A run of tildes that is a node of its own.
  private struct Run {
    var node: Node
    var length: Int
    var canOpen: Bool
    var canClose: Bool
  }

  /// Gives each run of one or two tildes a node of its own.
  private func splitTildes(of parent: Node) -> [Run] {
    var runs: [Run] = []
    let children = parent.children
    for (index, child) in children.enumerated() where child.kind == CMARK_NODE_TEXT {
      guard child.hasTilde else { continue }
      let before = index > 0 ? children[index - 1].lastCharacter : nil
      let after = index + 1 < children.count ? children[index + 1].firstCharacter : nil
      runs += split(child, before: before, after: after)
    }
    return runs
  }

  private func split(_ text: Node, before: Character?, after: Character?) -> [Run] {
    var runs: [Run] = []
    let characters = Array(text.literal)
    var start = 0
    var index = 0
    func flush(to end: Int) {
      guard start < end else { return }
      Node(CMARK_NODE_TEXT, literal: String(characters[start..<end])).insertBefore(text)
    }
    while index < characters.count {
      guard characters[index] == "~" else {
        index += 1
        continue
      }
      var end = index
      while end < characters.count, characters[end] == "~" { end += 1 }
      if end - index <= 2 {
        flush(to: index)
        let node = Node(CMARK_NODE_TEXT, literal: String(characters[index..<end]))
        node.insertBefore(text)
        let left = index > 0 ? characters[index - 1] : before
        let right = end < characters.count ? characters[end] : after
        runs.append(
          Run(
            node: node, length: end - index, canOpen: Self.flanks(right, beyond: left),
            canClose: Self.flanks(left, beyond: right)))
        start = end
      }
      index = end
    }
    flush(to: characters.count)
    text.free()
    return runs
  }

  /// Whether a run leans on a neighbour, given the one beyond (CommonMark 0.31, §6.2).
  private static func flanks(_ neighbour: Character?, beyond other: Character?) -> Bool {
    guard let neighbour, !neighbour.isWhitespace else { return false }
    guard neighbour.isPunctuation || neighbour.isSymbol else { return true }
    guard let other else { return true }
    return other.isWhitespace || other.isPunctuation || other.isSymbol
  }

  private mutating func strike(_ runs: [Run]) {
    var open: [Run] = []
    for run in runs {
      if run.canClose, let match = open.lastIndex(where: { $0.length == run.length }) {
        let opener = open[match]
        open.removeSubrange(match...)
        let struck = Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: "<del>", exit: "</del>")
        struck.insertBefore(opener.node)
        for node in opener.node.siblings(before: run.node) { struck.append(node) }
        opener.node.free()
        run.node.free()
        _ = marked(struck, .around("~~", "~~"))
      } else if run.canOpen {
        open.append(run)
      }
    }
  }
}

extension Node {
  /// Whether the literal holds a tilde.
  fileprivate var hasTilde: Bool { holds("~") }

  /// The nodes between this one and a later sibling.
  func siblings(before end: Node) -> [Node] {
    var siblings: [Node] = []
    var next = cmark_node_next(pointer)
    while let current = next, current != end.pointer {
      siblings.append(Node(current))
      next = cmark_node_next(current)
    }
    return siblings
  }

  /// The last character that a reader sees of the node; `nil` for a break.
  fileprivate var lastCharacter: Character? {
    [CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK].contains(kind) ? "\n" : plainText.last
  }

  /// The first character that a reader sees of the node.
  fileprivate var firstCharacter: Character? {
    [CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK].contains(kind) ? "\n" : plainText.first
  }
}
