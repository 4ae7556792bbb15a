internal import Diagnostics
internal import Resources

extension MeshIndex {
  /// Says that Nodes give no localities where their labels would: the recorded output of istiod,
  /// by which labbook is judged, knew no Nodes.
  var ignoredLocalities: [Diagnostic] {
    guard !rules[.nodeLabelsGiveLocality],
      let node = resources.nodes.first(where: { !Locality(nodeLabels: $0.metadata.labels).isEmpty })
    else { return [] }
    return [
      Diagnostic(
        .warning, .notModelled,
        "the topology labels of Nodes give pods no locality under this rule version",
        at: node.metadata.places.location(of: "metadata.labels"),
        hint: "extend the rule version with the switch nodeLabelsGiveLocality, or label the pods "
          + "with istio-locality")
    ]
  }
}
