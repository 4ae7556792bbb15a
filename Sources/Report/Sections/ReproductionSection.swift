internal import CommonMark
internal import Notebook

extension PageContext {
  /// The command that repeats the run, and everything that it depends on.
  func reproduction() -> Block {
    let command = Code(
      record.command.hasSuffix("\n") ? record.command : record.command + "\n", info: "sh",
      label: words.repeatRun, style: "command")
    return .section(
      style: "reproduce",
      [
        .paragraph([.text(words.repeatLead)]), .code(command),
        .disclosure(
          summary: [.text(words.digests)], style: "data",
          [.table(provenance()), .table(digests())]),
      ])
  }

  private func provenance() -> Table {
    var items: [(String, Inline)] = [
      (words.version, .text(record.labbookVersion.isEmpty ? "–" : record.labbookVersion)),
      (words.engine, .text(record.engine)), (words.seed, .text("\(record.seed)")),
      (words.replications, .text("\(record.replications)")),
      (words.predictionsDigest, .code(Self.short(record.predictionsDigest))),
    ]
    for result in record.results {
      let name =
        result.requestedName == result.ruleVersion
        ? result.ruleVersion : "\(result.requestedName) → \(result.ruleVersion)"
      items.append(("\(words.ruleVersion) \(name)", .code(Self.short(result.ruleVersionDigest))))
    }
    return Table(
      id: "provenance", caption: [.text(words.provenanceCaption)],
      header: [.init([.text(words.item)]), .init([.text(words.value)])],
      rows: items.map { [.init([.text($0.0)]), .init([$0.1])] })
  }

  private func digests() -> Table {
    Table(
      id: "digests", caption: [.text(words.digestsCaption)],
      header: [.init([.text(words.file)]), .init(["SHA-256"])],
      rows: record.digests.map { [.init([.code($0.path)]), .init([.code($0.sha256)])] })
  }

  /// The beginning of a digest, which tells two apart.
  private static func short(_ digest: String) -> String {
    digest.isEmpty ? "–" : String(digest.prefix(16))
  }
}
