import RegularExpression
import Testing

@Suite struct RegularExpressionTests {
  @Test(arguments: [
    ("a.*", "abc", true), ("a", "abc", false), ("", "", true), ("", "a", false),
    (".*", "", true), ("[a-z]+/\\d{2}", "api/42", true), ("(?i)ABC", "abc", true),
    ("안녕.*", "안녕하세요", true),
  ])
  func matchesOnlyWholeTexts(pattern: String, text: String, expected: Bool) throws {
    #expect(try RegularExpression(pattern).matchesWhole(text) == expected)
  }

  @Test(arguments: [
    ("(a", "missing ): (a"), ("(?=a)", "invalid perl operator: (?="),
    ("[z-a]", "invalid character class range: z-a"),
  ])
  func saysWhyAPatternIsNone(pattern: String, message: String) {
    #expect(throws: RegularExpression.SyntaxError(message: message)) {
      try RegularExpression(pattern)
    }
  }

  @Test func replacesEveryMatch() throws {
    let expression = try RegularExpression("/v(\\d)/")
    #expect(
      expression.replacingMatches(in: "/v1/a/v2/b", with: "/api-\\1/") == "/api-1/a/api-2/b")
  }
}
