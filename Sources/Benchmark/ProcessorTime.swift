internal import Glibc

/// Measures CPU time, which other programs of the machine disturb less than the clock.
enum ProcessorTime {
  /// The CPU time that a piece of work takes, in seconds: the median of five runs.
  static func median(of work: () -> Void) -> Double {
    let times = (0..<5).map { _ in
      let start = now
      work()
      return now - start
    }
    return times.sorted()[2]
  }

  /// A figure as it is printed: to three decimal places.
  static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

  /// What this process has used so far.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
