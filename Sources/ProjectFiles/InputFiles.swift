package import Diagnostics
internal import Foundation
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
  package mutating func add(_ name: String, at path: String, place: SourceLocation? = nil) {
    if name == "-" {
      addStandardInput()
    } else if Project.isFolder(path) {
      addFolder(name, at: path, place: place)
    } else {
      addFile(name, at: path, place: place)
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

  private mutating func addFile(_ name: String, at path: String, place: SourceLocation?) {
    switch Self.read(path, limit: limits.fileByteCount) {
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
    do {
      let data = try FileHandle.standardInput.read(upToCount: limits.fileByteCount + 1) ?? Data()
      sources.append(ManifestSource(name: "-", bytes: [UInt8](data)))
    } catch {
      diagnostics.append(Diagnostic(.unreadableFile, "standard input cannot be read"))
    }
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
