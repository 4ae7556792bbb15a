package import ControlPlane
package import Diagnostics
package import Manifests

/// The rule versions that a project knows: labbook's own, and those of `Experiments/*.yaml`.
package struct RuleVersionBook: Sendable {
  /// Releases and theories of labbook's own, then the project's.
  package private(set) var versions = RuleVersion.all

  /// labbook's own versions.
  package init() {}

  /// The newest release: what is asked where nothing is said.
  package static var newest: RuleVersion {
    RuleVersion.all.last { !$0.isTheory } ?? .naive
  }

  /// The version of a full or short name; `nil` for none.
  package func named(_ name: String) -> RuleVersion? {
    versions.first { $0.name == name || $0.shortName == name } ?? RuleVersion.named(name)
  }

  /// Each name's version, once; names that are none are errors, releases of which only a
  /// neighbour is known are warnings.
  ///
  /// `place`: where the name of a position is written.
  package func resolve(
    _ names: [String], place: (Int) -> SourceLocation? = { _ in nil }
  ) -> (versions: [RequestedVersion], diagnostics: [Diagnostic]) {
    var found: [RequestedVersion] = []
    var diagnostics: [Diagnostic] = []
    for (index, name) in names.enumerated() {
      guard let version = named(name) else {
        diagnostics.append(unknown(name, at: place(index)))
        continue
      }
      if let finding = nearest(version, to: name, at: place(index)) { diagnostics.append(finding) }
      guard !found.contains(where: { $0.version.name == version.name }) else { continue }
      found.append(RequestedVersion(requestedName: name, version: version))
    }
    return (found, diagnostics)
  }

  /// The finding about a name for which another release stands.
  package func nearest(
    _ version: RuleVersion, to name: String, at place: SourceLocation?
  ) -> Diagnostic? {
    guard version.isNearest(to: name) else { return nil }
    return Diagnostic(
      .warning, .nearestRelease,
      "“\(name.quotedForDiagnostics)” acts as \(version.name), the nearest release that is known",
      at: place)
  }

  /// The finding about a name that no version has.
  package func unknown(_ name: String, at place: SourceLocation?) -> Diagnostic {
    Diagnostic(
      .unknownRuleVersion, "there is no rule version “\(name.quotedForDiagnostics)”", at: place,
      hint: versions.map(\.shortName).nearest(to: name).map { "did you mean “\($0)”?" }
        ?? "labbook rules list shows all")
  }
}

/// A rule version, and the name by which it was asked for.
package struct RequestedVersion: Hashable, Sendable {
  /// As the user wrote it.
  package var requestedName: String
  /// What it stands for.
  package var version: RuleVersion

  package init(requestedName: String, version: RuleVersion) {
    self.requestedName = requestedName
    self.version = version
  }
}

extension RuleVersionBook {
  /// Adds versions, each after the one that it extends.
  ///
  /// - Returns: names that are taken, unknown or extend themselves, and switches that are none.
  package mutating func add(_ definitions: [RuleVersionDefinition]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var waiting: [RuleVersionDefinition] = []
    for definition in definitions {
      let isTaken = named(definition.name) != nil || waiting.contains { $0.name == definition.name }
      guard !isTaken else {
        diagnostics.append(
          Diagnostic(
            .duplicateIdentifier,
            "there is a rule version “\(definition.name.quotedForDiagnostics)” already",
            at: definition.location))
        continue
      }
      waiting.append(definition)
    }
    while let next = waiting.firstIndex(where: { named($0.extends) != nil }) {
      diagnostics += add(waiting.remove(at: next))
    }
    return diagnostics + waiting.map { unresolved($0, among: waiting) }
  }

  private mutating func add(_ definition: RuleVersionDefinition) -> [Diagnostic] {
    guard let base = named(definition.extends) else { return [] }
    var (version, unknown) = base.extended(
      name: definition.name, setting: definition.settings.map { ($0.id, $0.isOn) })
    version.isTheory = true
    versions.append(version)
    let known = RuleSwitch.all.map(\.id)
    return unknown.map { id in
      Diagnostic(
        .unknownSwitch, "there is no switch “\(id.quotedForDiagnostics)”",
        at: definition.settings.first { $0.id == id }?.location,
        hint: known.nearest(to: id).map { "did you mean “\($0)”?" }
          ?? "labbook rules show istio-1.30 lists all")
    }
  }

  private func unresolved(
    _ definition: RuleVersionDefinition, among waiting: [RuleVersionDefinition]
  ) -> Diagnostic {
    guard waiting.contains(where: { $0.name == definition.extends }) else {
      return unknown(definition.extends, at: definition.extendsLocation)
    }
    return Diagnostic(
      .cyclicExtension,
      "the rule version “\(definition.name.quotedForDiagnostics)” extends itself, through "
        + "“\(definition.extends.quotedForDiagnostics)”", at: definition.extendsLocation)
  }
}
