internal import Foundation
internal import EnvoyMessages

/// What real istiod generated, unpacked under `.build` on first use.
enum Corpus {
  /// The folder with one folder a mesh; unpacking it failed where it is not there.
  static let folder: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let unpacking = Process()
    unpacking.executableURL = root.appending(path: "Scripts/unpack-goldens.sh")
    try? unpacking.run()
    unpacking.waitUntilExit()
    return root.appending(path: ".build/goldens/corpus").path
  }()

  /// Meshes by name, sorted.
  static let meshes: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasSuffix(".md") }.sorted()
  }()

  static let families = Set(meshes.map { String($0.prefix { $0 != "-" }) }).sorted()

  static func bytes(_ mesh: String, _ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(mesh)/\(file)")))
  }

  static func istiod(_ mesh: String) throws -> JSONValue {
    try JSONValue(reading: bytes(mesh, "istiod.json"))
  }

  /// Items of a mesh by identifier.
  static func items(_ mesh: String) throws -> [JSONValue.Member] {
    try istiod(mesh)["items"]?.members ?? []
  }
}
