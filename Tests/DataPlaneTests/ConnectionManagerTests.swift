import ProxyConfig
import Testing

@testable import DataPlane

@Suite struct ConnectionManagerTests {
  @Test(arguments: [
    ("/a/../exact", "/exact"), ("/./a", "/a"), ("/hell%6F", "/hello"), ("//../other", "/other"),
    ("/a//b", "/a//b"), ("/a/b/..", "/a/"), ("/..", "/"), ("/a/%2e%2E/b", "/b"), ("/...", "/..."),
    ("/.a", "/.a"), ("/a.", "/a."), ("/a%2Fb", "/a%2Fb"), ("/a%zz", "/a%zz"), ("/a\\b", "/a/b"),
    ("/a b", "/a%20b"), ("/é", "/%C3%A9"), ("/a?b/../c%6F", "/a?b/../c%6F"), ("/a%", "/a%"),
  ])
  func normalisesPaths(path: String, expected: String) {
    #expect(normalizedPath(path) == expected)
  }

  @Test func refusesNul() {
    #expect(normalizedPath("/a%00") == nil)
  }

  private static let request = RequestHead(
    authority: "a", path: "/x//y",
    headers: [
      HeaderField("Connection", "keep-alive"), HeaderField("X-Envoy-Retry-On", "5xx"),
      HeaderField("x-envoy-decorator-operation", "op"), HeaderField("TE", "gzip"),
      HeaderField("X-Kept", "1"),
    ])

  @Test func removesWhatOnlyInternalClientsMaySay() throws {
    let head = try #require(ConnectionManager(nil).admit(Self.request))
    #expect(
      head.headers.fields.map(\.name) == [
        "x-envoy-decorator-operation", "x-kept", "x-forwarded-proto",
      ])
    #expect(head.path == "/x//y")
  }

  /// Before Envoy 1.33 a request forwarded for one private address was trusted.
  @Test(
    arguments: [
      ("10.0.0.1", true, "5xx"), ("10.0.0.1", false, nil), ("8.8.8.8", true, nil),
      ("10.0.0.1, 10.0.0.2", true, nil), ("::1", true, "5xx"),
    ] as [(String, Bool, String?)])
  func trustsPrivateAddressesWhereTheReleaseDoes(
    forwardedFor: String, trusts: Bool, kept: String?
  ) throws {
    var request = Self.request
    request.headers.set("x-forwarded-for", forwardedFor)
    let manager = ConnectionManager(nil, trustsPrivateAddresses: trusts)
    let head = try #require(manager.admit(request))
    #expect(head.headers["x-envoy-retry-on"] == kept)
    #expect(head.headers["x-envoy-internal"] == kept.map { _ in "true" })
  }

  /// How many proxies are believed, what they say, and who the client is.
  @Test(
    arguments: [
      (0, "1.1.1.1, 2.2.2.2", "9.9.9.9"), (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
      (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"), (3, "1.1.1.1, 2.2.2.2", "9.9.9.9"),
      (1, "who", "9.9.9.9"),
    ] as [(UInt32, String, String)])
  func believesTheProxiesBeforeTheEdge(count: UInt32, said: String, client: String) {
    var manager = HttpConnectionManager(rds: "80")
    manager.useRemoteAddress = true
    manager.xffNumTrustedHops = count == 0 ? nil : count
    var request = Self.request
    request.headers.set("x-forwarded-for", said)
    request.headers.set("x-forwarded-proto", "https")
    let edge = ConnectionManager(manager)
    let connection = DownstreamConnection(sourceAddress: "9.9.9.9")
    #expect(edge.clientAddress(request, on: connection) == client)
    #expect(edge.admit(request)?.headers["x-forwarded-proto"] == (count == 0 ? "http" : "https"))
  }

  @Test func removesMoreAtTheEdge() throws {
    var manager = HttpConnectionManager(rds: "80")
    manager.useRemoteAddress = true
    manager.mergeSlashes = true
    let head = try #require(ConnectionManager(manager).admit(Self.request))
    #expect(head.headers.fields.map(\.name) == ["x-kept", "x-forwarded-proto"])
    #expect(head.path == "/x/y")
  }

  @Test(
    arguments: [
      (nil, nil, ["envoy"]), ("istio-envoy", nil, ["istio-envoy"]),
      (nil, .appendIfAbsent, ["app"]), (nil, .passThrough, ["app"]),
    ] as [(String?, HttpConnectionManager.ServerHeaderTransformation?, [String])])
  func writesTheServer(
    name: String?, transformation: HttpConnectionManager.ServerHeaderTransformation?,
    expected: [String]
  ) {
    var manager = HttpConnectionManager(rds: "80")
    manager.serverName = name
    manager.serverHeaderTransformation = transformation
    var response = ResponseHead(status: 200, headers: [HeaderField("Server", "app")])
    ConnectionManager(manager).finish(&response)
    #expect(response.headers.values("server") == expected)
  }
}
