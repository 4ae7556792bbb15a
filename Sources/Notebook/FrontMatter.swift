/// What an author says of an experiment at the head of its prose.
public struct FrontMatter: Hashable, Sendable, Codable {
  /// A day, as `YYYY-MM-DD`; absent where none is given.
  public var date: String?
  /// Who wrote it.
  public var authors: [String]?
  /// What it is about, in words.
  public var tags: [String]?
  /// Its place among the experiments: those with a number come first, the smallest leading.
  public var order: Int?
  /// Whether it is not for the list of experiments yet.
  public var draft: Bool?

  /// Nothing said.
  public init() {}

  /// Whether nothing is said.
  public var isEmpty: Bool { self == FrontMatter() }
}

/// A notebook in one language.
public struct NotebookText: Hashable, Sendable {
  /// The prose, with as many empty lines before it as the front matter has.
  public var body: String
  /// What stands for the experiment's title.
  public var title: String?
  /// What is said of the experiment.
  public var frontMatter = FrontMatter()
  /// ``digest`` of the text that this one was translated from, where it says so.
  public var original: String?
  /// The line that says so, counted from 1.
  public var originalLine = 1
  /// The line that says that it is a draft; `nil` where it is none.
  public var draftLine: Int?
  /// Whether the text that this one was translated from is another one today.
  public var isOutdated = false

  /// Prose without front matter.
  public init(body: String) { self.body = body }

  /// What tells one prose from another: the beginning of the SHA-256 of its body without the empty
  /// lines around it.
  public var digest: String {
    var lines = body.split(omittingEmptySubsequences: false) { $0.isNewline }[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return String(SHA256.hexadecimal(of: lines.joined(separator: "\n").utf8).prefix(12))
  }
}
