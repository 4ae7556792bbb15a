internal import Resources

extension MeshVirtualService {
  /// The hosts that its rules send to, with the ports they name; 0 stands for all
  /// (pilot/pkg/model/push_context.go@1.30.3, `virtualServiceDestinationsFilteredBySourceNamespace`).
  ///
  /// `client`: the namespace from which rules are asked; `nil` asks all.
  func destinationPorts(reachedFrom client: String?) -> [(host: String, ports: Set<Int>)] {
    var found: [(host: String, ports: Set<Int>)] = []
    var position: [String: Int] = [:]
    func add(_ destination: Destination?) {
      guard let destination else { return }
      let port = Int(destination.port ?? 0)
      if let index = position[destination.host] {
        found[index].ports.insert(port)
      } else {
        position[destination.host] = found.count
        found.append((destination.host, [port]))
      }
    }
    for rule in http where client.map({ rule.rule.isAsked(from: $0) }) ?? true {
      for target in rule.rule.route { add(target.destination) }
      add(rule.rule.mirror)
      for mirror in rule.rule.mirrors { add(mirror.destination) }
    }
    for rule in tcp { for target in rule.route { add(target.destination) } }
    for rule in tls { for target in rule.route { add(target.destination) } }
    return found
  }
}

extension HTTPRoute {
  /// Whether some match lets a client of this namespace in; a later match without a namespace does
  /// not undo one that names another.
  fileprivate func isAsked(from client: String) -> Bool {
    var isMatched = true
    for match in match where !match.sourceNamespace.isEmpty {
      if match.sourceNamespace == client { return true }
      isMatched = false
    }
    return isMatched
  }
}
