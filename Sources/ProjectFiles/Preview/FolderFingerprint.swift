internal import Foundation

/// What tells that files of a folder have changed, without reading them: their names, sizes, times
/// and numbers on the disk.
enum FolderFingerprint {
  /// Of everything below a folder.
  static func of(_ folder: String) -> Int {
    var hasher = Hasher()
    add(folder, "", to: &hasher)
    return hasher.finalize()
  }

  /// Of what all experiments share: rule versions, templates, and the names of the experiments.
  static func shared(of project: Project) -> Int {
    var hasher = Hasher()
    add("\(project.root)/Templates", "", to: &hasher)
    let folder = "\(project.root)/Experiments"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasSuffix(".yaml") {
      add(file: "\(folder)/\(name)", name, to: &hasher)
    }
    return hasher.finalize()
  }

  private static func add(_ folder: String, _ way: String, to hasher: inout Hasher) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() {
      let path = "\(folder)/\(name)"
      let below = "\(way)/\(name)"
      if add(file: path, below, to: &hasher) { add(path, below, to: &hasher) }
    }
  }

  /// - Returns: whether it is a folder.
  @discardableResult
  private static func add(file path: String, _ name: String, to hasher: inout Hasher) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    hasher.combine(name)
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    guard !isFolder else { return true }
    hasher.combine(status.st_size)
    hasher.combine(status.st_ino)
    hasher.combine(status.st_mtim.tv_sec)
    hasher.combine(status.st_mtim.tv_nsec)
    return false
  }
}
