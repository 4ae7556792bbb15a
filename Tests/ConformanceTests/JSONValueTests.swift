internal import EnvoyMessages
internal import Testing

/// JSON texts as values (RFC 8259).
@Suite struct JSONValueTests {
  static let texts: [(read: String, written: String)] = [
    ("{}", "{}"), (" [ ] ", "[]"), ("null", "null"), ("true", "true"), ("-0.5", "-0.5"),
    ("1e3", "1000"), ("4294967295", "4294967295"), ("12.25", "12.25"),
    ("{\"b\":1,\"a\":{\"d\":[],\"c\":false}}", "{\"a\":{\"c\":false,\"d\":[]},\"b\":1}"),
    ("{\"a\":1,\"a\":2}", "{\"a\":1}"),
    ("\"\\u00e9\\n\\\"\\\\\\/\"", "\"é\\n\\\"\\\\/\""),
    ("\"\\ud83d\\ude00\"", "\"😀\""), ("\"\\u0001\"", "\"\\u0001\""), ("\"\"", "\"\""),
  ]

  @Test("a text is read and written with sorted keys", arguments: texts.indices)
  func writes(_ index: Int) throws {
    let (read, written) = JSONValueTests.texts[index]
    #expect(try JSONValue(reading: Array(read.utf8)).text == written)
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "tru", "\"a", "\"\\x\"", "1 2", "-",
      "\"\\u12\"", "\"\n\"", String(repeating: "[", count: 300),
    ])
  func refuses(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSONValue(reading: Array(text.utf8)) }
  }

  @Test("members are set, changed and removed in order") func members() {
    var object: JSONValue = ["b": 2]
    object["a"] = 1
    object["c"] = [true]
    object.change("b") { $0 = "two" }
    object["missing"] = nil
    #expect(object.text == "{\"a\":1,\"b\":\"two\",\"c\":[true]}")
    object["b"] = nil
    #expect(object.text == "{\"a\":1,\"c\":[true]}")
  }

  @Test("several lines are indented as istioctl does") func indented() {
    let value: JSONValue = ["a": [1, [:]], "b": []]
    #expect(
      value.text(indentation: 4) == """
        {
            "a": [
                1,
                {}
            ],
            "b": []
        }
        """)
  }

  @Test("lists whose order means nothing are sorted") func projection() throws {
    let routes = try JSONValue(
      reading: Array(
        """
        {"name":"80","virtualHosts":[
          {"name":"b:80","domains":["b","10.0.0.1"],"routes":[{"name":"2"},{"name":"1"}]},
          {"name":"a:80","domains":["a"]}]}
        """.utf8)
    ).projected(as: .routes)
    #expect(routes["virtualHosts"]?.items.map { $0["name"]?.string } == ["a:80", "b:80"])
    let second = routes["virtualHosts"]?.items.last
    #expect(second?["domains"]?.text == "[\"10.0.0.1\",\"b\"]")
    #expect(second?["routes"]?.items.map { $0["name"]?.string } == ["2", "1"])
  }
}
