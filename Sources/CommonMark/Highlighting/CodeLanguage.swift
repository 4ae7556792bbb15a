/// A language whose code is shown in colours.
enum CodeLanguage: Hashable {
  /// Keys and values by indentation.
  case yaml
  /// Lines that begin with a sign.
  case diff
  /// A head of lines, then a body.
  case http
  /// Words, texts, numbers and comments.
  case words(CodeGrammar)

  /// The language that the info string of a fenced block names; `nil` for others.
  init?(info: String) {
    let name = info.prefix { !$0.isWhitespace && $0 != "{" && $0 != "," }.lowercased()
    switch name {
    case "yaml", "yml": self = .yaml
    case "diff", "patch": self = .diff
    case "http": self = .http
    case "json", "jsonc": self = .words(.json)
    case "sh", "bash", "shell", "zsh", "console": self = .words(.shell)
    case "swift": self = .words(.swift)
    case "go", "golang": self = .words(.go)
    case "python", "py": self = .words(.python)
    default: return nil
    }
  }
}

/// What tells the parts of a language apart, as far as colours need it.
struct CodeGrammar: Hashable {
  /// What begins a comment that its line ends.
  var lineComment: [UInt8]?
  /// Whether `/*` and `*/` stand around comments.
  var hasBlockComments = false
  /// What begins and ends a text, the longest first.
  var quotes: [Quote]
  /// Words with a meaning of their own.
  var keywords: Set<String>
  /// Words that are values.
  var constants: Set<String>
  /// Whether `$NAME` and `${…}` stand for a value.
  var hasVariables = false
  /// Whether a text before a colon is a name.
  var namesBeforeColons = false

  /// The marks around comments of several lines.
  var blockComment: (open: [UInt8], close: [UInt8])? {
    hasBlockComments ? (Array("/*".utf8), Array("*/".utf8)) : nil
  }

  /// How a text begins and ends.
  struct Quote: Hashable {
    /// The same at both ends.
    var mark: [UInt8]
    /// Whether a backslash keeps the next character from ending it.
    var hasEscapes: Bool
    /// Whether it may go on over lines.
    var spansLines: Bool

    /// A mark that is the same at both ends.
    init(_ mark: String, hasEscapes: Bool = true, spansLines: Bool = false) {
      self.mark = Array(mark.utf8)
      self.hasEscapes = hasEscapes
      self.spansLines = spansLines
    }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  /// JSON, with comments.
  static let json = CodeGrammar(
    lineComment: Array("//".utf8), quotes: [Quote("\"")], keywords: [],
    constants: ["true", "false", "null"], namesBeforeColons: true)

  /// The language of shells.
  static let shell = CodeGrammar(
    lineComment: Array("#".utf8),
    quotes: [Quote("\"", spansLines: true), Quote("'", hasEscapes: false, spansLines: true)],
    keywords: words(
      "if then else elif fi for in do done while until case esac function return export local set "
        + "exit trap source"), constants: [], hasVariables: true)

  /// Swift.
  static let swift = CodeGrammar(
    lineComment: Array("//".utf8), hasBlockComments: true,
    quotes: [Quote("\"\"\"", spansLines: true), Quote("\"")],
    keywords: words(
      "actor any as associatedtype async await borrowing break case catch class consuming continue "
        + "defer default do else enum extension fallthrough fileprivate final for func guard if "
        + "import in indirect init inout internal is let mutating nonisolated open operator "
        + "override package private protocol public rethrows return some static struct subscript "
        + "super switch throw throws try typealias var where while"),
    constants: ["true", "false", "nil", "self", "Self"])

  /// Go.
  static let go = CodeGrammar(
    lineComment: Array("//".utf8), hasBlockComments: true,
    quotes: [Quote("\""), Quote("`", hasEscapes: false, spansLines: true), Quote("'")],
    keywords: words(
      "break case chan const continue default defer else fallthrough for func go goto if import "
        + "interface map package range return select struct switch type var"),
    constants: ["true", "false", "nil", "iota"])

  /// Python.
  static let python = CodeGrammar(
    lineComment: Array("#".utf8),
    quotes: [
      Quote("\"\"\"", spansLines: true), Quote("'''", spansLines: true), Quote("\""),
      Quote("'"),
    ],
    keywords: words(
      "and as assert async await break class continue def del elif else except finally for from "
        + "global if import in is lambda nonlocal not or pass raise return try while with yield"),
    constants: ["True", "False", "None", "self"])
}
