internal import Glibc

/// The most memory that this process has had since a moment.
///
/// `getrusage` counts from the start, so that it tells what ran before. Linux forgets that where it
/// is told to (proc(5), `/proc/PID/clear_refs` and `VmHWM`).
enum MemoryPeak {
  /// Counts from now on; what is not returned to the system yet counts on.
  static func forget() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  /// In megabytes.
  static var megabytes: Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let bytes = line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
      let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\t" }
      if words.first == "VmHWM:", words.count > 1 { return (Int(words[1]) ?? 0) / 1024 }
    }
    return 0
  }
}
