package import EnvoyMessages
internal import Limits
package import DataPlane
internal import Diagnostics
package import ProxyConfig
package import Simulator

/// One line of `labbook curl --requests`: a request to a URL, or to a proxy's route configuration.
package struct RequestLine: Hashable, Sendable {
  /// Where the request enters.
  package enum Entry: Hashable, Sendable {
    /// At whatever the URL leads to from the pod of `from`.
    case url(String)
    /// At this route configuration of the proxy of `from`.
    case configuration(String, authority: String, path: String)
  }

  /// What the answer repeats, so that it can be told whose it is; null where there is none.
  package var id: JSONValue
  /// The pod that asks, as `POD[.NAMESPACE]`, or `outside`.
  package var from: String
  /// Where the request enters.
  package var entry: Entry
  /// The method; GET where there is none.
  package var method: String
  /// Header fields in their order.
  package var headers: [Response.Header]
  /// What is sent; often nothing.
  package var body: String
  /// The name that the caller's proxy shows; `nil` for the pod's own.
  package var principal: String?
  /// The claims of a token that comes with it; `nil` for none.
  package var claims: [String: ProtobufValue]?
  /// What the workload that answers does; absent: each behaves as it does elsewhere.
  package var application: ApplicationScript?

  /// Why a line is none, in words that follow “the line”.
  package struct Problem: Error, Hashable, Sendable {
    /// Such as “has no from”.
    package var words: String

    package init(words: String) { self.words = words }
  }

  /// - Parameter value: the line's object.
  /// - Throws: the first member that is missing or none.
  package init(_ value: JSONValue) throws(Problem) {
    func text(_ key: String) throws(Problem) -> String? {
      guard let member = value[key], member != .null else { return nil }
      guard let text = member.string else { throw Problem(words: "needs a text as its \(key)") }
      return text
    }
    guard case .object = value else { throw Problem(words: "is no JSON object") }
    id = value["id"] ?? .null
    guard let from = try text("from") else { throw Problem(words: "has no from") }
    self.from = from
    method = try text("method") ?? "GET"
    body = try text("body") ?? ""
    headers = try Self.headers(value["headers"])
    if let name = try text("as") {
      guard let known = CallerName.principal(name) else {
        throw Problem(words: "needs TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT as its as")
      }
      principal = known
    }
    if let object = value["claims"], object != .null {
      guard let members = CallerName.claims(of: object) else {
        throw Problem(words: "needs an object as its claims")
      }
      claims = members
    }
    if let url = try text("url") {
      entry = .url(url)
    } else if let configuration = try text("configuration") {
      guard let authority = try text("authority") else {
        throw Problem(words: "has no authority")
      }
      entry = .configuration(configuration, authority: authority, path: try text("path") ?? "/")
    } else {
      throw Problem(words: "has neither url nor configuration")
    }
    application = try value["application"].flatMap { (script) throws(Problem) in
      try Self.application(script)
    }
  }

  /// Pairs `[name, value]`, or an object of names.
  private static func headers(_ value: JSONValue?) throws(Problem) -> [Response.Header] {
    switch value {
    case nil, .null: return []
    case .object(let members):
      return try members.map { (member) throws(Problem) in
        try header(.string(member.key), member.value)
      }
    case .array(let pairs):
      return try pairs.map { (pair) throws(Problem) in
        guard pair.items.count == 2 else { throw Problem(words: "has a header that is no pair") }
        return try header(pair.items[0], pair.items[1])
      }
    default: throw Problem(words: "needs pairs or an object as its headers")
    }
  }

  private static func header(
    _ name: JSONValue, _ value: JSONValue
  ) throws(Problem) -> Response.Header {
    guard let name = name.string, let value = value.string, !name.isEmpty else {
      throw Problem(words: "has a header that is no pair of texts")
    }
    return Response.Header(name: name, value: value)
  }

  private static func application(_ value: JSONValue) throws(Problem) -> ApplicationScript? {
    guard value != .null else { return nil }
    guard case .object = value else {
      throw Problem(words: "needs an object as its application")
    }
    var script = ApplicationScript()
    if let status = try number("status", of: value, within: 200...599) {
      script.status = Int(saturating: status)
    }
    if let seconds = try number("delay", of: value, within: 0...86_400) {
      script.delay = ProtoDuration(nanoseconds: Int64(saturating: (seconds * 1e9).rounded()))
    }
    script.resets = value["reset"] == .boolean(true)
    script.headers = try headers(value["headers"]).map { HeaderField($0.name, $0.value) }
    script.body = value["body"]?.string ?? ""
    return script
  }

  private static func number(
    _ name: String, of application: JSONValue, within range: ClosedRange<Double>
  ) throws(Problem) -> Double? {
    guard let member = application[name], member != .null else { return nil }
    guard case .number(let number) = member, range.contains(number) else {
      throw Problem(
        words: "needs a number from \(Int(saturating: range.lowerBound)) to "
          + "\(Int(saturating: range.upperBound)) as its application's \(name)")
    }
    return number
  }
}
