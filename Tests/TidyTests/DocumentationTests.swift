import Foundation
import Testing

/// Declarations that others read are documented, and more of them with each change.
///
/// `undocumented.txt` beside this file holds, for each module, how many declarations outside
/// initialisers, coding keys and witnesses of the standard protocols have no doc comment. The
/// numbers only shrink: with `LABBOOK_UPDATE_SNAPSHOTS=1` a smaller one is written down.
@Suite struct DocumentationTests {
  /// Members that the standard library's protocols ask for, and say what they mean.
  private static let witnesses: Set<String> = [
    "description", "debugDescription", "hash", "encode", "==", "<", "body", "next", "makeIterator",
    "rawValue", "allCases", "Element", "errorDescription",
  ]

  private static let ratchet = "\(TidyTests.root)/Tests/TidyTests/undocumented.txt"

  static let modules: [String] = {
    let folders = try? FileManager.default.contentsOfDirectory(atPath: "\(TidyTests.root)/Sources")
    return (folders ?? []).filter { !["System", "CRE2"].contains($0) }.sorted()
  }()

  @Test func undocumentedDeclarationsOnlyShrink() throws {
    let known = try Self.readRatchet()
    var lines: [String] = []
    var all = Count()
    for module in Self.modules {
      var count = Count()
      for path in TidyTests.swiftFiles(["Sources/\(module)"]) {
        let text = try String(contentsOfFile: "\(TidyTests.root)/\(path)", encoding: .utf8)
        count.add(text)
      }
      all.declarations += count.declarations
      all.undocumented += count.undocumented
      let limit = known[module] ?? 0
      #expect(
        count.undocumented <= limit,
        "\(module): \(count.undocumented) declarations without a doc comment, \(limit) before")
      lines.append("\(module) \(min(count.undocumented, known[module] ?? count.undocumented))")
    }
    if ProcessInfo.processInfo.environment["LABBOOK_UPDATE_SNAPSHOTS"] == "1" {
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: Self.ratchet, atomically: true, encoding: .utf8)
    }
    let documented = (all.declarations - all.undocumented) * 100 / max(all.declarations, 1)
    print("documented: \(documented) % of \(all.declarations) declarations")
  }

  private static func readRatchet() throws -> [String: Int] {
    let text = try String(contentsOfFile: ratchet, encoding: .utf8)
    var known: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { known[String(words[0])] = Int(words[1]) }
    }
    return known
  }

  @Test(arguments: [
    ("struct A {\n  var b = 1\n}", 2, 2), ("/// A.\nstruct A {\n  /// B.\n  var b = 1\n}", 2, 0),
    ("/// A.\npublic enum A {\n  case b\n  /// C.\n  case c, d\n}", 3, 1),
    ("/// F.\nfunc f() {\n  let local = 1\n  if local > 0 {\n    var other = 2\n  }\n}", 1, 0),
    ("private struct A {\n  var b = 1\n}\nfileprivate let c = 2", 0, 0),
    (
      "/// A.\nstruct A {\n  private var b = 1\n  init(b: Int) {}\n  @inlinable\n  func c() {}\n}",
      2, 1
    ),
    ("/// A.\nstruct A {\n  enum CodingKeys: String, CodingKey {\n    case b\n  }\n}", 1, 0),
    ("extension A: Equatable {\n  static func == (a: A, b: A) -> Bool { true }\n}", 0, 0),
  ])
  func declarationsAreCounted(text: String, declarations: Int, undocumented: Int) {
    var count = Count()
    count.add(text)
    #expect(count.declarations == declarations)
    #expect(count.undocumented == undocumented)
  }

  /// Declarations of source texts, and how many lack a doc comment.
  struct Count {
    var declarations = 0
    var undocumented = 0

    /// A line without its texts and comments, whose braces do not count.
    private static func withoutTexts(_ line: Substring) -> String {
      var code = ""
      var isText = false
      var isEscaped = false
      var last: Character = " "
      for character in line {
        if isText {
          isText = isEscaped || character != "\""
          isEscaped = !isEscaped && character == "\\"
        } else if character == "\"" {
          isText = true
        } else if character == "/", last == "/" {
          return code
        } else {
          code.append(character)
        }
        last = character
      }
      return code
    }

    /// What a pair of braces holds.
    private enum Scope { case members, hiddenMembers, code }

    mutating func add(_ text: String) {
      var scopes: [Scope] = []
      var isDocumented = false
      // In a register each entry's `summary` is its documentation.
      let isRegister = text.contains("swift-format-ignore-file: AllPublicDeclarations")
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let trimmed = line.drop { $0 == " " }
        if trimmed.hasPrefix("///") {
          isDocumented = true
          continue
        }
        if trimmed.hasPrefix("//")
          || (trimmed.hasPrefix("@") && !trimmed.contains(" func ")
            && !trimmed.contains(" var ") && !trimmed.contains(" struct "))
        {
          continue
        }
        if isRegister, trimmed.hasPrefix("public static let ") { isDocumented = true }
        let declaration = Self.declaration(in: trimmed)
        let scope = scopes.last ?? .members
        if let declaration, scope == .members, !declaration.isHidden,
          !DocumentationTests.witnesses.contains(declaration.name), declaration.keyword != "init"
        {
          declarations += 1
          if !isDocumented { undocumented += 1 }
        }
        isDocumented = false
        Self.follow(trimmed, declaration, scope, &scopes)
      }
    }

    private struct Declaration {
      var keyword: String
      var name: String
      var isHidden: Bool
    }

    private static let modifiers: Set<Substring> = [
      "public", "package", "internal", "private", "fileprivate", "private(set)", "package(set)",
      "static", "final", "mutating", "nonmutating", "indirect", "lazy", "override", "convenience",
      "nonisolated", "required", "consuming", "borrowing",
    ]
    private static let keywords: Set<Substring> = [
      "struct", "enum", "class", "protocol", "extension", "func", "var", "let", "case", "subscript",
      "typealias", "init", "actor",
    ]

    private static func declaration(in line: Substring) -> Declaration? {
      var words = line.split(separator: " ")[...]
      var isHidden = false
      while let word = words.first, modifiers.contains(word) || word.hasPrefix("@") {
        isHidden = isHidden || word == "private" || word == "fileprivate"
        words.removeFirst()
      }
      guard let first = words.popFirst() else { return nil }
      let keyword = first.prefix { $0.isLetter }
      guard keywords.contains(keyword) else { return nil }
      let name = (words.first ?? "").prefix { $0 != "(" && $0 != ":" && $0 != "," && $0 != "{" }
      return Declaration(
        keyword: String(keyword), name: String(name),
        isHidden: isHidden || keyword == "extension" || name == "CodingKeys")
    }

    /// Follows the braces of a line.
    private static func follow(
      _ line: Substring, _ declaration: Declaration?, _ scope: Scope, _ scopes: inout [Scope]
    ) {
      var isFirst = true
      for character in withoutTexts(line) {
        if character == "{" {
          scopes.append(isFirst ? inner(of: declaration, in: scope) : .code)
          isFirst = false
        } else if character == "}", !scopes.isEmpty {
          scopes.removeLast()
        }
      }
    }

    private static func inner(of declaration: Declaration?, in scope: Scope) -> Scope {
      guard let declaration, scope != .code else { return .code }
      switch declaration.keyword {
      case "struct", "enum", "class", "protocol", "actor":
        return declaration.isHidden || scope == .hiddenMembers ? .hiddenMembers : .members
      case "extension": return .members
      default: return .code
      }
    }
  }
}
