internal import CommonMark
internal import Diagnostics
internal import Notebook

/// Where the links and pictures of an experiment's prose lead.
///
/// A path is looked for in the experiment's folder, then among the pages, which it names from the
/// page that the prose becomes. What is found in the folder is published beside the page.
struct ProseLinks {
  /// The page that the prose becomes.
  let context: PageContext
  /// What it may refer to.
  let surroundings: ProseSurroundings
  /// How messages call the prose.
  let file: String
  /// Whether the page shows a manifest.
  let showsManifest: (String) -> Bool

  /// The files that the page needs, below the output folder.
  private(set) var files: [OutputFile] = []
  /// What was wrong.
  private(set) var diagnostics: [Diagnostic] = []
  /// Places of the page itself, which are looked for when it is finished.
  private(set) var anchors: [(id: String, reference: ProseReference)] = []
  /// Files of the experiment's own pages, which are looked for when all are made.
  private(set) var generated: [(path: String, reference: ProseReference)] = []

  /// Links of a prose that have not been looked at yet.
  init(
    _ context: PageContext, _ surroundings: ProseSurroundings, file: String,
    showsManifest: @escaping (String) -> Bool
  ) {
    self.context = context
    self.surroundings = surroundings
    self.file = file
    self.showsManifest = showsManifest
  }

  /// How many bytes the files of one page may have together.
  static let byteLimit = 256 << 20

  /// The address on the page; `nil` where there is none, which is a finding.
  mutating func address(of reference: ProseReference) -> String? {
    guard let path = RelativePath(reference.address) else { return reference.address }
    guard !path.isAbsolute else {
      refuse(reference, .deadLink, "leads to the top of a site that is not known", hint: nil)
      return nil
    }
    guard !path.parts.isEmpty else {
      if !path.fragment.isEmpty { anchors.append((path.fragment, reference)) }
      return reference.address
    }
    if let own = path.below([]), let address = ownAddress(own, path, reference) { return address }
    // A file that is there and cannot be published is told once, as that.
    guard !diagnostics.contains(where: { $0.location == place(reference) }) else { return nil }
    if let page = page(path, reference) { return page }
    refuse(
      reference, .deadLink,
      "leads nowhere: neither the experiment's folder nor the pages hold such a file",
      hint: "files are named from the folder of \(file.split(separator: "/").last ?? "")")
    return nil
  }

  /// Says of anchors that the finished page does not have them.
  mutating func check(_ page: Document.Rendered) {
    for (id, reference) in anchors where !page.hasAnchor(id) {
      let known = page.headings.map(\.id)
      refuse(
        reference, .deadLink, "leads to a place that the page does not have",
        hint: known.nearest(to: id).map { "did you mean “#\($0)”?" })
    }
  }

  /// Says of files that the experiment's pages do not have them.
  mutating func check(_ paths: Set<String>) {
    for (path, reference) in generated where !paths.contains(path) {
      refuse(
        reference, .deadLink,
        "leads nowhere: neither the experiment's folder nor the pages hold such a file", hint: nil)
    }
  }

  private func place(_ reference: ProseReference) -> SourceLocation {
    SourceLocation(file: file, line: reference.line, column: reference.column)
  }

  private mutating func refuse(
    _ reference: ProseReference, _ code: DiagnosticCode, _ words: String, hint: String?
  ) {
    diagnostics.append(
      Diagnostic(
        code, "“\(reference.address.quotedForDiagnostics)” \(words)", at: place(reference),
        hint: hint))
  }
}

extension ProseLinks {
  /// The address of a file of the experiment's folder, which is published.
  ///
  /// - Returns: `nil` where there is none, or where it cannot be published, which is a finding.
  private mutating func ownAddress(
    _ own: [String], _ path: RelativePath, _ reference: ProseReference
  ) -> String? {
    let name = own.joined(separator: "/")
    if !reference.isPicture {
      if let page = Self.page(ofNotebook: name) { return address(page, path.fragment) }
      if let manifest = manifest(name, path.fragment, reference) { return manifest }
    }
    switch surroundings.file(name) {
    case .success(let bytes):
      let objection =
        isGenerated(own)
        ? "stands where labbook writes its own files"
        : PublishedFile.objection(to: bytes, name: name, isShown: reference.isPicture)
      if let objection {
        refuse(reference, .unpublishable, objection, hint: nil)
        return nil
      }
      return publish(name, bytes, reference).map { address(own, $0) }
    case .failure(let refusal):
      if !refusal.isMissing { refuse(reference, refusal.code, refusal.words, hint: nil) }
      return nil
    }
  }

  private mutating func publish(
    _ name: String, _ bytes: [UInt8], _ reference: ProseReference
  ) -> String? {
    let path = "\(context.record.folder)/\(name)"
    guard !files.contains(where: { $0.path == path }) else { return "" }
    let total = files.reduce(bytes.count) { $0 + $1.bytes.count }
    guard total <= Self.byteLimit else {
      refuse(
        reference, .limitExceeded,
        "is one file too much: those of a page have at most \(Self.byteLimit) bytes", hint: nil)
      return nil
    }
    files.append(OutputFile(path: path, bytes: bytes))
    return ""
  }

