public import Diagnostics

/// A rule version of one's own as written: a name, what it extends, and the switches that it sets.
public struct RuleVersionDefinition: Hashable, Sendable {
  /// A switch by its identifier, and where it is written.
  public struct Setting: Hashable, Sendable {
    /// The switch's identifier, as written.
    public var id: String
    /// What it is set to.
    public var isOn: Bool
    /// Where it is set.
    public var location: SourceLocation
  }

  /// What the version is called.
  public var name: String
  /// The version that it begins from.
  public var extends: String
  /// The switches that it sets, in the file's order.
  public var settings: [Setting]
  /// Where the version is written.
  public var location: SourceLocation
  /// Where it says what it extends.
  public var extendsLocation: SourceLocation
}

/// Reads rule versions of one's own.
public enum RuleVersionReader {
  /// The definitions of a file, one a document, and everything that is wrong with it.
  public static func read(
    _ source: ManifestSource, limits: ReadingLimits = .standard
  ) -> (definitions: [RuleVersionDefinition], diagnostics: [Diagnostic]) {
    let (documents, problems) = YAMLReader.documents(of: source, limits: limits)
    let findings = Findings(file: source.name)
    for problem in problems { findings.report(problem) }
    let definitions = documents.compactMap { document in
      Fields(document, path: "", findings)?.closed(decode)
    }
    return (definitions, findings.diagnostics)
  }

  private static func decode(_ fields: Fields) -> RuleVersionDefinition {
    let findings = fields.findings
    if fields.string("apiVersion") != ExperimentReader.apiVersion {
      findings.report(
        .unknownVersion, "a rule version begins with apiVersion: \(ExperimentReader.apiVersion)",
        at: fields.value("apiVersion") ?? fields.node)
    }
    if fields.string("kind") != "RuleVersion" {
      findings.report(
        .unknownKind, "beside the experiments' folders only documents of kind RuleVersion are read",
        at: fields.value("kind") ?? fields.node)
    }
    func text(_ key: String) -> (String, SourceLocation) {
      guard let node = fields.value(key), let text = fields.string(key), !text.isEmpty else {
        findings.report(.missingField, "the rule version has no \(key)", at: fields.node)
        return ("", fields.node.location(in: findings.file))
      }
      return (text, node.location(in: findings.file))
    }
    let (name, location) = text("name")
    let (extends, extendsLocation) = text("extends")
    return RuleVersionDefinition(
      name: name, extends: extends, settings: settings(fields), location: location,
      extendsLocation: extendsLocation)
  }

  private static func settings(_ fields: Fields) -> [RuleVersionDefinition.Setting] {
    guard let switches = fields.fields("switches") else { return [] }
    return switches.keys.compactMap { id in
      guard let node = switches.value(id), let isOn = switches.boolean(id) else { return nil }
      return RuleVersionDefinition.Setting(
        id: id, isOn: isOn, location: node.location(in: fields.findings.file))
    }
  }
}
