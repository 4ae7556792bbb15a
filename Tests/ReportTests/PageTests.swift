import Foundation
import Notebook
import Report
import Testing

extension Report.Rendering {
  /// A file's text by its path.
  func text(_ path: String) throws -> String {
    let file = try #require(files.first { $0.path == path }, "\(files.map(\.path))")
    return String(decoding: file.bytes, as: UTF8.self)
  }
}

@Suite struct PageTests {
  /// Writes the fixture's pages to the folder that `LABBOOK_SHOW_PAGES` names, to look at them.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["LABBOOK_SHOW_PAGES"] != nil))
  func `pages to look at`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["LABBOOK_SHOW_PAGES"])
    let pages = Report.files(for: Fixture.record).files + Report.index(of: [Fixture.record]).files
    for file in pages {
      let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
  }

  @Test func `the same record gives the same bytes`() {
    #expect(Report.files(for: Fixture.record) == Report.files(for: Fixture.record))
  }
}