  /// Whether a path in the folder of an experiment's pages is labbook's own.
  private func isGenerated(_ parts: [String]) -> Bool {
    guard let first = parts.first?.lowercased() else { return true }
    let files = ["index.html", "index.md", "run.json", "manifests.yaml", "figures"]
    return files.contains(first) || Report.languageFolders.contains(first)
  }

  /// Where the page shows a manifest, or the file that holds all of them.
  private mutating func manifest(
    _ name: String, _ fragment: String, _ reference: ProseReference
  ) -> String? {
    guard let manifest = context.record.manifests.first(where: { $0.path == name }) else {
      return nil
    }
    guard showsManifest(name) else { return "\(context.root)manifests.yaml" }
    let number = fragment.dropFirst().prefix { ("0"..."9").contains($0) }
    let line = fragment.first == "L" ? Int(number) ?? 1 : 1
    let prefix = PageContext.anchorPrefix(manifest.path)
    let id = Code.lineID(prefix: prefix, line: line)
    anchors.append((id, reference))
    return "#\(id)"
  }

  /// The page that a notebook becomes, below its experiment's folder.
  private static func page(ofNotebook name: String) -> [String]? {
    if name == "notebook.md" { return ["index.html"] }
    return Report.languageFolders.first { name == "notebook.\($0).md" }.map { [$0, "index.html"] }
  }

  /// An address from the page to a path below its experiment's folder.
  private func address(_ parts: [String], _ fragment: String) -> String {
    context.root + parts.map { PageContext.address(folder: $0) }.joined(separator: "/")
      + (fragment.isEmpty ? "" : "#\(fragment)")
  }

  /// A page of the site that is named from the page, or from another experiment's notebook.
  private mutating func page(_ path: RelativePath, _ reference: ProseReference) -> String? {
    let folder = context.record.folder
    if let page = pageOfNotebook(path) { return page }
    let language = context.words.language.folder.split(separator: "/").map(String.init)
    if let site = path.below([folder] + language), let first = site.first {
      if first == folder {
        generated.append((site.joined(separator: "/"), reference))
        return reference.address
      }
      if isPage(site) { return reference.address }
    }
    return nil
  }

  /// The page of another experiment whose notebook is named from this one.
  private func pageOfNotebook(_ path: RelativePath) -> String? {
    guard let source = path.below([context.record.folder]), source.count == 2,
      let page = Self.page(ofNotebook: source[1]),
      let neighbour = source.first.flatMap(surroundings.experiment)
    else { return nil }
    let known = page.count == 1 || page.first.map(neighbour.languages.contains) ?? false
    guard known else { return nil }
    let address = ([neighbour.folder] + page).map { PageContext.address(folder: $0) }
    return "\(context.root)../" + address.joined(separator: "/")
      + (path.fragment.isEmpty ? "" : "#\(path.fragment)")
  }

  /// Whether a path below the output folder is a page of the site, or a file of another experiment.
  private func isPage(_ path: [String]) -> Bool {
    var rest = path[...]
    let first = rest.removeFirst()
    if let neighbour = surroundings.experiment(first) {
      if let folder = rest.first, rest.count == 2, neighbour.languages.contains(folder) {
        rest.removeFirst()
      }
      return rest.count == 1
        && ["index.html", "index.md", "run.json", "manifests.yaml"].contains(rest.first)
    }
    if first == "compare" || Report.languageFolders.contains(first) { return !rest.isEmpty }
    return rest.isEmpty && ["index.html", "index.md"].contains(first)
  }
}

/// A path as a link writes it, without a scheme.
struct RelativePath: Hashable {
  /// What stands between its slashes, percent signs read.
  var parts: [String]
  /// Behind the number sign, percent signs read.
  var fragment: String
  /// Whether it begins at the top of the site.
  var isAbsolute: Bool

  /// - Returns: `nil` where the address has a scheme.
  init?(_ address: String) {
    if let mark = address.firstIndex(where: { ":/?#".contains($0) }), address[mark] == ":" {
      return nil
    }
    let halves = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = (halves.first ?? "").prefix { $0 != "?" }
    fragment = halves.count > 1 ? Self.decoded(halves[1]) : ""
    isAbsolute = path.hasPrefix("/")
    parts = path.split(separator: "/").map { Self.decoded($0) }
  }

  /// The path from a folder on, without dots; `nil` where it leaves the top.
  func below(_ folder: [String]) -> [String]? {
    var result = folder
    for part in parts where part != "." {
      if part == ".." {
        guard result.popLast() != nil else { return nil }
      } else {
        guard !part.contains("/"), !part.utf8.contains(0) else { return nil }
        result.append(part)
      }
    }
    return result
  }

  private static func decoded(_ text: Substring) -> String {
    guard text.contains("%") else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2,
        let value = Int(digits, radix: 16).flatMap(UInt8.init(exactly:))
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
