/// A header's value with `%…%` in it (source/common/formatter/substitution_formatter.cc).
///
/// Known are `%%`, `%REQ(name?other):length%`, `%RESP(…)%`, `%PROTOCOL%`; other commands stand for
/// things that are not modelled here and give `-`, as Envoy gives for what is absent.
struct HeaderFormat: Hashable, Sendable {
  /// What a value may quote.
  struct Context {
    /// The request, as it goes on.
    var request: RequestHead
    /// The response; `nil` before there is one.
    var response: HeaderMap?
  }

  private enum Part: Hashable, Sendable {
    case text(String)
    case request([String], length: Int?)
    case response([String], length: Int?)
    case unknown(String)
  }

  private var parts: [Part] = []
  /// Commands that are not modelled, such as `START_TIME`.
  var unknownCommands: [String] {
    parts.compactMap { if case .unknown(let name) = $0 { name } else { nil } }
  }

  init(_ format: String) {
    var text = ""
    var rest = format[...]
    while let start = rest.firstIndex(of: "%") {
      text += rest[..<start]
      let behind = rest.index(after: start)
      guard let end = rest[behind...].firstIndex(of: "%") else {
        text += rest[start...]
        rest = ""
        break
      }
      if end == behind {
        text += "%"
      } else {
        if !text.isEmpty { parts.append(.text(text)) }
        text = ""
        parts.append(Self.command(String(rest[behind..<end])))
      }
      rest = rest[rest.index(after: end)...]
    }
    text += rest
    if !text.isEmpty { parts.append(.text(text)) }
  }

  private static func command(_ text: String) -> Part {
    if text == "PROTOCOL" { return .text("HTTP/1.1") }
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close
    else { return .unknown(text) }
    let names = text[text.index(after: open)..<close].split(separator: "?")
      .map { String($0).lowercasedASCII }
    let behind = text[text.index(after: close)...]
    let length = behind.hasPrefix(":") ? Int(behind.dropFirst()) : nil
    switch text[..<open] {
    case "REQ": return .request(names, length: length)
    case "RESP": return .response(names, length: length)
    default: return .unknown(String(text[..<open]))
    }
  }

  /// The value for a request.
  func text(_ context: Context) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .request(let names, let length):
        first(names, length) { context.request.values($0).first }
      case .response(let names, let length):
        first(names, length) { context.response?[$0] }
      case .unknown: "-"
      }
    }.joined()
  }

  private func first(
    _ names: [String], _ length: Int?, _ value: (String) -> String?
  ) -> String {
    guard let value = names.lazy.compactMap(value).first else { return "-" }
    return length.map { String(value.prefix($0)) } ?? value
  }
}
