/// Where a site will be: an absolute `http` or `https` address of a folder.
public struct SiteAddress: Hashable, Sendable {
  /// Why a text is no such address, as the end of a sentence that begins with the text.
  public struct Problem: Error, Hashable, Sendable {
    /// The reason, in words.
    public var words: String
  }

  /// Scheme, host and port, such as `https://example.org`.
  public let origin: String
  /// The folder, with `/` at both ends; `/` alone at a host's top.
  public let path: String

  /// The whole address, with a slash at its end.
  public var text: String { origin + path }

  /// The address of a path below the folder.
  ///
  /// `below` is its parts with `/` between them, already written as addresses are.
  public func address(_ below: String) -> String { text + below }

  /// Takes each part as it is.
  public init(_ text: String) throws(Problem) {
    guard let end = text.firstRange(of: "://") else {
      throw Problem(words: "does not begin with https:// or http://")
    }
    let scheme = text[..<end.lowerBound].lowercased()
    guard ["http", "https"].contains(scheme) else {
      throw Problem(words: "begins with neither https:// nor http://")
    }
    let rest = text[end.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest[authority.endIndex...]
    try Self.check(authority: authority)
    try Self.check(path: path)
    origin = "\(scheme)://\(authority.lowercased())"
    self.path = path.isEmpty ? "/" : path.hasSuffix("/") ? String(path) : path + "/"
  }

  private static func check(authority: Substring) throws(Problem) {
    if authority.contains("@") { throw Problem(words: "holds a user's name, which readers see") }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    let host = parts.first ?? ""
    let isPlain = host.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 || $0 == 46 }
    guard isPlain, host.utf8.contains(where: isLetterOrDigit), !host.hasPrefix("."),
      !host.contains("..")
    else {
      throw Problem(words: host.isEmpty ? "names no host" : "names a host that can be none")
    }
    guard parts.count < 3, parts.count == 1 || isPort(parts[1]) else {
      throw Problem(words: "names a port that can be none")
    }
  }

  private static func isPort(_ text: Substring) -> Bool {
    Int(text).map { (1...65_535).contains($0) } ?? false
  }

  private static func check(path: Substring) throws(Problem) {
    if path.contains("?") || path.contains("#") {
      throw Problem(words: "goes on after its folder with “?” or “#”")
    }
    // RFC 3986, section 3.3: unreserved, percent-encoded, sub-delims, “:” and “@”.
    guard path.utf8.allSatisfy({ isLetterOrDigit($0) || "-._~!$&'()*+,;=:@/%".utf8.contains($0) })
    else {
      throw Problem(words: "holds characters that an address writes as %XX")
    }
    if path.split(separator: "/").contains(where: { $0 == ".." || $0 == "." }) {
      throw Problem(words: "holds steps such as “..”")
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 32) || (48...57).contains(byte)
  }
}
