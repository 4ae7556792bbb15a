internal import Foundation
internal import Notebook

extension OutputTransaction {
  /// What a commit will do.
  private struct Plan {
    /// The manifest while files take their places.
    var during = OutputManifest()
    /// The manifest afterwards.
    var after = OutputManifest()
    /// Files of earlier runs that this one does not make, and that are as labbook wrote them.
    var removed: [String] = []
    /// Those that are not: they stay.
    var kept: [String] = []
  }

  /// Puts every file into its place and removes what labbook wrote and no longer makes.
  ///
  /// - `files`: of all calls of ``stage(_:part:)``.
  /// - `scope`: which part of the folder they are all of.
  /// - Returns: files of earlier runs that are no longer made and stay, since they are not as
  ///   labbook wrote them.
  package func commit(
    _ files: [StagedFile], scope: OutputScope
  ) throws(OutputProblem) -> [String] {
    do {
      try refuseObstacles(files)
      let plan = try plan(files, scope)
      try perform(plan, files)
      try Staging.sweep(folder)
      return plan.kept
    } catch let problem as OutputProblem {
      throw problem
    } catch let error as FileSystemError {
      throw .system(error)
    } catch {
      throw .system(FileSystemError(path: OutputManifest.fileName, number: EIO))
    }
  }

  private func refuseObstacles(_ files: [StagedFile]) throws {
    var obstacles: [OutputProblem.Obstacle] = []
    for obstacle in files.compactMap(\.obstacle) where obstacles.last != obstacle {
      obstacles.append(obstacle)
    }
    let name = OutputManifest.fileName
    switch try folder.occupant(of: name) {
    case .nothing: break
    case .other(let path, let kind):
      obstacles.append(OutputProblem.Obstacle(path: path, kind: kind))
    case .file:
      let isReadable = try folder.contents(name).flatMap(OutputManifest.init) != nil
      if !isReadable, !overwrites {
        obstacles.append(OutputProblem.Obstacle(path: name, kind: nil))
      }
    }
    guard obstacles.isEmpty else { throw OutputProblem.inTheWay(obstacles) }
  }

  private func plan(_ files: [StagedFile], _ scope: OutputScope) throws -> Plan {
    var plan = Plan()
    let made = Set(files.map(\.path))
    for entry in recorded.entries.values.sorted(by: { $0.path < $1.path })
    where !made.contains(entry.path) {
      guard scope.covers(entry.path) else {
        plan.during.add(entry)
        plan.after.add(entry)
        continue
      }
      if try proves(entry.path) {
        plan.during.add(entry)
        plan.removed.append(entry.path)
      } else if try folder.occupant(of: entry.path) != .nothing {
        plan.kept.append(entry.path)
      }
    }
    for file in files {
      var entry = OutputManifest.Entry(path: file.path, sha256: file.sha256)
      plan.after.add(entry)
      if case .replaceable(let before) = file.state { entry.before = [before] }
      plan.during.add(entry)
    }
    return plan
  }

  /// Whether a regular file stands at a path that is as labbook wrote it.
  private func proves(_ path: String) throws -> Bool {
    guard let bytes = try folder.contents(path) else { return false }
    return recorded.proves(path, sha256: SHA256.hexadecimal(of: bytes))
  }

  private func perform(_ plan: Plan, _ files: [StagedFile]) throws {
    let waiting = files.filter { $0.staged != nil }
    if !waiting.isEmpty || !plan.removed.isEmpty {
      try Staging.synchronize(waiting.compactMap(\.staged), in: folder)
      try record(plan.during)
      try replace(waiting)
      for path in plan.removed where try proves(path) {
        try folder.remove(path)
        try folder.removeEmptyFolders(around: path)
      }
    }
    try record(plan.after)
  }

  /// Puts files into their places, and makes the folders that hold them last.
  private func replace(_ files: [StagedFile]) throws {
    var folders: [String: String] = [:]
    for file in files {
      guard let staged = file.staged else { continue }
      if case .replaceable(let before) = file.state {
        // Somebody may have written to it since it was looked at.
        let bytes = try folder.contents(file.path) ?? []
        guard SHA256.hexadecimal(of: bytes) == before else {
          throw OutputProblem.inTheWay([OutputProblem.Obstacle(path: file.path, kind: nil)])
        }
      }
      try folder.rename(staged, to: file.path)
      folders[
        String(file.path.prefix(upTo: file.path.lastIndex(of: "/") ?? file.path.startIndex))] =
        file.path
    }
    for (_, path) in folders.sorted(by: { $0.key < $1.key }) {
      try folder.parent(of: path).folder.sync(path)
    }
  }

  /// Writes the manifest, if it is not as it should be.
  private func record(_ manifest: OutputManifest) throws {
    let bytes = try manifest.bytes()
    guard try folder.contents(OutputManifest.fileName) != bytes else { return }
    let path = Staging.manifestPath(sha256: SHA256.hexadecimal(of: bytes))
    try folder.makeFolder(Staging.folder)
    try folder.remove(path)
    try folder.create(path, bytes)
    try folder.synchronize(path)
    try folder.rename(path, to: OutputManifest.fileName)
    try folder.sync(OutputManifest.fileName)
  }
}
