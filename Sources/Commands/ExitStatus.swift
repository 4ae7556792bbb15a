/// How the program ends, gravest first.
package enum ExitStatus: Int32, Hashable, Sendable {
  /// labbook's own fault.
  case fault = 70
  /// Something cannot be written: reports, or what is printed.
  case undelivered = 74
  /// The input cannot be used.
  case badInput = 65
  /// The command line cannot be understood.
  case usage = 64
  /// A verdict is not the expected one, or has no expectation where each must have one; a compared
  /// verdict changed, or reports are stale.
  case unexpected = 1
  /// A verdict is undecided where one was expected, or since a run met a limit.
  case undecided = 2
  /// Everything is as expected.
  case success = 0
}
