internal import CEvent
internal import Glibc

/// The HTTP server of a preview: libevent's, on 127.0.0.1 alone, in one thread.
public enum PreviewServer {
  /// Why a port cannot be listened on, as the system says it.
  public struct Problem: Error, Hashable, Sendable {
    /// The reason.
    public var words: String
    /// Whether somebody else listens there.
    public var isTaken: Bool
  }

  /// Serves pages until the process ends; blocks its thread.
  ///
  /// `port` is where to listen; 0 for any that is free.
  /// `listening` is called with the port once requests are taken.
  /// It throws what keeps it from listening.
  public static func run(
    port: UInt16, pages: PreviewPages, listening: (UInt16) -> Void
  ) throws(Problem) {
    // A reader that goes away is no reason to end.
    signal(SIGPIPE, SIG_IGN)
    guard let base = event_base_new(), let http = evhttp_new(base) else {
      throw Problem(words: "there is no memory", isTaken: false)
    }
    defer {
      evhttp_free(http)
      event_base_free(base)
    }
    evhttp_set_allowed_methods(http, labbook_get_and_head)
    evhttp_set_max_headers_size(http, 16 << 10)
    evhttp_set_max_body_size(http, 4 << 10)
    guard let bound = evhttp_bind_socket_with_handle(http, "127.0.0.1", port) else {
      let error = errno
      throw Problem(words: String(cString: strerror(error)), isTaken: error == EADDRINUSE)
    }
    let loop = PreviewLoop(pages)
    let context = Unmanaged.passUnretained(loop).toOpaque()
    evhttp_set_gencb(
      http,
      { request, context in
        guard let request, let context else { return }
        Unmanaged<PreviewLoop>.fromOpaque(context).takeUnretainedValue().answer(request)
      }, context)
    let timer = event_new(
      base, -1, labbook_persist,
      { _, _, context in
        guard let context else { return }
        Unmanaged<PreviewLoop>.fromOpaque(context).takeUnretainedValue().tellListeners()
      }, context)
    defer { event_free(timer) }
    var interval = timeval(tv_sec: 0, tv_usec: 40_000)
    event_add(timer, &interval)
    listening(Self.port(of: evhttp_bound_socket_get_fd(bound)) ?? port)
    event_base_dispatch(base)
    withExtendedLifetime(loop) {}
  }

  /// The port of a socket of IPv4.
  private static func port(of descriptor: Int32) -> UInt16? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length) == 0
      }
    }
    return isKnown ? UInt16(bigEndian: address.sin_port) : nil  // in range: as many bits
  }
}
