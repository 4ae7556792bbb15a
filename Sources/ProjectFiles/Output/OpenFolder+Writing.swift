internal import Foundation

extension OpenFolder {
  /// Makes a folder directly below, if it is not there.
  func makeFolder(_ name: String) throws(FileSystemError) {
    guard mkdirat(descriptor, name, 0o777) != 0 else { return }
    guard errno == EEXIST else { throw .last(name) }
    guard case .other(_, "a folder") = try occupant(of: name) else {
      throw FileSystemError(path: name, number: ENOTDIR)
    }
  }

  /// Writes a new file; it may be lost with the power until ``synchronize(_:)``.
  func create(_ path: String, _ bytes: [UInt8]) throws(FileSystemError) {
    let (folder, name) = try parent(of: path)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = openat(folder.descriptor, name, flags, 0o666)
    guard file >= 0 else { throw .last(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let problem = errno
        close(file)
        throw FileSystemError(path: path, number: problem)
      }
      written += count
    }
    // A network's file system may keep what a full disk says until now.
    guard close(file) == 0 else { throw .last(path) }
  }

  /// Makes a file's bytes last.
  func synchronize(_ path: String) throws(FileSystemError) {
    let (folder, name) = try parent(of: path)
    let file = openat(folder.descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw .last(path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .last(path) }
  }

  /// Makes the names in this folder last.
  ///
  /// `path`: what is written, for the error.
  func sync(_ path: String) throws(FileSystemError) {
    guard fsync(descriptor) == 0 else { throw .last(path) }
  }

  /// Puts a file of this folder in the place of another, in one step.
  func rename(_ path: String, to target: String) throws(FileSystemError) {
    let (source, name) = try parent(of: path)
    let (folder, targetName) = try parent(of: target, creating: true)
    guard renameat(source.descriptor, name, folder.descriptor, targetName) == 0 else {
      throw .last(target)
    }
  }

  /// Removes a file.
  func remove(_ path: String) throws(FileSystemError) {
    let (folder, name) = try parent(of: path)
    guard unlinkat(folder.descriptor, name, 0) == 0 || errno == ENOENT else { throw .last(path) }
  }

  /// Removes the folders that hold a path, innermost first, as far as they are empty.
  func removeEmptyFolders(around path: String) throws(FileSystemError) {
    var parts = path.split(separator: "/").dropLast()
    while let name = parts.last {
      let (folder, _) = try parent(of: parts.joined(separator: "/"))
      guard unlinkat(folder.descriptor, String(name), AT_REMOVEDIR) == 0 else { return }
      parts.removeLast()
    }
  }

  /// Takes the lock of this folder, which the operating system gives back when the process ends,
  /// however it ends.
  ///
  /// `isExclusive`: whether nobody else may hold it: for writing.
  ///
  /// - Returns: whether it could be had without waiting.
  func tryLock(isExclusive: Bool) throws(FileSystemError) -> Bool {
    let kind = isExclusive ? LOCK_EX : LOCK_SH
    while flock(descriptor, kind | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw .last("") }
      return false
    }
    return true
  }

  /// Takes the lock, however long it takes.
  func waitForLock(isExclusive: Bool) throws(FileSystemError) {
    while flock(descriptor, isExclusive ? LOCK_EX : LOCK_SH) != 0 {
      guard errno == EINTR else { throw .last("") }
    }
  }

  /// Whether the path still leads to this folder.
  func isAt(_ path: String) -> Bool {
    var here = stat()
    var there = stat()
    return fstat(descriptor, &here) == 0 && lstat(path, &there) == 0
      && here.st_dev == there.st_dev && here.st_ino == there.st_ino
  }

  /// The process that holds the lock, where the operating system lists it.
  var lockHolder: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0,
      let table = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
    else { return nil }
    let inode = ":\(status.st_ino)"
    for line in table.split(separator: "\n") where line.contains("FLOCK") && !line.contains("->") {
      let fields = line.split(separator: " ")
      if fields.count > 5, fields[5].hasSuffix(inode), let process = Int(fields[4]), process > 0 {
        return process
      }
    }
    return nil
  }
}
