internal import Foundation

/// Which meshes are equal under which releases already; what is listed must stay equal.
///
/// The file has one line a mesh: its name, then the releases, or `all`.
struct Ratchet {
  /// Stands for every release that the corpus has of a mesh.
  static let everything = "all"
  private var lines: [String: Set<String>] = [:]

  /// - Returns: an empty list where there is no file yet.
  init(path: String) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return }
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      guard let mesh = words.first else { continue }
      lines[mesh] = Set(words.dropFirst())
    }
  }

  /// Families that must be equal whatever is listed, and under which releases.
  private static let required = (
    families: ["blog", "basic"], releases: ["1.20.2", "1.24.0", "1.30.3"]
  )

  /// Whether a mesh must be equal under a release.
  func requires(_ mesh: String, _ release: String) -> Bool {
    let listed = lines[mesh] ?? []
    if listed.contains(Ratchet.everything) || listed.contains(release) { return true }
    return Ratchet.required.families.contains(mesh.family)
      && Ratchet.required.releases.contains(release)
  }

  /// Whether a mesh is listed under a release.
  func lists(_ mesh: String, _ release: String) -> Bool {
    let listed = lines[mesh] ?? []
    return listed.contains(Ratchet.everything) || listed.contains(release)
  }

  /// Adds what a comparison found to be equal.
  mutating func add(_ comparison: MeshComparison) {
    let equal = comparison.equalReleases
    if lines[comparison.mesh]?.contains(Ratchet.everything) == true || equal.isEmpty { return }
    if equal.count == comparison.releases.count {
      lines[comparison.mesh] = [Ratchet.everything]
    } else {
      lines[comparison.mesh, default: []].formUnion(equal)
    }
  }

  /// Writes the list, sorted by mesh.
  func write(to path: String) throws {
    var text = "# Meshes that are equal to real istiod's output, and under which releases.\n"
    for mesh in lines.keys.sorted() {
      text += "\(mesh) \((lines[mesh] ?? []).sorted().joined(separator: " "))\n"
    }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
