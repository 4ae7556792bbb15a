internal import CommonMark
internal import Diagnostics
public import Notebook

extension Report {
  /// A page as text, in both forms.
  public struct Page: Hashable, Sendable {
    public var html: String
    public var markdown: String
  }

  /// What changes from one rule version to another, as the body of a page.
  public static func page(of comparison: Comparison) -> Page {
    let rendered = Document(ComparisonBlocks.blocks(of: comparison)).rendered()
    return Page(
      html: String(decoding: rendered.html, as: UTF8.self),
      markdown: String(decoding: rendered.markdown, as: UTF8.self))
  }
}

/// The pages that compare neighbouring releases over all experiments.
struct ComparisonPages {
  let comparisons: [Comparison]

  /// Neighbours are releases that follow one another in an experiment's list; theories are none.
  init(_ records: [RunRecord]) {
    var pairs: [[String]] = []
    for record in records {
      let releases = record.results.filter { !$0.isTheory }.map(\.ruleVersion)
      for (before, after) in zip(releases, releases.dropFirst())
      where !pairs.contains([before, after]) {
        pairs.append([before, after])
      }
    }
    pairs.sort { Self.order($0[0], $1[0]) ?? Self.order($0[1], $1[1]) ?? false }
    comparisons = pairs.map { pair in
      Comparison(
        before: pair[0], after: pair[1],
        experiments: records.compactMap {
          ExperimentComparison($0, from: pair[0], to: pair[1])
        })
    }
  }

  /// Below the site's top, without the file's name.
  static func folder(_ comparison: Comparison) -> String {
    let names = [comparison.before, comparison.after].map { HeadingSlug.slug($0) }
    return "compare/\(names[0])-to-\(names[1])"
  }

  func files(shell: PageShell, labbookVersion: String) -> [OutputFile] {
    comparisons.flatMap { comparison -> [OutputFile] in
      let rendered = Document(ComparisonBlocks.blocks(of: comparison)).rendered()
      let title = "\(comparison.before) → \(comparison.after)"
      let slots = PageShell.Slots(
        title: title, description: ComparisonBlocks.sentence(for: comparison),
        words: Words(language: .english), root: "../../", languages: [],
        labbookVersion: labbookVersion, content: rendered.html)
      let folder = Self.folder(comparison)
      return [
        OutputFile(path: "\(folder)/index.html", bytes: shell.fill(slots)),
        OutputFile(path: "\(folder)/index.md", bytes: rendered.markdown),
      ]
    }
  }

  /// By the numbers in the names; `nil` where they are equal.
  private static func order(_ first: String, _ second: String) -> Bool? {
    guard first != second else { return nil }
    let numbers = [first, second].map { name in
      name.split { !$0.isNumber }.map { Int($0) ?? 0 }
    }
    for (one, other) in zip(numbers[0], numbers[1]) where one != other { return one < other }
    return first < second
  }
}
