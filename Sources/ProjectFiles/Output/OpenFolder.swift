internal import Foundation

/// A folder that is held open: what lies below it is reached step by step, and no step follows a
/// symbolic link.
///
/// A class since it owns its descriptor, which is closed with the last reference.
final class OpenFolder: Sendable {
  /// What stands at a path.
  enum Occupant: Hashable, Sendable {
    /// There is nothing of that name.
    case nothing
    /// A regular file.
    case file
    /// Something else, be it on the way there: its path, and what it is in words.
    case other(path: String, kind: String)
  }

  /// The open folder.
  let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// `path`: with its links resolved.
  static func open(_ path: String) throws(FileSystemError) -> OpenFolder {
    let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("") }
    return OpenFolder(descriptor)
  }

  private func child(_ name: String, _ path: String) throws(FileSystemError) -> OpenFolder {
    let child = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard child >= 0 else { throw .last(path) }
    return OpenFolder(child)
  }

  /// The folder that holds a path, and the path's last part.
  ///
  /// `creating`: whether folders that are missing are made, and made to last.
  func parent(
    of path: String, creating: Bool = false
  ) throws(FileSystemError) -> (folder: OpenFolder, name: String) {
    let parts = path.split(separator: "/").map(String.init)
    var folder = self
    for part in parts.dropLast() {
      if creating, mkdirat(folder.descriptor, part, 0o777) == 0 { try folder.sync(path) }
      folder = try folder.child(part, path)
    }
    return (folder, parts.last ?? "")
  }

  /// What stands at a path.
  func occupant(of path: String) throws(FileSystemError) -> Occupant {
    let parts = path.split(separator: "/").map(String.init)
    var folder = self
    var way = ""
    for (index, part) in parts.enumerated() {
      way += way.isEmpty ? part : "/" + part
      var status = stat()
      guard fstatat(folder.descriptor, part, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        if errno == ENOENT { return .nothing }
        throw .last(way)
      }
      let kind = FileSystemPath.kind(of: status.st_mode)
      if index == parts.count - 1 {
        return kind.map { .other(path: way, kind: $0) } ?? .file
      }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        return .other(path: way, kind: kind ?? "a file")
      }
      folder = try folder.child(part, way)
    }
    return .other(path: path, kind: "a folder")
  }

  /// The bytes of a regular file; `nil` where none is there, or something else.
  func contents(_ path: String) throws(FileSystemError) -> [UInt8]? {
    guard try occupant(of: path) == .file else { return nil }
    let (folder, name) = try parent(of: path)
    let file = openat(folder.descriptor, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw .last(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .last(path) }
    guard FileSystemPath.kind(of: status.st_mode) == nil else { return nil }
    var bytes = [UInt8](repeating: 0, count: max(0, Int(status.st_size)) + 1)
    var filled = 0
    while true {
      if filled == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last(path) }
      guard count > 0 else { break }
      filled += count
    }
    bytes.removeSubrange(filled...)
    return bytes
  }

  /// The names in a folder below, sorted; empty where there is no folder.
  func names(in path: String) throws(FileSystemError) -> [String] {
    var folder = self
    for part in path.split(separator: "/") {
      var status = stat()
      guard
        fstatat(folder.descriptor, String(part), &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFDIR
      else { return [] }
      folder = try folder.child(String(part), path)
    }
    // Listing consumes a descriptor and its position, so it gets one of its own.
    let listed = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard listed >= 0 else { throw .last(path) }
    guard let stream = fdopendir(listed) else {
      close(listed)
      throw .last(path)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Everything below that is no folder, by path, sorted.
  func everything(in path: String = "") throws(FileSystemError) -> [String] {
    var found: [String] = []
    for name in try names(in: path) {
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      if case .other(_, "a folder") = try occupant(of: inner) {
        found += try everything(in: inner)
      } else {
        found.append(inner)
      }
    }
    return found
  }
}
