package import DataPlane

/// A request that shows something of a route table.
package struct Probe: Hashable, Sendable {
  /// What the request is there for.
  package enum Aim: Hashable, Sendable {
    /// No virtual host of its own serves the name.
    case unknownHost
    /// The name leads to the virtual host.
    case domain(host: String)
    /// The route takes it, for which these conditions hold.
    case taken(host: String, route: Int, words: String)
    /// The route is asked, and this condition does not hold.
    case missed(host: String, route: Int, condition: String)
  }

  /// As the client sends it.
  package var request: RequestHead
  /// What it is there for.
  package var aim: Aim

  /// What it is there for, in words.
  package var words: String {
    switch aim {
    case .unknownHost: "a name that nobody serves"
    case .domain(let host): "a name of \(host)"
    case .taken(let host, let route, let words): "route \(route) of \(host): \(words)"
    case .missed(let host, let route, let condition):
      "route \(route) of \(host), but not: \(condition)"
    }
  }
}
