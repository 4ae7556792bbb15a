internal import ProxyConfig

/// Headers to remove, overwrite and add, in Envoy's order: all removals, then what overwrites, then
/// what is added (source/common/router/header_parser.cc, evaluateHeaders).
///
/// All values are worked out from the headers before any change.
struct HeaderMutation: Sendable {
  private var removed: [String]
  private var overwritten: [(name: String, value: HeaderFormat)]
  private var added: [(name: String, value: HeaderFormat)]

  init(add options: [HeaderValueOption]?, remove names: [String]?) {
    removed = (names ?? []).map(\.lowercasedASCII)
    overwritten = []
    added = []
    for option in options ?? [] {
      let entry = (option.header.key.lowercasedASCII, HeaderFormat(option.header.value ?? ""))
      switch option.appendAction {
      case .overwriteIfExistsOrAdd, .overwriteIfExists: overwritten.append(entry)
      case .appendIfExistsOrAdd, .addIfAbsent, .other, nil: added.append(entry)
      }
    }
  }

  /// Changes a request's head; `host` and pseudo headers can be overwritten too.
  func apply(to request: inout RequestHead) {
    let context = HeaderFormat.Context(request: request, response: nil)
    let overwriting = overwritten.map { ($0.name, $0.value.text(context)) }
    let adding = added.map { ($0.name, $0.value.text(context)) }
    for name in removed { request.headers.remove(name) }
    for (name, value) in overwriting where !value.isEmpty {
      switch name {
      case ":authority", "host": request.authority = value
      case ":path": request.path = value
      case ":method": request.method = value
      default: request.headers.replace(name, value)
      }
    }
    for (name, value) in adding where !value.isEmpty { request.headers.add(name, value) }
  }

  /// Changes a response's headers; values may quote the request.
  func apply(to headers: inout HeaderMap, request: RequestHead) {
    let context = HeaderFormat.Context(request: request, response: headers)
    let overwriting = overwritten.map { ($0.name, $0.value.text(context)) }
    let adding = added.map { ($0.name, $0.value.text(context)) }
    for name in removed { headers.remove(name) }
    for (name, value) in overwriting where !value.isEmpty { headers.replace(name, value) }
    for (name, value) in adding where !value.isEmpty { headers.add(name, value) }
  }
}
