public import Diagnostics
internal import Resources

/// What `istioctl analyze` said of a mesh, held against what labbook says.
public struct AnalyzerComparison: Sendable {
  /// How a message stands.
  public enum Standing: Hashable, Sendable {
    /// A finding says the same of the same object, at its line: the field's, or the object's first
    /// where istioctl names that one.
    case counterpart
    /// Nothing says it, for a reason.
    case excepted(String)
    /// Nothing says it.
    case open
  }

  /// The messages, in order, each with how it stands.
  public let standings: [(message: AnalyzerMessage, standing: Standing)]

  /// Compares messages with findings.
  ///
  /// `istioCodes` are the codes of istioctl by labbook's own; `places` are those of all objects,
  /// the refused ones among them.
  public init(
    _ messages: [AnalyzerMessage], with findings: [Diagnostic],
    istioCodes: [DiagnosticCode: [String]], places: ObjectPlaces, in mesh: AnalyzerException.Mesh
  ) {
    let byCode = Dictionary(
      grouping: findings.flatMap { finding in
        (istioCodes[finding.code] ?? []).map { ($0, finding) }
      }, by: \.0)
    standings = messages.map { message in
      let says = (byCode[message.code] ?? []).contains { _, finding in
        finding.isCounterpart(of: message, places)
      }
      if says { return (message, .counterpart) }
      let waits = findings.contains {
        $0.code == .checkWaits && $0.isCounterpart(of: message, places)
      }
      if waits { return (message, .excepted(AnalyzerException.waiting)) }
      guard let reason = AnalyzerException.reason(for: message, in: mesh) else {
        return (message, .open)
      }
      return (message, .excepted(reason))
    }
  }
}

extension Check {
  /// The codes of istioctl by the codes of the checks that say the same.
  public static var istioCodes: [DiagnosticCode: [String]] {
    Dictionary(
      all.map { ($0.code, $0.explanation.istioCodes) }, uniquingKeysWith: { one, _ in one })
  }
}

extension Diagnostic {
  /// Whether it is of a message's object, at its line or, where that is the object's first, at a
  /// field of it.
  fileprivate func isCounterpart(of message: AnalyzerMessage, _ places: ObjectPlaces) -> Bool {
    guard let location, let object = places.object(at: location),
      object.resource == message.resource
    else { return false }
    guard let line = message.line else { return true }
    return location.line == line || object.start.line == line
      || notes.contains { $0.location?.line == line }
  }
}
