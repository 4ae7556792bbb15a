import EnvoyMessages
import Synchronization
import Testing

@testable import Laboratory

/// How two messages of one name differ, field by field.
@Suite struct DifferenceTests {
  /// Two messages, and the fields in which they differ.
  static let messages: [(before: JSONValue?, after: JSONValue?, says: [String])] = [
    (["a": "1"], ["a": "1"], []),
    (["a": "1"], ["a": "2"], ["a: 1 → 2"]),
    (["a": "1"], ["b": "2"], ["a: 1 → not set", "b: not set → 2"]),
    (["a": ["b": .number(1)]], ["a": ["b": .number(2)]], ["a.b: 1 → 2"]),
    (nil, ["a": "1"], [#": not set → {"a":"1"}"#]),
    (["a": ["x", "y"]], ["a": ["x", "z"]], ["a[1]: y → z"]),
    (["a": ["x"]], ["a": ["x", "y"]], [#"a: ["x"] → ["x","y"]"#]),
    (
      ["a": [["name": "p", "v": "1"], ["name": "q", "v": "1"]]],
      ["a": [["name": "p", "v": "2"], ["name": "q", "v": "1"]]], ["a[0].v: 1 → 2"]
    ),
    (
      ["a": [["name": "p"], ["name": "q"]]], ["a": [["name": "q"], ["name": "p"]]],
      [#"a (order): ["p","q"] → ["q","p"]"#]
    ),
    (
      ["a": [["name": "p", "v": "1"]]],
      ["a": [["name": "q", "v": "1"], ["name": "p", "v": "1"]]],
      [#"a[q]: not set → {"name":"q","v":"1"}"#]
    ),
  ]

  @Test(arguments: messages.indices) func fieldsThatDifferAreNamed(_ index: Int) {
    let (before, after, says) = Self.messages[index]
    let found = MessageDifference.all(before, after)
    #expect(found.map { "\($0.path): \($0.words)" } == says)
  }

  @Test func whatNobodyCanSeeIsPassedOver() {
    let before: JSONValue = ["metadata": ["x": "1"], "timeout": "1s"]
    let after: JSONValue = ["metadata": ["x": "2"], "timeout": "2s"]
    let found = MessageDifference.all(before, after, isVisible: VisibleFields.cluster)
    #expect(found.map(\.path) == ["timeout"])
  }

  @Test func longValuesAreCut() {
    let words = MessageDifference.text(.string(String(repeating: "x", count: 161)))
    #expect(words.count == 158)
    #expect(words.hasSuffix("x…"))
    #expect(MessageDifference.text(.string(String(repeating: "x", count: 160))).count == 160)
  }

  /// A server's host, a name, and how closely the one fits the other.
  static let hosts: [(pattern: String, name: String, closeness: Int?)] = [
    ("shop.example", "shop.example", .max), ("Shop.Example", "shop.EXAMPLE", .max),
    ("*.example", "shop.example", 8), ("*.example", "a.shop.example", 8),
    ("*.shop.example", "a.shop.example", 13), ("*.example", ".example", nil),
    ("*.example", "example", nil), ("*", "anything", 0), ("*", "", nil),
    ("shop.example", "a.shop.example", nil),
  ]

  @Test(arguments: hosts.indices) func aPatternFitsMoreOrLessClosely(_ index: Int) {
    let (pattern, name, closeness) = Self.hosts[index]
    #expect(HostPattern(pattern).closeness(to: name) == closeness)
  }

  @Test func slotsLetSoManyGoOnAtOnce() async {
    let slots = WorkSlots(2)
    let counter = Mutex((now: 0, most: 0))
    let results = await (0..<50).map(\.self).map(in: slots) { number in
      counter.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      // Work that takes long enough for others to begin beside it.
      let sum = (0..<20_000).reduce(number) { ($0 &* 31) &+ $1 }
      counter.withLock { $0.now -= 1 }
      return sum
    }
    #expect(results == (0..<50).map { (0..<20_000).reduce($0) { ($0 &* 31) &+ $1 } })
    #expect((1...2).contains(counter.withLock(\.most)))
  }
}
