package import Diagnostics
internal import Foundation
internal import Glibc
package import Manifests

/// Reads files and folders of manifests, as `kubectl -f` takes them.
package struct InputFiles {
  /// What was read, in order.
  package var sources: [ManifestSource] = []
  package var diagnostics: [Diagnostic] = []
  package var limits = ReadingLimits.standard

  package init() {}

  /// Adds a file, every manifest of a folder (sorted by name), or standard input for `-`.
  ///
  /// - Parameters:
  ///   - name: how the file is called in findings.
  ///   - path: where it is.
  ///   - place: where the path is written, if it is.
  ///   - acceptsStreams: whether a pipe is read too, as `-f <(kubectl get …)` gives one: on the
  ///     command line, but not where an experiment names its files.
  package mutating func add(
    _ name: String, at path: String, place: SourceLocation? = nil, acceptsStreams: Bool = false
  ) {
    let isStandardInput = name == "-" || (acceptsStreams && path == "/dev/stdin")
    if isStandardInput {
      addStandardInput()
    } else if Project.isFolder(path) {
      addFolder(name, at: path, place: place)
    } else {
      addFile(name, at: path, place: place, acceptsStreams: acceptsStreams)
    }
  }

  private mutating func addFolder(_ name: String, at path: String, place: SourceLocation?) {
    let prefix = name.hasSuffix("/") ? name : name + "/"
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let manifests = entries.filter { entry in
      [".yaml", ".yml", ".json"].contains { entry.hasSuffix($0) } && !entry.hasPrefix(".")
    }
    if manifests.isEmpty {
      diagnostics.append(
        Diagnostic(
          .unreadableFile, "the folder “\(name.quotedForDiagnostics)” holds no manifest",
          at: place))
    }
    for entry in manifests.sorted() {
      addFile(prefix + entry, at: "\(path)/\(entry)", place: place)
    }
  }

  private mutating func addFile(
    _ name: String, at path: String, place: SourceLocation?, acceptsStreams: Bool = false
  ) {
    let result =
      acceptsStreams && Self.isPipe(path)
      ? Self.readStream(path, limit: limits.fileByteCount)
      : Self.read(path, limit: limits.fileByteCount)
    switch result {
    case .success(let bytes): sources.append(ManifestSource(name: name, bytes: bytes))
    case .failure(let problem):
      diagnostics.append(
        Diagnostic(
          problem == .tooLarge ? .limitExceeded : .unreadableFile,
          "“\(name.quotedForDiagnostics)” \(problem.words(limit: limits.fileByteCount))",
          at: place))
    }
  }

  private mutating func addStandardInput() {
    switch Self.readStream(STDIN_FILENO, limit: limits.fileByteCount) {
    case .success(let bytes): sources.append(ManifestSource(name: "-", bytes: bytes))
    case .failure(let problem):
      diagnostics.append(
        Diagnostic(
          problem == .tooLarge ? .limitExceeded : .unreadableFile,
          "standard input \(problem.words(limit: limits.fileByteCount))"))
    }
  }

  /// Whether a path leads to a pipe, by name or as `/dev/fd/N`.
  private static func isPipe(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  /// What a pipe gives until its writers close it, of at most so many bytes.
  private static func readStream(_ path: String, limit: Int) -> Result<[UInt8], Problem> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(.unreadable) }
    defer { close(descriptor) }
    return readStream(descriptor, limit: limit)
  }

  private static func readStream(
    _ descriptor: Int32, limit: Int
  ) -> Result<[UInt8], Problem> {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return .success(bytes) }
      if count > 0 {
        bytes += chunk[..<count]
      } else if errno != EINTR {
        return .failure(.unreadable)
      }
    }
    return .failure(.tooLarge)
  }

  /// Why a file cannot be read.
  package enum Problem: Error {
    case missing
    case noFile
    case tooLarge
    case unreadable

    package func words(limit: Int) -> String {
      switch self {
      case .missing: "does not exist"
      case .noFile: "is no regular file"
      case .tooLarge: "has more than \(limit) bytes, which is the limit"
      case .unreadable: "cannot be read"
      }
    }
  }

  /// The bytes of a regular file of at most so many.
  package static func read(_ path: String, limit: Int) -> Result<[UInt8], Problem> {
    let resolved = (path as NSString).resolvingSymlinksInPath
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
      return .failure(.missing)
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else { return .failure(.noFile) }
    guard let size = attributes[.size] as? Int, size <= limit else { return .failure(.tooLarge) }
    guard let data = FileManager.default.contents(atPath: resolved) else {
      return .failure(.unreadable)
    }
    return .success([UInt8](data))
  }
}
