import Foundation

/// The built binary, run as its users run it.
enum Program {
  /// How a run ended.
  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The repository's root.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The binary that `LABBOOK_BINARY` names, such as a faster release build; else the one beside
  /// the tests.
  static let path =
    ProcessInfo.processInfo.environment["LABBOOK_BINARY"]
    ?? URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("labbook").path

  static func run(
    _ arguments: [String], in directory: String = root, input: String = ""
  ) throws -> Result {
    try execute(path, arguments, in: directory, input: input)
  }

  /// Runs a script of bash, in which `labbook` is the built binary.
  static func shell(_ script: String, in directory: String = root) throws -> Result {
    let binary = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return try execute(
      "/bin/bash", ["-c", "labbook() { '\(binary)' \"$@\"; }\n" + script], in: directory)
  }

  private static func execute(
    _ program: String, _ arguments: [String], in directory: String, input: String = ""
  ) throws -> Result {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = ["in", "out", "err"].map { "\(folder)/\($0)" }
    try Data(input.utf8).write(to: URL(fileURLWithPath: files[0]))
    for file in files[1...] { try Data().write(to: URL(fileURLWithPath: file)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.standardInput = FileHandle(forReadingAtPath: files[0])
    process.standardOutput = FileHandle(forWritingAtPath: files[1])
    process.standardError = FileHandle(forWritingAtPath: files[2])
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try String(contentsOfFile: files[1], encoding: .utf8),
      errors: try String(contentsOfFile: files[2], encoding: .utf8))
  }

  static func temporaryFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("labbook-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}

/// A notebook of one's own, in a folder that goes away with it.
final class Notebook {
  let root: String

  /// A copy of some of the shipped experiments.
  init(copying names: [String]) throws {
    root = try Program.temporaryFolder()
    let target = root + "/Experiments"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    for name in names {
      try FileManager.default.copyItem(
        atPath: "\(Program.root)/Experiments/\(name)", toPath: "\(target)/\(name)")
    }
  }

  /// Experiments that are run in no time: one caller calls one server three times.
  init(small names: [String]) throws {
    root = try Program.temporaryFolder()
    for name in names {
      try write(Self.experiment, to: "Experiments/\(name)/experiment.yaml")
      try write(Self.mesh, to: "Experiments/\(name)/manifests/mesh.yaml")
    }
  }

  private static let experiment = """
    apiVersion: labbook/v1
    title: {en: A caller and a server, ko: 하나와 하나}
    question: What happens?
    manifests: [manifests/]
    rules: [istio-1.30]
    clients:
      - {id: caller, pod: caller, start: 0s, stop: 3s, loop: {url: "http://server:5000/", pause: 1s}}
    hypotheses:
      - id: answered
        claim: Every call is answered.
        predicts: [{all: {client: caller}, are: {status: 200}}]
        expect: {istio-1.30: supported}

    """

  private static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: default, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: server}
    spec: {selector: {app: server}, ports: [{name: http, port: 5000}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: caller, labels: {app: caller}}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: server, labels: {app: server}}
    spec: {containers: [{name: app, image: app}]}

    """

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  func write(_ data: Data, to path: String) throws {
    let file = URL(fileURLWithPath: "\(root)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
  }

  /// Every file below a folder with its bytes.
  func files(below folder: String) throws -> [String: Data] {
    let path = "\(root)/\(folder)"
    var files: [String: Data] = [:]
    for case let entry as String in FileManager.default.enumerator(atPath: path) ?? .init() {
      if let data = FileManager.default.contents(atPath: "\(path)/\(entry)") { files[entry] = data }
    }
    return files
  }
}
