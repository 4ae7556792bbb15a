public import ControlPlane
public import Diagnostics
internal import Resources

extension CheckRun {
  /// Runs every check on a mesh under one rule version.
  ///
  /// An object that admission refuses, or that could not be read, plays no part. A check that it
  /// would mislead is silent, and a note says which object it waits for.
  ///
  /// Objects that could not be read are those of the input that are not in the mesh.
  public mutating func check(_ facts: MeshFacts, unreadable: [ResourceIdentifier] = []) {
    let context = CheckContext(facts)
    let refused = facts.refused
    // As if the refused objects were there: what is found even then does not wait for them.
    let whole = refused.isEmpty ? nil : CheckContext(facts.withRefused)
    for check in Check.all {
      let found = check.find(context)
      let broken = Set(unreadable.filter { check.waitsFor.contains($0.kind) })
      let suspects = refused.filter { check.waitsFor.contains($0.identifier.kind) }
      if found.isEmpty || broken.isEmpty && suspects.isEmpty {
        add(found, under: facts.rules.name)
        continue
      }
      let certain = Set((whole.map(check.find) ?? found).map(\.mark))
      let (kept, waiting) = found.reduce(into: ([Diagnostic](), [Diagnostic]())) { parts, finding in
        if broken.isEmpty && certain.contains(finding.mark) {
          parts.0.append(finding)
        } else {
          parts.1.append(finding)
        }
      }
      add(kept, under: facts.rules.name)
      let names = broken.map(\.description) + suspects.map(\.identifier.description)
      add(waiting.map { $0.waits(for: names.sorted()) }, under: facts.rules.name)
    }
    add(facts.general, under: facts.rules.name)
  }
}

/// What a finding is known by, whatever its words.
private struct FindingMark: Hashable {
  var code: DiagnosticCode
  var place: SourceLocation?
}

extension Diagnostic {
  fileprivate var mark: FindingMark { FindingMark(code: code, place: location) }

  /// The note that stands for a finding which broken objects may make untrue.
  fileprivate func waits(for names: [String]) -> Diagnostic {
    Diagnostic(
      .note, .checkWaits,
      "\(code.rawValue) is not judged here until \(names.prefix(3).joined(separator: ", ")) can be "
        + "read" + (names.count > 3 ? ", and \(names.count - 3) more" : ""),
      at: location, why: "what is broken there may be what is missing here")
  }
}
