import Foundation
import Synchronization

/// Whether everything that was printed could be written.
///
/// A class since every copy of a console tells the same one, from whatever task.
final class Delivery: Sendable {
  /// The first problem's `errno`; 0 for none.
  private let first = Atomic<Int32>(0)

  /// The `errno` of the first text that could not be written.
  var problem: Int32? {
    let number = first.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  func fail(_ error: Int32) {
    _ = first.compareExchange(expected: 0, desired: error, ordering: .relaxed)
  }

  /// Takes the places of standard streams that are closed, so that no file which is opened later
  /// gets one of them and is written to as if it were a terminal.
  ///
  /// Writing to one fails as before.
  static func holdStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is the one that is missing.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
