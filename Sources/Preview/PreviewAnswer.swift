/// What a preview's server answers a request, decided without a socket.
public struct PreviewAnswer: Hashable, Sendable {
  /// The path at which a page hears of changes.
  public static let changesPath = "/.labbook/changes"

  /// The status.
  public var status: Int32
  /// Of the body.
  public var type: String
  /// What is sent.
  public var body: [UInt8]
  /// Where to go instead; `nil` for an answer of its own.
  public var location: String?

  /// The answer to a request.
  ///
  /// `path` is as it stands in the request, without what follows a question mark.
  /// `host` is the request's `Host`; names other than the machine's own are refused, since a page
  /// of somebody else's could read the preview by a name that leads to this machine.
  public init(path: String, host: String?, pages: PreviewPages) {
    self = Self.answer(path: path, host: host, pages: pages)
  }

  private static func answer(path: String, host: String?, pages: PreviewPages) -> PreviewAnswer {
    guard isOwn(host) else {
      return PreviewAnswer(421, "This preview answers for 127.0.0.1 and localhost alone.")
    }
    guard let path = decoded(path), path.hasPrefix("/") else {
      return PreviewAnswer(400, "This is no path.")
    }
    let file = path.dropFirst() + (path.hasSuffix("/") ? "index.html" : "")
    if let body = pages.file(String(file)) {
      return PreviewAnswer(200, type: type(of: String(file)), body)
    }
    if pages.has("\(file)/index.html") {
      var answer = PreviewAnswer(301, "")
      answer.location = "./\(path.split(separator: "/").last ?? "")/"
      return answer
    }
    if let page = pages.file("404.html") {
      return PreviewAnswer(404, type: type(of: "404.html"), page)
    }
    return PreviewAnswer(404, "There is no such page.")
  }

  private init(_ status: Int32, type: String, _ body: [UInt8]) {
    self.status = status
    self.type = type
    self.body = body
  }

  private init(_ status: Int32, _ words: String) {
    self.status = status
    type = "text/plain; charset=utf-8"
    body = Array("\(words)\n".utf8)
  }

  /// Whether a `Host` names this machine as one reaches it from itself.
  static func isOwn(_ host: String?) -> Bool {
    guard let host else { return false }
    let parts = host.lowercased().split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first, ["127.0.0.1", "localhost"].contains(name) else { return false }
    return parts.count == 1
      || (parts.count == 2 && parts[1].allSatisfy { ("0"..."9").contains($0) })
  }

  /// A path with its `%XX` resolved; `nil` where what comes out is no text.
  static func decoded(_ path: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = Int(String(decoding: digits, as: UTF8.self), radix: 16),
        value > 0
      else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: value))
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// By the ending of a file's name.
  static func type(of file: String) -> String {
    switch file.split(separator: ".").last.map(String.init) {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "json": "application/json"
    case "md", "yaml", "txt", "csv": "text/plain; charset=utf-8"
    case "xml": "application/xml"
    default: "application/octet-stream"
    }
  }
}
