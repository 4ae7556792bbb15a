/// The parts of a URL that a client needs: `http://host[:port][/path][?query]`.
public struct RequestURL: Hashable, Sendable {
  /// `http` or `https`.
  public var scheme: String
  /// As written, without brackets where it is an IPv6 address.
  public var host: String
  /// As written, else the scheme's own.
  public var port: Int
  /// Path and query as they go on the wire; at least `/`.
  public var target: String
  /// The Host header or `:authority`: the host, and the port where it is not the scheme's own
  /// (curl leaves out the default port).
  public var authority: String

  /// Why a text is no URL that labbook can call.
  public enum Problem: Error, Hashable, Sendable {
    case noScheme
    case unknownScheme(String)
    case noHost
    case invalidPort(String)
    case invalidCharacter
    case userInfo
  }

  /// Reads a URL as curl does, without its guesses: the scheme must be written.
  ///
  /// A fragment is cut off.
  public init(_ text: String) throws(Problem) {
    guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      throw .invalidCharacter
    }
    guard let mark = text.firstRange(of: "://") else { throw .noScheme }
    scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { throw .unknownScheme(scheme) }
    let rest = text[mark.upperBound...].prefix { $0 != "#" }
    let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
    let place = rest[..<end]
    guard !place.contains("@") else { throw .userInfo }
    let path = rest[end...]
    target = path.hasPrefix("/") ? String(path) : "/\(path)"
    let defaultPort = scheme == "https" ? 443 : 80
    let (host, portText) = try Self.split(place)
    self.host = host
    if let portText, !portText.isEmpty {
      guard let number = Int(portText), (1...65535).contains(number),
        portText.utf8.allSatisfy({ (48...57).contains($0) })
      else { throw .invalidPort(String(portText)) }
      port = number
    } else {
      port = defaultPort
    }
    let shown = host.contains(":") ? "[\(host)]" : host
    authority = port == defaultPort ? shown : "\(shown):\(port)"
  }

  private static func split(_ place: Substring) throws(Problem) -> (String, Substring?) {
    if place.hasPrefix("[") {
      guard let close = place.firstIndex(of: "]") else { throw .noHost }
      let host = place[place.index(after: place.startIndex)..<close]
      let after = place[place.index(after: close)...]
      guard !host.isEmpty, after.isEmpty || after.hasPrefix(":") else { throw .noHost }
      return (String(host), after.isEmpty ? nil : after.dropFirst())
    }
    let parts = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty else { throw .noHost }
    return (String(host), parts.count > 1 ? parts[1] : nil)
  }
}

extension RequestURL.Problem: CustomStringConvertible {
  /// The rest of a sentence that begins with the URL.
  public var description: String {
    switch self {
    case .noScheme: "has no scheme"
    case .unknownScheme(let scheme): "has the scheme \(scheme), and only http and https are known"
    case .noHost: "has no host"
    case .invalidPort(let text): "has the port “\(text)”, and ports go from 1 to 65535"
    case .invalidCharacter: "holds a blank or a control character"
    case .userInfo: "holds a user name, which is not modelled"
    }
  }
}

extension RequestTemplate {
  /// The host and port that the connection goes to; `nil` where either is none.
  package var target: (host: String, port: Int)? {
    guard let url = try? RequestURL(url) else { return nil }
    guard let connectTo else { return (url.host, url.port) }
    let isPortWritten = connectTo.lastIndex(of: ":").map { colon in
      connectTo[..<colon].allSatisfy { $0 != ":" } || connectTo[..<colon].hasSuffix("]")
    }
    let isBare = connectTo.contains(":") && !(isPortWritten ?? false)
    let place = isBare && !connectTo.hasPrefix("[") ? "[\(connectTo)]" : connectTo
    guard let other = try? RequestURL("\(url.scheme)://\(place)") else { return nil }
    return (other.host, isPortWritten ?? false ? other.port : url.port)
  }
}
