package import Diagnostics
internal import Foundation
package import Laboratory
internal import Manifests

extension RuleVersionBook {
  /// The book of a project; labbook's own versions where there is no project.
  package static func load(
    _ project: Project?
  ) -> (book: RuleVersionBook, diagnostics: [Diagnostic]) {
    guard let project else { return (RuleVersionBook(), []) }
    let folder = project.root + "/Experiments"
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var input = InputFiles(.folder(project.root))
    for entry in entries.sorted() where entry.hasSuffix(".yaml") {
      let path = "\(folder)/\(entry)"
      // A folder of that name may be an experiment.
      guard !Project.isFolder(path) else { continue }
      let name = "\(project.shown)Experiments/\(entry)"
      input.add(name, at: path, place: SourceLocation(file: name, line: 1, column: 1))
    }
    var diagnostics = input.diagnostics
    var definitions: [RuleVersionDefinition] = []
    for source in input.sources {
      let (read, findings) = RuleVersionReader.read(source)
      definitions += read
      diagnostics += findings
    }
    var book = RuleVersionBook()
    diagnostics += book.add(definitions)
    return (book, diagnostics)
  }
}
