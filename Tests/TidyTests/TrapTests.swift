import Foundation
import Testing

/// Code that would end the program on some number is pointed at, and grows rarer.
///
/// `traps.txt` beside this file holds how many lines of each module convert a number to a type that
/// may be too small for it, take a Double for a whole number, unwrap by force, or take a first item
/// unasked. A new one either uses what cannot trap (`clamping:`, `exactly:`, `saturating:`,
/// `adding(saturating:)`, `first`), or says in its line why it cannot: `// in range: …`. The numbers
/// only shrink: with `LABBOOK_UPDATE_SNAPSHOTS=1` a smaller one is written down.
@Suite struct TrapTests {
  private static let ratchet = "\(TidyTests.root)/Tests/TidyTests/traps.txt"

  /// Whether a line may trap on a number of the input.
  static func mayTrap(_ line: Substring) -> Bool {
    // Regular expressions are slow in a debug build, and few lines need them.
    guard ["Int", "!", "[0]"].contains(where: line.contains), !line.contains("// in range: ") else {
      return false
    }
    let code = line.replacing(/\/\/.*/, with: "").replacing(/"[^"]*"/, with: "\"\"")
    let conversion =
      /\b(UInt64|UInt32|UInt16|UInt8|Int64|Int32|Int16|Int8)\((?!clamping:|truncatingIfNeeded:|exactly:|saturating:|bitPattern:|ascii:|"|[0-9])/
    let rounding = /\bInt\((?!saturating:|clamping:|exactly:).*(rounded|Double|magnitude)/
    let unwrapping = /[A-Za-z0-9_\])]!([.,)\]]|\s|$)/
    return code.contains(conversion) || code.contains(rounding) || code.contains(unwrapping)
      || code.contains("[0]")
  }

  @Test(arguments: [
    ("let a = UInt32(port)", true), ("let a = UInt32(clamping: port)", false),
    ("let a = Int((share * 100).rounded())", true), ("let a = Int(saturating: share)", false),
    ("let a = first!.value", true), ("if a != b { return }", false), ("let a = !isOn", false),
    ("let a = parts[0]", true), ("let a = parts[0]  // in range: split gives one part", false),
    ("// UInt32(port)", false), ("let a = \"UInt32(x)!\"", false),
    ("let a = UInt8(ascii: \"|\")", false),
  ])
  func tellsWhatMayTrap(line: String, expected: Bool) {
    #expect(Self.mayTrap(line[...]) == expected)
  }

  @Test func linesThatMayTrapOnlyShrink() throws {
    let text = (try? String(contentsOfFile: Self.ratchet, encoding: .utf8)) ?? ""
    var known: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { known[String(words[0])] = Int(words[1]) }
    }
    let isUpdate = ProcessInfo.processInfo.environment["LABBOOK_UPDATE_SNAPSHOTS"] == "1"
    var lines: [String] = []
    for module in DocumentationTests.modules {
      var places: [String] = []
      for path in TidyTests.swiftFiles(["Sources/\(module)"]) {
        let text = try String(contentsOfFile: "\(TidyTests.root)/\(path)", encoding: .utf8)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
          .enumerated() where Self.mayTrap(line)
        {
          places.append("\(path):\(number + 1): \(line)")
        }
      }
      let limit = known[module] ?? (isUpdate ? places.count : 0)
      #expect(
        places.count <= limit,
        "\(module): \(places.count) lines may trap, \(limit) before:\n\(places.joined(separator: "\n"))"
      )
      lines.append("\(module) \(min(places.count, limit))")
    }
    if isUpdate {
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: Self.ratchet, atomically: true, encoding: .utf8)
    }
  }

  /// Every whole number of an input is read within a range of the table that `--limits` prints.
  @Test(arguments: TidyTests.swiftFiles(["Sources/Manifests"]))
  func numbersAreReadWithinRangesOfTheTable(path: String) throws {
    let text = try String(contentsOfFile: "\(TidyTests.root)/\(path)", encoding: .utf8)
    #expect(!text.contains(/\binteger\([^)]*[0-9_]\.\.\./), "\(path)")
  }
}
