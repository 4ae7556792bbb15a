import Foundation

/// How large a terminal is.
enum TerminalSize {
  /// Its columns, within reason; `nil` where it is no terminal, or does not say.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return min(max(Int(size.ws_col), 40), 200)
  }
}
