public import ControlPlane
internal import Diagnostics

extension CheckRun {
  /// Runs every check on a mesh under one rule version.
  ///
  /// An object that admission refuses plays no part, so that no other check is misled by it.
  public mutating func check(_ facts: MeshFacts) {
    let context = CheckContext(facts)
    for check in Check.all { add(check.find(context), under: facts.rules.name) }
    add(facts.general, under: facts.rules.name)
  }
}
