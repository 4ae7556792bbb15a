import EnvoyMessages
import ProxyConfig
import Testing

@testable import Laboratory

/// As whom `labbook curl` sends a request.
@Suite struct CallerNameTests {
  static let names: [(String, String?)] = [
    ("cluster.local/ns/shop/sa/web", "spiffe://cluster.local/ns/shop/sa/web"),
    ("spiffe://td/ns/shop/sa/web", "spiffe://td/ns/shop/sa/web"),
    ("shop/web", nil), ("cluster.local/ns//sa/web", nil), ("cluster.local/ns/*/sa/web", nil),
    ("cluster.local/ns/shop/sa/web/more", nil), ("", nil),
  ]

  @Test(arguments: names.indices) func aNameIsAnIdentity(_ index: Int) {
    let (text, name) = Self.names[index]
    #expect(CallerName.principal(text) == name)
  }

  @Test func claimsAreAnObject() {
    #expect(
      CallerName.claims(of: ["iss": "lab", "groups": ["a", .number(1)], "ok": .boolean(true)])
        == [
          "iss": .string("lab"), "groups": .list([.string("a"), .number(1)]), "ok": .bool(true),
        ])
    #expect(CallerName.claims(of: .string("lab")) == nil)
  }

  @Test func linesHaveNameAndClaims() throws {
    let line = try RequestLine([
      "from": "web", "url": "http://db/", "as": "cluster.local/ns/a/sa/b", "claims": ["sub": "me"],
    ])
    #expect(line.principal == "spiffe://cluster.local/ns/a/sa/b")
    #expect(line.claims == ["sub": .string("me")])
    #expect(throws: RequestLine.Problem.self) {
      try RequestLine(["from": "web", "url": "http://db/", "as": "b"])
    }
    #expect(throws: RequestLine.Problem.self) {
      try RequestLine(["from": "web", "url": "http://db/", "claims": "me"])
    }
  }
}
