import Manifests

/// What `labbook rules support` prints.
enum ModelledKinds {
  /// A line for each kind.
  static var table: String {
    let sections = [
      ("modelled", "read, and acts as in Istio", KindSupport.modelled),
      (
        "not modelled", "can change an outcome: an error, unless --allow-unmodelled is given",
        KindSupport.unmodelled
      ),
      ("passed over", "changes no outcome", KindSupport.passedOver),
    ]
    return sections.map { name, meaning, kinds in
      let list = Help.wrapped(kinds.joined(separator: ", "), indent: 2)
      return (["\(name): \(meaning)"] + list).joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n\nOther kinds are passed over with a warning."
  }
}
