package import Diagnostics
internal import Foundation
package import Manifests

/// Reads files and folders of manifests, as `kubectl -f` takes them.
package struct InputFiles {
  /// Who named the files, which decides what may be read.
  package enum Origin: Hashable, Sendable {
    /// The user: a pipe or a device will do, and links lead anywhere.
    case commandLine
    /// A file of a project: regular files alone, which lie in this folder once their links are
    /// followed, so that nothing is published that the project does not hold.
    case folder(String)
  }

  /// What was read, in order.
  package var sources: [ManifestSource] = []
  /// What was wrong with files that were asked for.
  package var diagnostics: [Diagnostic] = []
  /// How large files may be.
  package var limits = ReadingLimits.standard
  /// Whether the folders below a folder are read, too.
  package var isRecursive = false
  private let origin: Origin

  package init(_ origin: Origin) { self.origin = origin }

  /// Adds a file or every manifest of a folder (sorted by name); of the command line also standard
  /// input, for `-`.
  ///
  /// - Parameters:
  ///   - name: how the file is called in findings.
  ///   - path: where it is.
  ///   - place: where the path is written, if it is.
  package mutating func add(_ name: String, at path: String, place: SourceLocation? = nil) {
    if let revision = GitRevision(name), origin == .commandLine {
      switch revision.manifests(in: revision.folder(of: path), limits: limits) {
      case .success(let found): sources += found
      case .failure(let problem): diagnostics.append(problem.diagnostic(revision))
      }
    } else if name == "-", origin == .commandLine {
      take(FileReader.standardInput(limit: limits.fileByteCount), name: name, place: place)
    } else if leaves(path) {
      take(.failure(.leavesFolder), name: name, place: place)
    } else if Project.isFolder(path) {
      addFolder(name, at: path, place: place)
    } else {
      addFile(name, at: path, place: place, isNamed: true)
    }
  }

  private func leaves(_ path: String) -> Bool {
    guard case .folder(let home) = origin, let resolved = FileSystemPath.resolved(path) else {
      return false
    }
    return resolved != FileSystemPath.resolved(home) && !FileSystemPath.lies(resolved, in: home)
  }

  private mutating func addFolder(_ name: String, at path: String, place: SourceLocation?) {
    let prefix = name.hasSuffix("/") ? name : name + "/"
    let entries: [String]
    do {
      entries = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      diagnostics.append(
        Diagnostic(
          .unreadableFile, "the folder “\(name.quotedForDiagnostics)” cannot be read", at: place))
      return
    }
    let manifests = entries.filter { entry in
      [".yaml", ".yml", ".json"].contains { entry.hasSuffix($0) } && !entry.hasPrefix(".")
    }
    let below =
      isRecursive
      ? entries.filter { !$0.hasPrefix(".") && Project.isFolder("\(path)/\($0)") }.sorted() : []
    if manifests.isEmpty, below.isEmpty {
      diagnostics.append(
        Diagnostic(
          .unreadableFile, "the folder “\(name.quotedForDiagnostics)” holds no manifest",
          at: place))
    }
    for entry in manifests.sorted() {
      addFile(prefix + entry, at: "\(path)/\(entry)", place: place, isNamed: false)
    }
    for folder in below where !Self.isLink("\(path)/\(folder)") {
      addFolder(prefix + folder, at: "\(path)/\(folder)", place: place)
    }
  }

  /// Links are not followed downwards, where they could lead in a circle.
  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  /// `isNamed`: whether the question names the file itself, and not its folder alone.
  private mutating func addFile(
    _ name: String, at path: String, place: SourceLocation?, isNamed: Bool
  ) {
    let limit = limits.fileByteCount
    let reading =
      switch origin {
      case .commandLine where isNamed: FileReader.stream(path, limit: limit)
      case .commandLine: FileReader.regularFile(path, limit: limit)
      case .folder(let folder): FileReader.regularFile(path, limit: limit, within: folder)
      }
    take(reading, name: name, place: place)
  }

  private mutating func take(
    _ reading: Result<[UInt8], FileReader.Problem>, name: String, place: SourceLocation?
  ) {
    switch reading {
    case .success(let bytes): sources.append(ManifestSource(name: name, bytes: bytes))
    case .failure(let problem):
      diagnostics.append(problem.diagnostic(name, limit: limits.fileByteCount, at: place))
    }
  }
}

extension FileReader.Problem {
  /// What kind of finding it is.
  var code: DiagnosticCode {
    switch self {
    case .leavesFolder: .pathEscapes
    case .tooLarge: .limitExceeded
    case .missing, .noFile, .noWriter, .unreadable: .unreadableFile
    }
  }

  /// - `name`: how the file is called in findings.
  /// - `place`: where its path is written, or the file itself.
  package func diagnostic(_ name: String, limit: Int, at place: SourceLocation?) -> Diagnostic {
    let called = name == "-" ? "standard input" : "“\(name.quotedForDiagnostics)”"
    return Diagnostic(code, "\(called) \(words(limit: limit))", at: place)
  }
}
