public import Diagnostics

/// A code with what is said of it, and what labbook prints for its example.
public struct CodeEntry: Hashable, Sendable {
  /// What `labbook explain` says.
  public var explanation: CodeExplanation
  /// What labbook prints for the example beside the mesh of all examples, a line each; empty where
  /// there is no example.
  public var printed: [String]

  /// An entry of the pages of codes.
  public init(_ explanation: CodeExplanation, printed: [String] = []) {
    self.explanation = explanation
    self.printed = printed
  }

  /// The title with its first letter large.
  var heading: String {
    let title = explanation.title
    return title.prefix(1).uppercased() + title.dropFirst()
  }
}

/// A code that is given no more.
public struct RetiredCode: Hashable, Sendable {
  /// As it was printed.
  public var code: String
  /// What it meant.
  public var meaning: String

  /// A code with what it meant.
  public init(_ code: String, meaning: String) {
    self.code = code
    self.meaning = meaning
  }
}
