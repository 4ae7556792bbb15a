import Foundation
import Testing

/// The house's rules about source texts, held against every file.
@Suite struct TidyTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Paths below the root of the Swift files in some folders, sorted.
  static func swiftFiles(_ folders: [String]) -> [String] {
    folders.flatMap { folder -> [String] in
      let files =
        FileManager.default.enumerator(atPath: "\(root)/\(folder)")?
        .compactMap { $0 as? String } ?? []
      return files.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }.sorted()
  }

  private func text(of path: String) throws -> String {
    try String(contentsOfFile: "\(Self.root)/\(path)", encoding: .utf8)
  }

  @Test func thereAreSources() { #expect(Self.swiftFiles(["Sources"]).count > 50) }

  @Test(arguments: swiftFiles(["Sources"]))
  func filesHoldOneConcept(path: String) throws {
    let lines = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 400, "\(path) has \(lines.count) lines")
  }

  @Test(arguments: swiftFiles(["Sources"]))
  func namesAreNouns(path: String) {
    // Envoy's own word for the HTTP filter.
    let name = URL(fileURLWithPath: path).lastPathComponent.lowercased()
      .replacing("connectionmanager", with: "")
    for word in ["util", "helper", "manager", "common", "misc"] {
      #expect(!name.contains(word), "\(path)")
    }
  }

  @Test(arguments: swiftFiles(["Sources"]))
  func noPromisesAndNoTraps(path: String) throws {
    let lines = try text(of: path).split(separator: "\n")
    for (number, line) in lines.enumerated() {
      let code = line.prefix(while: { _ in true }).replacing(/\/\/.*/, with: "")
      for trap in ["TODO", "FIXME", "try!", "as!", "fatalError(", "@unchecked Sendable"] {
        #expect(!code.contains(trap), "\(path):\(number + 1): \(trap)")
      }
    }
  }

  @Test(arguments: swiftFiles(["Sources"]))
  func noFunctionIsOverSeventyLines(path: String) throws {
    let lines = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    var start: (line: Int, indentation: Int)?
    for (number, line) in lines.enumerated() {
      let indentation = line.prefix { $0 == " " }.count
      if let begun = start, line.dropFirst(indentation).hasPrefix("}"),
        indentation == begun.indentation
      {
        #expect(number - begun.line < 70, "\(path):\(begun.line + 1)")
        start = nil
      }
      if start == nil, line.contains(/\bfunc \w/), !line.hasPrefix("  ///") {
        start = (number, indentation)
      }
    }
  }

  /// Nothing below the rim does I/O or reads a clock.
  @Test(
    arguments: swiftFiles([
      "Sources/Diagnostics", "Sources/Resources", "Sources/ProxyConfig", "Sources/ControlPlane",
      "Sources/DataPlane", "Sources/Simulator", "Sources/Notebook",
    ]))
  func theCoreImportsNoFoundation(path: String) throws {
    #expect(try !text(of: path).contains(/import (Foundation|Glibc|Dispatch)/), "\(path)")
  }

  /// ARCHITECTURE.md names the modules that there are.
  @Test func theMapIsTrue() throws {
    let map = try text(of: "ARCHITECTURE.md")
    let folders = try FileManager.default.contentsOfDirectory(atPath: "\(Self.root)/Sources")
    for folder in folders where !["System"].contains(folder) {
      #expect(map.contains(folder), "ARCHITECTURE.md does not name \(folder)")
    }
  }

  /// The last column of the map of modules, where it is a list.
  private func mapped() throws -> [(module: String, imports: Set<String>)] {
    try text(of: "ARCHITECTURE.md").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 6,
        let module = cells[2].wholeMatch(of: /\ `([A-Za-z0-9]+)`\ /)?.output.1
      else { return nil }
      let names = cells[4].split(separator: ",").map { $0.filter { $0 != " " } }
      guard !names.contains("all") else { return nil }
      return (String(module), Set(names.filter { $0 != "–" }))
    }
  }

  @Test func theMapNamesEachImport() throws {
    let map = try mapped()
    #expect(map.count > 15)
    let modules = Set(try FileManager.default.contentsOfDirectory(atPath: "\(Self.root)/Sources"))
      .union(["CXXHash", "CYAML", "CCMark", "CEvent"])
    for (module, imports) in map {
      var found: Set<String> = []
      for path in Self.swiftFiles(["Sources/\(module)"]) {
        for line in try text(of: path).split(separator: "\n") where line.contains("import ") {
          let words = line.split(separator: " ")
          guard let place = words.firstIndex(of: "import"), !line.hasPrefix("//") else { continue }
          found.formUnion(words[(place + 1)...].map(String.init).filter(modules.contains))
        }
      }
      #expect(found == imports, "\(module) imports otherwise than ARCHITECTURE.md says")
    }
  }
}
