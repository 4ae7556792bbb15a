package import Diagnostics
package import Manifests

/// Files as a commit of the user's repository has them: `git:REV:PATH`, a path from where the user
/// stands.
package struct GitRevision: Hashable, Sendable {
  /// As it was named, without slashes at the end.
  package let name: String
  /// A commit, as git takes it.
  package let revision: String
  /// A file or folder; `.` is where the user stands.
  package let path: String

  /// `nil` for names of another form.
  package init?(_ name: String) {
    guard name.hasPrefix("git:") else { return nil }
    var trimmed = name
    while trimmed.hasSuffix("/") { trimmed.removeLast() }
    let parts = trimmed.dropFirst(4).split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    self.name = trimmed
    revision = String(parts.first ?? "")
    path = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : "."
  }

  /// Why files of a commit cannot be read.
  package enum Problem: Error, Hashable, Sendable {
    /// There is no program git.
    case noGit
    /// The folder lies in no repository.
    case noRepository
    /// The repository has no such commit.
    case noRevision
    /// The commit has no such file or folder.
    case noPath
    /// The folder holds no manifest.
    case noManifest
    /// A file has more bytes than the limit.
    case tooLarge(Int)

    /// The finding about a name.
    package func diagnostic(_ revision: GitRevision) -> Diagnostic {
      let commit = "“\(revision.revision.quotedForDiagnostics)”"
      let path = "“\(revision.path.quotedForDiagnostics)”"
      return switch self {
      case .noGit:
        Diagnostic(.unknownRevision, "\(revision.name) needs the program git, which is not here")
      case .noRepository:
        Diagnostic(.unknownRevision, "\(revision.name) is asked for outside of a git repository")
      case .noRevision:
        Diagnostic(
          .unknownRevision, "the repository has no commit \(commit)",
          hint: "git fetch brings a branch of another repository; a shallow clone lacks old commits"
        )
      case .noPath: Diagnostic(.unknownRevision, "the commit \(commit) has no \(path)")
      case .noManifest:
        Diagnostic(
          .unreadableFile, "the folder \(path) of the commit \(commit) holds no manifest")
      case .tooLarge(let limit):
        Diagnostic(
          .limitExceeded, "\(revision.name) has more than \(limit) bytes, which is the limit")
      }
    }
  }

  /// The folder in which a name was given, from the path that it was made into.
  package func folder(of path: String) -> String {
    guard path.hasSuffix(name) else { return "." }
    let folder = path.dropLast(name.count)
    return folder.isEmpty ? "." : String(folder)
  }

  /// The manifests of the commit: the file, or those of the folder, sorted by name.
  package func manifests(
    in folder: String, limits: ReadingLimits
  ) -> Result<[ManifestSource], Problem> {
    do throws(Problem) {
      return .success(try read(folder, limits))
    } catch {
      return .failure(error)
    }
  }

  private func read(_ folder: String, _ limits: ReadingLimits) throws(Problem) -> [ManifestSource] {
    guard let place = GitCommand.run(["rev-parse", "--git-dir"], in: folder) else { throw .noGit }
    guard place.status == 0 else { throw .noRepository }
    let found = GitCommand.run(
      ["rev-parse", "--quiet", "--verify", "--end-of-options", "\(revision)^{commit}"], in: folder)
    guard let found, found.status == 0, !revision.isEmpty else { throw .noRevision }
    let commit = String(decoding: found.output.prefix { $0 != 10 }, as: UTF8.self)
    let object = "\(commit):./\(path == "." ? "" : path)"
    guard let type = GitCommand.run(["cat-file", "-t", object], in: folder), type.status == 0 else {
      throw .noPath
    }
    if type.output.starts(with: Array("tree".utf8)) { return try tree(object, folder, limits) }
    return [try blob(object, name, folder, limits)]
  }

  private func tree(
    _ object: String, _ folder: String, _ limits: ReadingLimits
  ) throws(Problem) -> [ManifestSource] {
    guard let list = GitCommand.run(["ls-tree", "-z", object], in: folder) else { throw .noGit }
    var sources: [ManifestSource] = []
    for entry in list.output.split(separator: 0) {
      let parts = entry.split(separator: 9, maxSplits: 1)
      let words = parts.first?.split(separator: 32) ?? []
      guard parts.count == 2, words.count == 3, words[1].elementsEqual("blob".utf8) else {
        continue
      }
      let file = String(decoding: parts[1], as: UTF8.self)
      guard [".yaml", ".yml", ".json"].contains(where: file.hasSuffix), !file.hasPrefix(".") else {
        continue
      }
      let digest = String(decoding: words[2], as: UTF8.self)
      sources.append(try blob(digest, "\(name)/\(file)", folder, limits))
    }
    guard !sources.isEmpty else { throw .noManifest }
    return sources
  }

  private func blob(
    _ object: String, _ name: String, _ folder: String, _ limits: ReadingLimits
  ) throws(Problem) -> ManifestSource {
    guard let file = GitCommand.run(["cat-file", "blob", object], in: folder), file.status == 0
    else { throw .noPath }
    guard file.output.count <= limits.fileByteCount else { throw .tooLarge(limits.fileByteCount) }
    return ManifestSource(name: name, bytes: file.output)
  }
}
