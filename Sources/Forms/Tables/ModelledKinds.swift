internal import ControlPlane
internal import Diagnostics
internal import Manifests

/// What `labbook rules support` prints.
package enum ModelledKinds {
  /// A line for each kind.
  package static var table: String {
    let sections = [
      ("modelled", "read, and acts as in Istio", KindSupport.modelled),
      (
        "not modelled", "can change an outcome: an error, unless --allow-unmodelled is given",
        KindSupport.unmodelled
      ),
      ("passed over", "changes no outcome", KindSupport.passedOver),
    ]
    return sections.map { name, meaning, kinds in
      let list = TextLayout.wrapped(kinds.joined(separator: ", "), indent: 2)
      return (["\(name): \(meaning)"] + list).joined(separator: "\n")
    }.joined(separator: "\n\n")
      + "\n\nOther kinds are told by their group: not modelled in Kubernetes' core, apps, batch, "
      + "networking, discovery,\nIstio's groups, the Gateway API and Argo; passed over with a warning "
      + "in others, unless they hold a pod template.\n\n" + gatewayAPI
  }

  /// What of Gateway API acts, and since which release.
  private static var gatewayAPI: String {
    let lines = GatewayAPISupport.lines.flatMap { line in
      TextLayout.wrapped("\(line.subject): \(line.text)", indent: 2)
    }
    return (["Gateway API:"] + lines).joined(separator: "\n")
  }
}
