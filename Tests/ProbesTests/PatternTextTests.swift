import RegularExpression
import Testing

@testable import Probes

/// Texts made from regular expressions.
@Suite struct PatternTextTests {
  @Test(arguments: [
    "/api/.*", "/v[0-9]+/users", "/(a|b|c)/x", "/items/[^/]+", "^/exact$", "/x(?:y)?z", "\\d{3}",
    "/[[:alpha:]]{2,4}", "(?i)jason", "/a\\.b", "(?P<id>[a-f0-9]{8})-x", ".+@example\\.com",
    "/\\Qa.b\\E", "a+b*c?", "[^a-z]", "\\w+\\s\\w+", "/(v1|v2)/(cats|dogs)(/.*)?", "/a|/b",
    "[a-zA-Z0-9_-]+", "/\\x41+",
  ])
  func bothSidesAreFound(pattern: String) throws {
    let texts = PatternTexts(pattern)
    let expression = try RegularExpression(pattern)
    #expect(!texts.matching.isEmpty, "\(pattern)")
    #expect(!texts.others.isEmpty, "\(pattern)")
    #expect(texts.matching.allSatisfy(expression.matchesWhole))
    #expect(!texts.others.contains(where: expression.matchesWhole))
  }

  @Test func everyAlternativeIsWritten() {
    let texts = PatternTexts("/(cats|dogs|birds)").matching
    for text in ["/cats", "/dogs", "/birds"] { #expect(texts.contains(text), "\(texts)") }
  }

  @Test(arguments: [
    (".*", true, true), ("/.*", true, false), (".+", true, false), ("/a.*", false, false),
    ("^.*$", true, true), ("(.*)", true, true), ("/(.*)", true, false), ("[^/]*", false, false),
  ])
  func whatTakesEverythingIsKnown(pattern: String, everyPath: Bool, everything: Bool) {
    let texts = PatternTexts(pattern)
    #expect(texts.takesEveryPath == everyPath)
    #expect(texts.takesEverything == everything)
  }

  @Test(arguments: ["(", "[z-a]", "a{2000}", "\\pN", "(?<", ""])
  func whatCannotBeTakenApartIsNoTrouble(pattern: String) {
    let texts = PatternTexts(pattern)
    let expression = try? RegularExpression(pattern)
    #expect(texts.matching.allSatisfy { expression?.matchesWhole($0) ?? false })
  }
}
