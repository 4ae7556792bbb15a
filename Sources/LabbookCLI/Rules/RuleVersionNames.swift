import ControlPlane
import Diagnostics

/// A rule version, and the name by which it was asked for.
struct RequestedVersion: Hashable, Sendable {
  var requestedName: String
  var version: RuleVersion
}

/// Finds rule versions by name.
enum RuleVersionNames {
  /// The newest release: what is asked where nothing is said.
  static var newest: RuleVersion { RuleVersion.all[RuleVersion.all.count - 1] }

  /// Each name's version, once; names that are none are findings.
  ///
  /// - Parameter place: where the name of a position is written.
  static func resolve(
    _ names: [String], place: (Int) -> SourceLocation?
  ) -> (versions: [RequestedVersion], diagnostics: [Diagnostic]) {
    var versions: [RequestedVersion] = []
    var diagnostics: [Diagnostic] = []
    for (index, name) in names.enumerated() {
      guard let version = RuleVersion.named(name) else {
        diagnostics.append(unknown(name, at: place(index)))
        continue
      }
      guard !versions.contains(where: { $0.version == version }) else { continue }
      versions.append(RequestedVersion(requestedName: name, version: version))
    }
    return (versions, diagnostics)
  }

  static func unknown(_ name: String, at place: SourceLocation?) -> Diagnostic {
    let known = RuleVersion.all.map(\.shortName)
    return Diagnostic(
      .unknownRuleVersion, "there is no rule version “\(name.quotedForDiagnostics)”", at: place,
      hint: known.nearest(to: name).map { "did you mean “\($0)”?" }
        ?? "labbook rules list shows all")
  }
}
