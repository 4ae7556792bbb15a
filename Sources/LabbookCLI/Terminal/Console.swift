import Commands
import Diagnostics
import Foundation

/// Where the program writes: answers to standard output, everything else to standard error.
///
/// This is the door for what stands in an input: nothing goes out that a terminal would obey.
/// What could not be delivered is not forgotten: ``status(_:)`` turns it into a failure.
struct Console: Sendable {
  /// Whether standard error is a terminal that may show progress.
  var showsProgress: Bool
  /// How wide a table may be.
  var columns: Int

  /// How standard output is coloured.
  var paint: Paint
  /// How standard error is coloured.
  var errorPaint: Paint

  private let delivery = Delivery()

  init(environment: [String: String]) {
    showsProgress = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    columns = TerminalSize.columns(of: STDOUT_FILENO) ?? 80
    paint = Paint(environment, isTerminal: isatty(STDOUT_FILENO) == 1)
    errorPaint = Paint(environment, isTerminal: isatty(STDERR_FILENO) == 1)
  }

  /// Writes one line with the signs of verdicts in it, coloured where a terminal reads.
  func print(verdicts text: String) {
    write(paint.verdicts(VisibleText.line(text)) + "\n", to: STDOUT_FILENO)
  }

  /// Writes bytes to standard output as they are, such as a page for a file.
  func print(bytes: [UInt8]) {
    bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) }
  }

  /// Writes one line to standard output; line ends within the text are shown as such.
  func print(_ text: String) { write(VisibleText.line(text) + "\n", to: STDOUT_FILENO) }

  /// Writes text of several lines to standard output, and no line end of its own.
  func print(lines text: String) { write(VisibleText.lines(text), to: STDOUT_FILENO) }

  /// Writes JSON and a line end to standard output; its values stay what they are.
  func print(json text: String) { write(VisibleText.json(text) + "\n", to: STDOUT_FILENO) }

  /// Writes text to standard error, and a line end.
  func note(_ text: String) { write(VisibleText.lines(text) + "\n", to: STDERR_FILENO) }

  /// Writes findings to standard error, each on lines of its own.
  func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      let text = VisibleText.lines(diagnostic.description)
      write(errorPaint.finding(text, diagnostic) + "\n", to: STDERR_FILENO)
    }
  }

  /// Shows how far the work is, on one line that is overwritten; nothing where no terminal reads.
  func progress(_ text: String) {
    guard showsProgress else { return }
    write("\r\u{1B}[2K" + text, to: STDERR_FILENO)
  }

  /// Takes the progress line away.
  func endProgress() {
    guard showsProgress else { return }
    write("\r\u{1B}[2K", to: STDERR_FILENO)
  }

  /// The status to end with: a failure where something that was printed could not be delivered.
  func status(_ status: ExitStatus) -> ExitStatus {
    guard let problem = delivery.problem else { return status }
    note(
      Diagnostic(
        .undelivered,
        "what was printed could not be written: \(String(cString: strerror(problem)))"
      ).description)
    switch status {
    case .success, .undecided, .unexpected: return .undelivered
    case .undelivered, .usage, .badInput, .fault: return status
    }
  }

  private func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in write(UnsafeRawBufferPointer(bytes), to: descriptor) }
  }

  /// Writes all bytes; a reader that has gone away ends the writing in silence, as with `head`.
  private func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Foundation.write(descriptor, start, rest.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
        continue
      }
      guard count > 0 else {
        if errno != EPIPE { delivery.fail(errno) }
        return
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }
}
