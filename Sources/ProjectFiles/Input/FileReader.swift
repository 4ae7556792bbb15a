internal import Foundation

/// Reads one file whole, up to a limit, or says why it cannot.
package enum FileReader {
  /// Why a file cannot be read.
  package enum Problem: Error, Hashable {
    /// There is nothing of that name.
    case missing
    /// Its links lead out of the folder that it must lie in.
    case leavesFolder
    /// It is something other than a regular file: what, in words.
    case noFile(String)
    /// It has more bytes than the limit.
    case tooLarge
    /// A FIFO that no process has opened for writing.
    case noWriter
    /// What the operating system says.
    case unreadable(String)

    /// The problem as the end of a sentence that begins with the file's name.
    package func words(limit: Int) -> String {
      switch self {
      case .missing: "does not exist"
      case .leavesFolder: "is a link that leaves its folder"
      case .noFile(let kind): "is \(kind), no regular file"
      case .tooLarge: "has more than \(limit) bytes, which is the limit"
      case .noWriter: "is a FIFO that nobody writes to"
      case .unreadable(let reason): "cannot be read: \(reason)"
      }
    }
  }

  /// The bytes of a regular file of at most so many; nothing else is opened for longer than it
  /// takes to see what it is.
  ///
  /// `folder`: where the file must lie once its links are followed; `nil` for anywhere.
  package static func regularFile(
    _ path: String, limit: Int, within folder: String? = nil
  ) -> Result<[UInt8], Problem> {
    guard let resolved = FileSystemPath.resolved(path) else {
      return .failure(errno == ENOENT ? .missing : .unreadable(FileSystemPath.lastError))
    }
    if let folder, !FileSystemPath.lies(resolved, in: folder) { return .failure(.leavesFolder) }
    // Without O_NONBLOCK, opening a FIFO waits for its writer.
    let descriptor = open(resolved, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY)
    // A socket cannot be opened at all.
    guard descriptor >= 0 else {
      return .failure(
        errno == ENXIO ? .noFile("a socket or device") : .unreadable(FileSystemPath.lastError))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      return .failure(.unreadable(FileSystemPath.lastError))
    }
    if let kind = FileSystemPath.kind(of: status.st_mode) { return .failure(.noFile(kind)) }
    guard status.st_size <= limit else { return .failure(.tooLarge) }
    return StreamReading(limit: limit, capacity: Int(status.st_size)).bytes(of: descriptor)
  }

  /// The bytes of whatever a command line may name: a regular file, a pipe as `<(…)` makes one, a
  /// FIFO, standard input; at most so many.
  package static func stream(_ path: String, limit: Int) -> Result<[UInt8], Problem> {
    if ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(path) {
      return standardInput(limit: limit)
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      return .failure(errno == ENOENT ? .missing : .unreadable(FileSystemPath.lastError))
    }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFIFO,
      let kind = FileSystemPath.kind(of: status.st_mode)
    {
      return .failure(.noFile(kind))
    }
    return StreamReading(limit: limit, waitsForWriter: isNamedFIFO(descriptor))
      .bytes(of: descriptor)
  }

  /// Standard input to its end.
  package static func standardInput(limit: Int) -> Result<[UInt8], Problem> {
    StreamReading(limit: limit).bytes(of: STDIN_FILENO)
  }

  /// Whether it is a FIFO with a place in the file system: one that nobody has opened for writing
  /// yet reads as empty, as a pipe does whose writers are done.
  private static func isNamedFIFO(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return false }
    var target = [CChar](repeating: 0, count: 16)
    let count = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
    // An anonymous pipe is called `pipe:[NUMBER]`, everything else by its path.
    return count <= 0 || target[0] == CChar(UInt8(ascii: "/"))
  }
}

/// Reads a descriptor to its end.
private struct StreamReading {
  let limit: Int
  var capacity = 0
  /// Whether an end before the first byte may mean that the writer has not come yet.
  var waitsForWriter = false

  /// How long a FIFO's writer may take to open it, in steps of 50 ms.
  private static let writerPatience = 100

  func bytes(of descriptor: Int32) -> Result<[UInt8], FileReader.Problem> {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(capacity, limit) + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var patience = Self.writerPatience
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        bytes += chunk[..<count]
        guard bytes.count <= limit else { return .failure(.tooLarge) }
      } else if count < 0, errno == EINTR {
        continue
      } else if count < 0, errno == EAGAIN {
        // Somebody holds the other end: wait for what comes, however long it takes to be made.
        patience = -1
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if count < 0 {
        let problem = errno
        return .failure(
          problem == EISDIR ? .noFile("a folder") : .unreadable(FileSystemPath.words(of: problem)))
      } else if waitsForWriter, bytes.isEmpty, patience >= 0 {
        guard patience > 0 else { return .failure(.noWriter) }
        patience -= 1
        usleep(50_000)
      } else {
        return .success(bytes)
      }
    }
  }
}
