package import Diagnostics
internal import Foundation

/// Finds where reports go, and refuses places where they would mix with what labbook reads.
package enum OutputLocation {
  /// The output folder of a project.
  ///
  /// - `named`: as the user names it; `nil` for the project's `output`.
  /// - `directory`: where the user stands.
  /// - Returns: the folder, which need not be there yet, or why it cannot be used.
  package static func find(
    named: String?, in project: Project, from directory: String
  ) -> (folder: OutputFolder?, problem: Diagnostic?) {
    let shown = named ?? "\(project.shown)output"
    let path = named.map { Project.absolute($0, from: directory) } ?? project.root + "/output"
    func refusal(_ reason: String) -> (OutputFolder?, Diagnostic?) {
      (
        nil,
        Diagnostic(
          .refusedOutputFolder,
          "the reports cannot go to “\(shown.quotedForDiagnostics)”, which \(reason)",
          hint: "name another folder with --output DIR")
      )
    }
    guard let root = FileSystemPath.resolved(project.root) else {
      return refusal("is of no project")
    }
    let walk: PathWalk
    do throws(PathWalk.Problem) {
      walk = try PathWalk(path, leaving: root)
    } catch {
      return refusal(error.words)
    }
    let place = Place(walk.resolved)
    if place.holds(Place(root)) { return refusal("is or holds the project itself") }
    if walk.linkLeavesRoot, !Place(root).holds(place) {
      return refusal("is reached by a symbolic link that leads out of the project")
    }
    for (name, folder) in protected(project, root) {
      if folder.holds(place) { return refusal("lies in \(name), where labbook reads") }
      if place.holds(folder) { return refusal("holds \(name), where labbook reads") }
    }
    return (OutputFolder(path: walk.resolved, shown: shown), nil)
  }

  /// The folders that reports may never share, each by where it stands and where it leads.
  private static func protected(
    _ project: Project, _ root: String
  ) -> [(name: String, place: Place)] {
    let folders =
      ["Experiments", "Templates", "Sources"]
      + project.experimentNames().map { "Experiments/\($0)" }
    return folders.flatMap { name -> [(String, Place)] in
      let path = "\(root)/\(name)"
      let resolved = FileSystemPath.resolved(path)
      return [path, resolved].compactMap(\.self).map { (name, Place($0)) }
    }
  }
}

/// A resolved path, compared as file systems that ignore case would compare it, too.
private struct Place {
  /// What the operating system knows a folder by.
  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  private let parts: [String]
  /// This folder and those that hold it, as far as they exist.
  private let identities: [Identity?]

  init(_ path: String) {
    let names = path.split(separator: "/")
    parts = names.map { $0.lowercased() }
    identities = (0...names.count).map { count in
      var status = stat()
      let path = "/" + names[..<count].joined(separator: "/")
      guard lstat(path, &status) == 0 else { return nil }
      return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }
  }

  /// Whether the other place is this one, or lies in it.
  func holds(_ other: Place) -> Bool {
    if other.parts.starts(with: parts) { return true }
    guard let own = identities.last ?? nil else { return false }
    return other.identities.contains(own)
  }
}

/// Follows a path whose end need not exist.
private struct PathWalk {
  /// Why a path leads nowhere.
  enum Problem: Error {
    case noFolder(String)
    case links
    case unreadable(String)

    var words: String {
      switch self {
      case .noFolder(let kind): "is or lies in \(kind) that is no folder"
      case .links: "is reached by too many symbolic links"
      case .unreadable(let reason): "cannot be reached: \(reason)"
      }
    }
  }

  /// Without links and dots.
  private(set) var resolved = ""
  /// Whether a link that lies in the project was followed out of it.
  private(set) var linkLeavesRoot = false

  private static let linkLimit = 40

  /// - `path`: from `/` on.
  /// - `root`: the project's folder, resolved.
  init(_ path: String, leaving root: String) throws(Problem) {
    var rest = Array(path.split(separator: "/").map(String.init).reversed())
    var links = 0
    var parts: [String] = []
    var exists = true
    while let part = rest.popLast() {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default:
        let folder = "/" + parts.joined(separator: "/")
        let here = (folder == "/" ? "" : folder) + "/" + part
        var status = stat()
        guard exists, lstat(here, &status) == 0 else {
          if exists, errno != ENOENT { throw .unreadable(FileSystemPath.lastError) }
          exists = false
          parts.append(part)
          continue
        }
        if status.st_mode & S_IFMT == S_IFDIR {
          parts.append(part)
          continue
        }
        guard status.st_mode & S_IFMT == S_IFLNK else {
          throw .noFolder(FileSystemPath.kind(of: status.st_mode) ?? "a file")
        }
        links += 1
        guard links <= Self.linkLimit,
          let target = try? FileManager.default.destinationOfSymbolicLink(atPath: here)
        else { throw .links }
        if folder == root || folder.hasPrefix(root + "/") { linkLeavesRoot = true }
        if target.hasPrefix("/") { parts = [] }
        rest += target.split(separator: "/").map(String.init).reversed()
      }
    }
    resolved = "/" + parts.joined(separator: "/")
  }
}
