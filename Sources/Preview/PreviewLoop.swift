internal import CEvent

/// What the server's one thread holds: the pages, and the readers that wait for changes.
///
/// A class, since libevent's callbacks get a pointer to it.
final class PreviewLoop {
  private let pages: PreviewPages
  /// Requests that stay open, by their connections.
  private var listeners: [OpaquePointer: OpaquePointer] = [:]
  private var told = 0
  private var ticks = 0

  init(_ pages: PreviewPages) { self.pages = pages }

  /// Answers a request, or keeps it to tell of changes.
  func answer(_ request: OpaquePointer) {
    let uri = evhttp_request_get_evhttp_uri(request)
    let path = evhttp_uri_get_path(uri).map { String(cString: $0) } ?? "/"
    let headers = evhttp_request_get_input_headers(request)
    let host = evhttp_find_header(headers, "Host").map { String(cString: $0) }
    if path == PreviewAnswer.changesPath, PreviewAnswer.isOwn(host) { return listen(request) }
    let answer = PreviewAnswer(path: path.isEmpty ? "/" : path, host: host, pages: pages)
    add("Content-Type", answer.type, to: request)
    if let location = answer.location { add("Location", location, to: request) }
    let buffer = evbuffer_new()
    defer { evbuffer_free(buffer) }
    _ = answer.body.withUnsafeBytes { evbuffer_add(buffer, $0.baseAddress, $0.count) }
    evhttp_send_reply(request, answer.status, nil, buffer)
  }

  private func add(_ name: String, _ value: String, to request: OpaquePointer) {
    let headers = evhttp_request_get_output_headers(request)
    if name == "Content-Type" {
      for (name, value) in [
        ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
      ] { evhttp_add_header(headers, name, value) }
    }
    evhttp_add_header(headers, name, value)
  }

  /// Keeps a request open as a stream of events (HTML, server-sent events).
  private func listen(_ request: OpaquePointer) {
    guard let connection = evhttp_request_get_connection(request) else { return }
    add("Content-Type", "text/event-stream", to: request)
    evhttp_send_reply_start(request, 200, nil)
    listeners[connection] = request
    evhttp_connection_set_closecb(
      connection,
      { connection, context in
        guard let connection, let context else { return }
        Unmanaged<PreviewLoop>.fromOpaque(context).takeUnretainedValue()
          .listeners[connection] = nil
      }, Unmanaged.passUnretained(self).toOpaque())
    send("data: \(pages.version)\n\n", to: request)
  }

  /// Tells everybody who waits where the pages have changed; else, now and then, that it is here.
  func tellListeners() {
    ticks &+= 1
    let version = pages.version
    let isNews = version != told
    guard isNews || ticks % 250 == 0 else { return }
    told = version
    let text = isNews ? "data: \(version)\n\n" : ": here\n\n"
    for request in Array(listeners.values) { send(text, to: request) }
  }

  private func send(_ text: String, to request: OpaquePointer) {
    let buffer = evbuffer_new()
    defer { evbuffer_free(buffer) }
    var text = text
    text.withUTF8 { bytes in _ = evbuffer_add(buffer, bytes.baseAddress, bytes.count) }
    evhttp_send_reply_chunk(request, buffer)
  }
}
