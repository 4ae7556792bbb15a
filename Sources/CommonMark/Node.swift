internal import CCMark

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A handle on one of libcmark's nodes.
///
/// The tree that a node hangs in owns it; a node that hangs nowhere must be put somewhere or freed.
struct Node: Hashable {
  /// libcmark's own node; owned by the document's root.
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  /// A new node that hangs nowhere yet.
  init(_ kind: cmark_node_type) {
    guard let pointer = cmark_node_new(kind) else {
      // Every kind that is asked for here is one of libcmark's own constants.
      preconditionFailure("libcmark has no node of type \(kind.rawValue)")
    }
    self.pointer = pointer
  }

  /// A new custom node that writes `enter` and `exit` around its children in HTML.
  init(custom kind: cmark_node_type, enter: String, exit: String) {
    self.init(kind)
    accepted(cmark_node_set_on_enter(pointer, enter))
    accepted(cmark_node_set_on_exit(pointer, exit))
  }

  /// A new node with a literal: text, code, HTML or a code block.
  init(_ kind: cmark_node_type, literal: String) {
    self.init(kind)
    accepted(cmark_node_set_literal(pointer, literal))
  }

  /// The document that libcmark parses a text into; to be freed by whoever asks.
  init?(parsing text: String) {
    var text = text
    let parsed = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_VALIDATE_UTF8)
      }
    }
    guard let parsed else { return nil }
    pointer = parsed
  }

  /// libcmark's type of node.
  var kind: cmark_node_type { cmark_node_get_type(pointer) }
  /// The node around it; absent for a root.
  var parent: Node? { cmark_node_parent(pointer).map(Node.init) }
  /// The text of a text, code or HTML node; empty for others.
  var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }
  /// Whether the literal holds a text, which is looked for where libcmark keeps it.
  func holds(_ text: StaticString) -> Bool {
    guard let literal = cmark_node_get_literal(pointer) else { return false }
    // A static string's bytes end with a zero (StaticString.utf8Start).
    let bytes = UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    return strstr(literal, bytes) != nil
  }

  /// The info string of a fenced block; empty for others.
  var fenceInfo: String { cmark_node_get_fence_info(pointer).map { String(cString: $0) } ?? "" }
  /// Counted from 1; 0 for a node that was not parsed.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }

  /// Counted from 1, in bytes; 0 for a node that was not parsed.
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
  /// The last line, counted from 1; 0 for a node that was not parsed.
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }

  /// Gives a text, code or HTML node another text.
  func setLiteral(_ text: String) { accepted(cmark_node_set_literal(pointer, text)) }

  /// The nodes directly below, in their order.
  var children: [Node] {
    var children: [Node] = []
    var next = cmark_node_first_child(pointer)
    while let child = next {
      children.append(Node(child))
      next = cmark_node_next(child)
    }
    return children
  }

  /// A number that the document gave the node, counted from 1; 0 for none.
  var mark: Int {
    get { Int(bitPattern: cmark_node_get_user_data(pointer)) }
    nonmutating set {
      accepted(cmark_node_set_user_data(pointer, UnsafeMutableRawPointer(bitPattern: newValue)))
    }
  }

  /// Hangs a node below this one, behind its children; it is taken from where it hung.
  func append(_ child: Node) { accepted(cmark_node_append_child(pointer, child.pointer)) }

  /// Moves the node in front of another.
  func insertBefore(_ sibling: Node) {
    accepted(cmark_node_insert_before(sibling.pointer, pointer))
  }

  /// Puts `other` in this node's place and frees this node with what is left below it.
  func replace(with other: Node) {
    accepted(cmark_node_replace(pointer, other.pointer))
    cmark_node_free(pointer)
  }

  /// Puts this node's children in its place.
  func unwrap() {
    for child in children { child.insertBefore(self) }
    free()
  }

  /// Moves this node's children below another node.
  func moveChildren(to other: Node) {
    for child in children { other.append(child) }
  }

  /// Takes the node from its tree and frees it with everything below it.
  func free() { cmark_node_free(pointer) }

  /// Every node of the tree below and including this one, in document order.
  func walk(_ visit: (Node) -> Void) {
    guard let iterator = cmark_iter_new(pointer) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      visit(Node(node))
    }
  }

  /// HTML in UTF-8, by libcmark's own renderer.
  func html() -> [UInt8] { bytes(cmark_render_html(pointer, CMARK_OPT_DEFAULT)) }

  /// CommonMark without line wrapping.
  func commonMark() -> [UInt8] { bytes(cmark_render_commonmark(pointer, CMARK_OPT_DEFAULT, 0)) }

  private func bytes(_ rendered: UnsafeMutablePointer<CChar>?) -> [UInt8] {
    guard let rendered else { return [] }
    defer { cmark_get_default_mem_allocator().pointee.free(rendered) }
    let count = strlen(rendered)
    return rendered.withMemoryRebound(to: UInt8.self, capacity: count) {
      [UInt8](UnsafeBufferPointer(start: $0, count: count))
    }
  }
}

/// libcmark answers 1 where it did what was asked; it refuses only what no input can cause.
func accepted(_ answer: CInt, line: UInt = #line) {
  precondition(answer == 1, "libcmark refused a change of the tree with \(answer) at \(line)")
}
