public import Diagnostics
public import Notebook

/// Reads `labbook.yaml`.
public enum SiteDescriptionReader {
  /// The file's name at the project's top.
  public static let fileName = "labbook.yaml"
  /// The languages that pages can be in.
  private static let languages = ["en", "ko"]

  /// The description, and everything that is wrong with the file.
  ///
  /// - Returns: a description of defaults where the file cannot be read at all.
  public static func read(
    _ source: ManifestSource
  ) -> (description: SiteDescription, diagnostics: [Diagnostic]) {
    let (documents, problems) = YAMLReader.documents(of: source)
    let findings = Findings(file: source.name)
    for problem in problems { findings.report(problem) }
    if documents.count > 1 {
      findings.report(
        .invalidValue, "a site is described by one document, and this is a second one",
        at: documents[1])
    }
    let description = documents.first.flatMap { Fields($0, path: "", findings) }?.closed(decode)
    if description == nil, problems.isEmpty, findings.diagnostics.isEmpty {
      findings.report(
        Diagnostic(
          .missingField, "the site's description is empty",
          at: SourceLocation(file: source.name, line: 1, column: 1)))
    }
    return (description ?? SiteDescription(), findings.diagnostics)
  }

  private static func decode(_ fields: Fields) -> SiteDescription {
    checkHead(fields)
    var site = SiteDescription(places: fields.node.places)
    if let name = nonEmpty(fields, "name") { site.name = name }
    site.summary = nonEmpty(fields, "description")
    site.address = address(fields, "baseURL")
    site.author = fields.string("author")
    site.languages = languageList(fields)
    site.logo = logo(fields)
    site.repository = webAddress(fields, "repository")
    site.editAddress = editAddress(fields, repository: site.repository)
    let aliases = fields.stringMap("aliases")
    site.aliases = aliases.sorted { $0.key < $1.key }
      .map { SiteDescription.Alias(name: $0.key, experiment: $0.value) }
    return site
  }

  private static func checkHead(_ fields: Fields) {
    if fields.string("apiVersion") != ExperimentReader.apiVersion {
      fields.findings.report(
        .unknownVersion, "labbook.yaml begins with apiVersion: \(ExperimentReader.apiVersion)",
        at: fields.value("apiVersion") ?? fields.node)
    }
    if fields.string("kind") != "Site" {
      fields.findings.report(
        .unknownKind, "labbook.yaml describes a site: kind: Site",
        at: fields.value("kind") ?? fields.node)
    }
  }

  /// A text that says something.
  private static func nonEmpty(_ fields: Fields, _ key: String) -> LocalizedText? {
    guard let node = fields.value(key), let text = fields.localizedText(key) else { return nil }
    let isBlank = text.texts.isEmpty || text.texts.values.contains { $0.allSatisfy(\.isWhitespace) }
    guard isBlank else { return text }
    fields.findings.report(.invalidValue, "\(fields.pathTo(key)) is empty", at: node)
    return nil
  }

  private static func address(_ fields: Fields, _ key: String) -> SiteAddress? {
    guard let node = fields.value(key), let text = fields.string(key) else { return nil }
    do throws(SiteAddress.Problem) {
      return try SiteAddress(text)
    } catch {
      fields.findings.report(
        .invalidSite, "\(fields.pathTo(key)) “\(text.quotedForDiagnostics)” \(error.words)",
        at: node, hint: "write it as https://example.org/notes/")
      return nil
    }
  }

  private static func webAddress(_ fields: Fields, _ key: String) -> String? {
    guard let address = address(fields, key) else { return nil }
    return String(address.text.dropLast())
  }

  private static func languageList(_ fields: Fields) -> [String]? {
    guard let node = fields.value("languages") else { return nil }
    var tags: [String] = []
    for (item, path) in fields.items("languages") {
      guard case .scalar(let tag, _) = item.content else {
        fields.findings.report(.wrongType, "\(path) must be a text", at: item)
        continue
      }
      if languages.contains(tag) {
        tags.append(tag)
      } else {
        fields.findings.report(
          .invalidSite,
          "pages are written in \(languages.joined(separator: " and ")), and this is "
            + "“\(tag.quotedForDiagnostics)”", at: item)
      }
    }
    if !tags.isEmpty, !tags.contains("en") {
      fields.findings.report(
        .invalidSite, "the pages at the site's top are in English, so en is among its languages",
        at: node)
    }
    return tags.isEmpty ? nil : tags
  }

  /// A picture below the project.
  private static func logo(_ fields: Fields) -> String? {
    guard let node = fields.value("logo"), let path = fields.string("logo") else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      fields.findings.report(
        .pathEscapes, "the logo's file lies below the project, without “..”", at: node)
      return nil
    }
    guard [".svg", ".png"].contains(where: { path.lowercased().hasSuffix($0) }) else {
      fields.findings.report(.invalidSite, "a logo is an SVG or a PNG", at: node)
      return nil
    }
    return path
  }

  private static func editAddress(_ fields: Fields, repository: String?) -> String? {
    let branch = branch(fields)
    if let node = fields.value("edit"), let text = fields.string("edit") {
      address(fields, "edit", withoutPlaceholder: text, node)
      return text
    }
    guard let repository else { return nil }
    let host = repository.split(separator: "/").dropFirst().first ?? ""
    if host == "github.com" { return "\(repository)/edit/\(branch)/{path}" }
    if host == "gitlab.com" || host.hasPrefix("gitlab.") {
      return "\(repository)/-/edit/\(branch)/{path}"
    }
    return nil
  }

  private static func branch(_ fields: Fields) -> String {
    guard let node = fields.value("branch"), let branch = fields.string("branch") else {
      return "main"
    }
    do throws(SiteAddress.Problem) {
      _ = try SiteAddress("https://host/\(branch)/")
      return branch
    } catch {
      fields.findings.report(
        .invalidSite, "branch “\(branch.quotedForDiagnostics)” \(error.words)", at: node)
      return "main"
    }
  }

  private static func address(
    _ fields: Fields, _ key: String, withoutPlaceholder text: String, _ node: YAMLNode
  ) {
    guard text.contains("{path}") else {
      fields.findings.report(
        .invalidSite, "edit says with {path} where the file's path stands", at: node,
        hint: "such as https://git.example/notes/-/edit/main/{path}")
      return
    }
    do throws(SiteAddress.Problem) {
      _ = try SiteAddress(text.replacing("{path}", with: "path"))
    } catch {
      fields.findings.report(
        .invalidSite, "edit “\(text.quotedForDiagnostics)” \(error.words)", at: node)
    }
  }
}
