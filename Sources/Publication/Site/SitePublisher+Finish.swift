public import Diagnostics
internal import Notebook
public import Report

extension SitePublisher {
  /// What stands for the whole site: search, feed, sitemap, the page for addresses that are none,
  /// pages of earlier names.
  ///
  /// - Parameter logo: the logo's bytes, where `labbook.yaml` names one.
  /// - Returns: the files, and a finding for each link of the site that leads nowhere.
  public mutating func finish(
    logo: [UInt8]? = nil
  ) -> (files: [OutputFile], diagnostics: [Diagnostic]) {
    var files = [
      OutputFile(path: ".nojekyll", bytes: []),
      OutputFile(path: "favicon.svg", bytes: PackageResources.favicon_svg),
      OutputFile(path: "robots.txt", bytes: Array(robots.utf8)),
    ]
    if let logo, let file = site.logoFile { files.append(OutputFile(path: file, bytes: logo)) }
    if let text = feed.text, site.hasFeed {
      files.append(OutputFile(path: "feed.xml", bytes: Array(text.utf8)))
    }
    if let address = site.description.address {
      files.append(OutputFile(path: "sitemap.xml", bytes: Array(sitemap.text(address).utf8)))
    }
    let alias = aliasPages()
    files += alias.files
    files += [notFoundPage()].compactMap(\.self)
    files += searchPages()
    for file in files { ledger.add(file: file.path) }
    return (files, alias.diagnostics + ledger.findings())
  }

  private var robots: String {
    let rule = "User-agent: *\nAllow: /\n"
    return site.description.address.map { "\(rule)Sitemap: \($0.address("sitemap.xml"))\n" } ?? rule
  }

  private mutating func searchPages() -> [OutputFile] {
    let tags = languages.sorted()
    let translations = Dictionary(
      uniqueKeysWithValues: tags.map { ($0, SearchPage.path(SiteWords($0))) })
    return tags.compactMap { tag in
      let words = SiteWords(tag)
      let index = indices[tag] ?? SearchIndex()
      let page = Report.page(
        at: SearchPage.path(words), language: tag,
        translations: tags.count > 1 ? translations : [:], title: words.search,
        summary: words.searchLead, markdown: SearchPage.markdown(index, words),
        templates: templates, labbookVersion: site.labbookVersion)
      return added(
        page, ending: SearchPage.scripts(index, words),
        policy: "script-src \(SearchPage.policySource)")
    }
  }

  /// A page of the site's own, which searchers do not list.
  private mutating func added(
    _ files: [OutputFile], ending: String = "", policy: String = ""
  ) -> OutputFile? {
    guard let page = files.first else { return nil }
    let anatomy = PageAnatomy(page.bytes)
    var decoration = PageDecoration(site: site, path: page.path, anatomy: anatomy)
    decoration.isListed = false
    decoration.ending = ending
    decoration.policy = policy
    ledger.add(
      page: page.path, anchors: anatomy.anchors,
      links: anatomy.links.map(\.address) + decoration.links)
    return OutputFile(path: page.path, bytes: decoration.applied(to: page.bytes))
  }

  /// The page is shown at any address, so that its own are those from the host's top.
  private mutating func notFoundPage() -> OutputFile? {
    let words = SiteWords("en")
    let korean = languages.contains("ko") ? "\(SiteWords("ko").notFound).\n\n" : ""
    let added = added(
      Report.page(
        at: "404.html", title: words.notFound, summary: words.notFound,
        markdown: "\(korean)[\(words.search)](search/index.html)\n",
        templates: templates, labbookVersion: site.labbookVersion))
    guard let page = added else { return nil }
    var edit = MarkupEdit()
    for link in PageAnatomy(page.bytes).links {
      let isOwn = SitePath.target(link.address, from: page.path, base: site.base) != nil
      if isOwn, !link.address.hasPrefix("#"), !link.address.hasPrefix("/") {
        edit.insert(site.base, at: link.range.lowerBound)
      }
    }
    return OutputFile(path: page.path, bytes: edit.applied(to: page.bytes))
  }

  private func aliasPages() -> (files: [OutputFile], diagnostics: [Diagnostic]) {
    var files: [OutputFile] = []
    var diagnostics: [Diagnostic] = []
    for alias in site.description.aliases {
      let place = site.description.places.location(
        of: FieldPath().key("aliases").key(alias.name))
      guard let title = titles[alias.experiment] else {
        diagnostics.append(
          Diagnostic(
            .unknownExperiment,
            "there is no experiment “\(alias.experiment.quotedForDiagnostics)”", at: place,
            hint: titles.keys.sorted().nearest(to: alias.experiment).map { "did you mean “\($0)”?" }
          ))
        continue
      }
      guard alias.hasPlainName else {
        diagnostics.append(
          Diagnostic(
            .invalidSite,
            "no experiment was ever called “\(alias.name.quotedForDiagnostics)”: names have letters, "
              + "digits, dashes, dots and underscores", at: place))
        continue
      }
      if titles[alias.name] != nil || PublishedSite.ownNames.contains(alias.name.lowercased()) {
        diagnostics.append(
          Diagnostic(
            .takenSiteName,
            "“\(alias.name.quotedForDiagnostics)” has a page of its own", at: place))
        continue
      }
      files.append(AliasPage(alias, title: title.text(in: "en"), site: site).file)
    }
    return (files, diagnostics)
  }
}

extension SiteDescription.Alias {
  /// Whether the name can be a folder's at the site's top.
  fileprivate var hasPlainName: Bool {
    (1...200).contains(name.utf8.count) && !name.hasPrefix(".")
      && name.utf8.allSatisfy {
        (97...122).contains($0 | 32) || (48...57).contains($0) || "-._".utf8.contains($0)
      }
  }
}
