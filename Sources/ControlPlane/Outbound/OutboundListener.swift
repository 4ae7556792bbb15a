internal import ProxyConfig

/// A listener that outgoing connections may meet, while services are added to it
/// (pilot/pkg/networking/core/listener.go@1.30.3, `outboundListenerEntry`).
struct OutboundListener {
  /// Where it listens.
  struct Key: Hashable {
    /// An address, or the path of a Unix domain socket.
    var bind: String
    /// The port that connections are headed to.
    var port: Int
  }

  /// Where it listens.
  let key: Key
  /// Whether it opens a socket.
  let bindsToPort: Bool
  /// In the order in which they were added.
  private(set) var chains: [OutboundChain]
  /// What its connections carry; undeclared where HTTP and other bytes are told apart.
  var portProtocol: PortProtocol
  /// Whether it is closed to the services of later egress listeners.
  var isLocked = false
  private var conflictKeys: Set<OutboundChain.ConflictKey>

  init(key: Key, bindsToPort: Bool, chains: [OutboundChain], portProtocol: PortProtocol) {
    self.key = key
    self.bindsToPort = bindsToPort
    self.chains = chains
    self.portProtocol = portProtocol
    conflictKeys = Set(chains.map(\.conflictKey))
  }

  /// Adds chains, unless one is there that matches the same (`mergeTCPFilterChains`).
  mutating func merge(_ added: [OutboundChain]) {
    for chain in added where conflictKeys.insert(chain.conflictKey).inserted {
      chains.append(chain)
    }
  }

  /// A chain that matches everything becomes the default one; without such a chain the rest goes
  /// on as connections to unknown destinations do (`buildListenerFromEntry`).
  func message(fallback: FilterChain, pathNormalization: String) -> Listener {
    let scheme = "unix://"
    let isSocket = key.bind.hasPrefix(scheme)
    var listener = Listener(
      name: "\(key.bind)_\(key.port)",
      address: isSocket
        ? Address(pipe: String(key.bind.dropFirst(scheme.count)))
        : Address(key.bind, port: key.port))
    listener.trafficDirection = .outbound
    listener.bindToPort = bindsToPort ? nil : false
    listener.detectsHttp = chains.contains(where: \.inspectsHTTP)
    var matching: [FilterChain] = []
    for chain in chains {
      let message = chain.message(pathNormalization: pathNormalization)
      if chain.matchesAll {
        listener.defaultFilterChain = message
      } else {
        matching.append(message)
      }
    }
    if let all = listener.defaultFilterChain, matching.isEmpty {
      matching = [all]
      listener.defaultFilterChain = nil
    } else if listener.defaultFilterChain == nil {
      listener.defaultFilterChain = fallback
    }
    listener.filterChains = matching
    return listener
  }

  /// The route tables that its chains ask for.
  var routeNames: [String] {
    chains.compactMap { chain in
      guard case .routes(let name) = chain.target else { return nil }
      return name
    }
  }
}
