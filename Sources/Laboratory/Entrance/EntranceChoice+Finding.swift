package import Diagnostics
internal import ProxyConfig
internal import Simulator

extension EntranceChoice {
  /// Why a question cannot be answered before it is said where it comes in; `nil` where it can.
  ///
  /// `host`: the URL's.
  package func finding(host: String) -> Diagnostic? {
    switch self {
    case .direct, .found, .nowhere: nil
    case .unknown(let failure):
      Diagnostic(.unknownGateway, failure.reason, hint: failure.hint)
    case .several(let entrances):
      Diagnostic(
        .severalGateways,
        "\(entrances.count) gateways serve \(host), and what DNS leads to is in no manifest",
        hint: "say which with --gateway NAMESPACE/NAME, or call a Service's own name",
        notes: entrances.map { entrance in
          Diagnostic.Note(
            "--gateway \(entrance.door?.gatewayName ?? "") enters by Service "
              + "\(entrance.serviceName), as does \(entrance.dialledAddress) -H 'Host: \(host)'",
            at: entrance.door?.server.location)
        })
    }
  }
}

extension Entrance {
  /// The Service by which it enters, as `NAMESPACE/NAME`; its host name where it is no object.
  package var serviceName: String {
    guard let service = service?.resource else { return hostname }
    return "\(service.namespace)/\(service.name)"
  }

  /// What to dial to enter here, whatever host is asked for.
  fileprivate var dialledAddress: String {
    let isTLS = door?.isTLS ?? false
    let name = service.map { "\($0.resource.name).\($0.resource.namespace)" } ?? hostname
    let suffix = port == (isTLS ? 443 : 80) ? "" : ":\(port)"
    return "\(isTLS ? "https" : "http")://\(name)\(suffix)/"
  }
}
