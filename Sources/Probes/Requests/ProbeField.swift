internal import DataPlane
internal import ProxyConfig

/// A part of a request that conditions of routes look at.
enum ProbeField: Hashable, Sendable {
  /// The path without its query.
  case path
  /// The method, the scheme, and the Host header or `:authority`.
  case method, scheme, authority
  /// A header, by its name in lower case.
  case header(String)
  /// A parameter of the query.
  case query(String)

  /// The field that a header matcher of a name looks at.
  init(headerName name: String) {
    switch name.lowercased() {
    case ":method": self = .method
    case ":scheme": self = .scheme
    case ":authority", "host": self = .authority
    case ":path": self = .path
    case let name: self = .header(name)
    }
  }

  /// What the field is where nobody asks for it; `nil` is absent.
  var standard: String? {
    switch self {
    case .path: "/"
    case .method: "GET"
    case .scheme: "http"
    case .authority, .header, .query: nil
    }
  }
}

/// A request by its parts.
struct RequestDraft: Hashable, Sendable {
  /// The Host header or `:authority`.
  var authority: String
  /// Without its query.
  var path = "/"
  /// Such as `GET`.
  var method = "GET"
  /// `http` or `https`.
  var scheme = "http"
  /// By name, in lower case.
  private var headers: [Pair] = []
  private var query: [Pair] = []

  private struct Pair: Hashable, Sendable {
    var name: String
    var value: String
  }

  init(authority: String) { self.authority = authority }

  /// Gives a field a value; `nil` takes a header or parameter away, and leaves the others as they
  /// are.
  mutating func set(_ field: ProbeField, to value: String?) {
    switch field {
    case .path: path = value ?? path
    case .method: method = value ?? method
    case .scheme: scheme = value ?? scheme
    case .authority: authority = value ?? authority
    case .header(let name): Self.set(name, value, in: &headers)
    case .query(let name): Self.set(name, value, in: &query)
    }
  }

  private static func set(_ name: String, _ value: String?, in pairs: inout [Pair]) {
    pairs.removeAll { $0.name == name }
    guard let value else { return }
    let place = pairs.firstIndex { $0.name > name } ?? pairs.endIndex
    pairs.insert(Pair(name: name, value: value), at: place)
  }

  /// The request as a client sends it.
  ///
  /// A scheme that is not the connection's travels in `x-forwarded-proto`, as from a proxy in
  /// front.
  var head: RequestHead {
    let text = query.map { $0.value.isEmpty ? $0.name : "\($0.name)=\($0.value)" }
      .joined(separator: "&")
    var fields = headers.map { HeaderField($0.name, $0.value) }
    if scheme != "http", !headers.contains(where: { $0.name == "x-forwarded-proto" }) {
      fields.append(HeaderField("x-forwarded-proto", scheme))
    }
    return RequestHead(
      method: method, scheme: scheme, authority: authority,
      path: text.isEmpty ? path : "\(path)?\(text)", headers: fields)
  }
}
