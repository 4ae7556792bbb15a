import DataPlane
import EnvoyMessages
import Laboratory
import ProxyConfig
import Simulator
import Testing

/// What a line of `labbook curl --requests` may say, and what is said of one that says otherwise.
@Suite struct RequestLineTests {
  /// A line that is none, and why.
  static let refused: [(line: JSONValue, words: String)] = [
    (.string("a"), "is no JSON object"),
    (["url": "http://web/"], "has no from"),
    (["from": .number(1), "url": "http://web/"], "needs a text as its from"),
    (["from": "a"], "has neither url nor configuration"),
    (["from": "a", "url": .boolean(true)], "needs a text as its url"),
    (["from": "a", "configuration": "80"], "has no authority"),
    (["from": "a", "url": "u", "method": .number(2)], "needs a text as its method"),
    (["from": "a", "url": "u", "headers": "x: y"], "needs pairs or an object as its headers"),
    (
      ["from": "a", "url": "u", "headers": .array([.array([.string("x")])])],
      "has a header that is no pair"
    ),
    (
      ["from": "a", "url": "u", "headers": ["x": .number(1)]],
      "has a header that is no pair of texts"
    ),
    (
      ["from": "a", "url": "u", "headers": ["": "y"]],
      "has a header that is no pair of texts"
    ),
    (
      ["from": "a", "url": "u", "as": "web"],
      "needs TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT as its as"
    ),
    (["from": "a", "url": "u", "claims": .array([])], "needs an object as its claims"),
    (["from": "a", "url": "u", "application": .number(3)], "needs an object as its application"),
    (
      ["from": "a", "url": "u", "application": ["status": .number(9_999)]],
      "needs a number from 200 to 599 as its application's status"
    ),
    (
      ["from": "a", "url": "u", "application": ["status": "503"]],
      "needs a number from 200 to 599 as its application's status"
    ),
    (
      ["from": "a", "url": "u", "application": ["delay": .number(-1)]],
      "needs a number from 0 to 86400 as its application's delay"
    ),
  ]

  @Test(arguments: refused.indices) func whatIsNoLineIsSaid(_ index: Int) {
    let (line, words) = Self.refused[index]
    do throws(RequestLine.Problem) {
      _ = try RequestLine(line)
      Issue.record("\(line.text) is read")
    } catch {
      #expect(error.words == words)
    }
  }

  @Test func absentMembersHaveTheirDefaults() throws {
    let line = try RequestLine(["from": "web", "url": "http://db/"])
    #expect(line.id == .null)
    #expect(line.method == "GET")
    #expect(line.headers.isEmpty)
    #expect(line.body.isEmpty)
    #expect(line.application == nil)
    #expect(line.entry == .url("http://db/"))
  }

  @Test func headersComeAsPairsOrByName() throws {
    let pairs = try RequestLine([
      "from": "a", "url": "u",
      "headers": .array([
        .array([.string("x"), .string("1")]), .array([.string("x"), .string("2")]),
      ]),
    ])
    #expect(pairs.headers.map(\.value) == ["1", "2"])
    let named = try RequestLine(["from": "a", "url": "u", "headers": ["x": "1"]])
    #expect(named.headers.map(\.name) == ["x"])
  }

  @Test func anEntryMayBeARouteConfiguration() throws {
    let line = try RequestLine([
      "id": .number(7), "from": "a", "configuration": "80", "authority": "web",
    ])
    #expect(line.id == .number(7))
    #expect(line.entry == .configuration("80", authority: "web", path: "/"))
  }

  @Test func anApplicationIsAScriptWithinItsRanges() throws {
    let script = try #require(
      try RequestLine([
        "from": "a", "url": "u",
        "application": [
          "status": .number(503), "delay": .number(0.25), "reset": .boolean(true), "body": "no",
          "headers": ["x-why": "tired"],
        ],
      ]).application)
    #expect(script.status == 503)
    #expect(script.delay.nanoseconds == 250_000_000)
    #expect(script.resets)
    #expect(script.body == "no")
  }
}
