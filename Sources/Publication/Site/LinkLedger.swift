internal import Diagnostics

/// What every page of a site points to, held against what there is.
struct LinkLedger {
  private struct Reference {
    var page: String
    var address: String
    var target: SitePath.Target
  }

  /// The path of the site's top on its host.
  private let base: String
  private var files: Set<String> = []
  /// By page, the digests of its anchors: texts would fill the memory of a large site.
  private var anchors: [String: Set<Int>] = [:]
  private var references: [Reference] = []
  private var broken: [Diagnostic] = []
  /// Links that have been checked and lead to a file alone, by target.
  private var wanted: [String: (page: String, address: String)] = [:]

  init(base: String) { self.base = base }

  /// A file that there is.
  mutating func add(file path: String) { files.insert(path) }

  /// A page with its anchors and what it points to.
  mutating func add(page path: String, anchors ids: Set<String>, links: [String]) {
    files.insert(path)
    anchors[path] = Set(ids.map(\.hashValue))
    for address in Set(links).sorted() {
      guard let target = SitePath.target(address, from: path, base: base) else { continue }
      let fragment = target.fragment ?? ""
      if fragment.isEmpty {
        if wanted[target.path] == nil { wanted[target.path] = (path, address) }
      } else if target.path == path {
        if !ids.contains(fragment) { broken.append(finding(path, address)) }
      } else {
        references.append(Reference(page: path, address: address, target: target))
      }
    }
  }

  private func finding(_ page: String, _ address: String) -> Diagnostic {
    Diagnostic(
      .brokenLink,
      "the page \(VisibleText.line(page)) points to “\(address.quotedForDiagnostics)”, which is not there"
    )
  }

  /// A finding for each link that leads nowhere; of many to one missing file the first.
  func findings() -> [Diagnostic] {
    var found = broken
    for (target, place) in wanted.sorted(by: { $0.key < $1.key }) where !files.contains(target) {
      found.append(finding(place.page, place.address))
    }
    for reference in references {
      let ids = anchors[reference.target.path]
      let isThere = ids.map { $0.contains((reference.target.fragment ?? "").hashValue) }
      if isThere ?? files.contains(reference.target.path) { continue }
      found.append(finding(reference.page, reference.address))
    }
    return found
  }
}
