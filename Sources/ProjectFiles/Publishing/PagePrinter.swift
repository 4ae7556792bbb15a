internal import Foundation

/// Prints a page to PDF by Chromium, which is a program of its own.
package struct PagePrinter: Sendable {
  /// Why there is no PDF, in words.
  package struct Problem: Error, Sendable {
    /// What the program complained of.
    package var words: String
  }

  /// Debian's package of the program.
  package static let package = "chromium"
  private let program: String

  /// - Returns: `nil` where no Chromium is installed.
  package init?(path: String) {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    guard let program = InstalledProgram.find(names, path: path) else { return nil }
    self.program = program
  }

  /// A page that needs no other file as PDF.
  package func document(of page: [UInt8]) throws(Problem) -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("labbook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, target) = (folder.path + "/page.html", folder.path + "/page.pdf")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(page).write(to: URL(fileURLWithPath: source))
    } catch {
      throw Problem(words: "the page cannot be handed to \(program): \(error.localizedDescription)")
    }
    let result = InstalledProgram.run(
      program,
      [
        "--headless", "--disable-gpu", "--disable-extensions", "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.path)/profile",
        "--no-pdf-header-footer", "--print-to-pdf=\(target)",
        "file://\(source)",
        // Its sandbox does not work for the superuser.
      ] + (geteuid() == 0 ? ["--no-sandbox"] : []))
    guard let result else { throw Problem(words: "\(program) cannot be started") }
    let bytes = FileManager.default.contents(atPath: target).map(Array.init) ?? []
    guard result.status == 0, bytes.starts(with: Array("%PDF-".utf8)) else {
      throw Problem(words: "\(program) ended with \(result.status): \(result.complaint)")
    }
    return bytes
  }
}
