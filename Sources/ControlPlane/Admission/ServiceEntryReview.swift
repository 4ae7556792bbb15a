internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A ServiceEntry (validation.go@1.30.3, `ValidateServiceEntry`).
  mutating func review(_ entry: ServiceEntry) {
    review(selector: entry.workloadSelector, at: .spec.key("workloadSelector"))
    // A wrong selector ends the review.
    if findings.contains(where: { $0.severity == .error }) { return }
    if entry.workloadSelector != nil, !entry.endpoints.isEmpty {
      refuse("must not be set beside workloadSelector", at: .spec.key("endpoints"))
    }
    reviewHosts(entry)
    for (position, address) in entry.addresses.enumerated() {
      check(
        AddressSyntax.problem(ofSubnet: address), at: .spec.key("addresses").index(position))
    }
    if entry.addresses.contains(where: { $0.contains("/") }),
      entry.resolution != "NONE", entry.resolution != "STATIC"
    {
      refuse(
        "must not have blocks with resolution \(entry.resolution)", at: .spec.key("addresses"))
    }
    reviewPorts(entry)
    reviewResolution(entry)
    let isAmbiguous = entry.ports.contains {
      let carried = PortProtocol(named: $0.protocol)
      return !carried.isHTTP && !carried.isTLS
    }
    if entry.resolution != "NONE", entry.hosts.count > 1, isAmbiguous {
      refuse(
        "must be one beside ports that carry neither HTTP nor TLS", at: .spec.key("hosts"))
    }
    review(exportTo: entry.exportTo, at: .spec.key("exportTo"), isServiceEntry: true)
  }

  private mutating func reviewHosts(_ entry: ServiceEntry) {
    if entry.hosts.isEmpty { refuse("must have a host", at: .spec) }
    for (position, host) in entry.hosts.enumerated() {
      let path = FieldPath.spec.key("hosts").index(position)
      if host == "*" {
        refuse("must not be *", at: path)
      } else {
        check(NameSyntax.problem(ofWildcardDomain: host), at: path)
        if entry.resolution != "DYNAMIC_DNS",
          let problem = NameSyntax.problem(ofPartialWildcard: host)
        {
          warn(problem, at: path)
        }
      }
    }
  }

  private mutating func reviewPorts(_ entry: ServiceEntry) {
    var names: Set<String> = []
    var numbers: Set<UInt32> = []
    for (position, port) in entry.ports.enumerated() {
      let path = FieldPath.spec.key("ports").index(position)
      if !names.insert(port.name).inserted { refuse("is given twice", at: path.key("name")) }
      if !numbers.insert(port.number).inserted {
        refuse("is given twice: \(port.number)", at: path.key("number"))
      }
      if port.targetPort != 0 {
        check(AddressSyntax.problem(ofPort: port.targetPort), at: path.key("targetPort"))
      }
      if entry.addresses.isEmpty, entry.resolution == "NONE",
        ["", "TCP"].contains(port.protocol)
      {
        warn("should have addresses, since a port carries TCP", at: .spec)
      }
      review(portName: port.name, at: path.key("name"))
      review(protocol: port.protocol, at: path.key("protocol"))
      check(AddressSyntax.problem(ofPort: port.number), at: path.key("number"))
    }
  }

  private mutating func reviewResolution(_ entry: ServiceEntry) {
    let path = FieldPath.spec.key("endpoints")
    switch entry.resolution {
    case "STATIC":
      for (position, endpoint) in entry.endpoints.enumerated() {
        review(endpoint, ofStatic: entry, at: path.index(position))
      }
    case "DNS", "DNS_ROUND_ROBIN": reviewNameResolution(entry)
    case "DYNAMIC_DNS": reviewDynamicResolution(entry)
    default:
      if !entry.endpoints.isEmpty {
        refuse("must be empty with resolution NONE", at: path)
      }
      if entry.workloadSelector != nil, rules[.checksEveryMatch] {
        warn("should not be set with resolution NONE", at: .spec.key("workloadSelector"))
      }
    }
  }

  private mutating func reviewNameResolution(_ entry: ServiceEntry) {
    if entry.endpoints.isEmpty {
      for (position, host) in entry.hosts.enumerated() {
        guard let problem = NameSyntax.problem(ofDomain: host) else { continue }
        refuse(
          "\(problem); without endpoints, resolution \(entry.resolution) needs a full name",
          at: .spec.key("hosts").index(position))
      }
    }
    if entry.resolution == "DNS_ROUND_ROBIN", entry.endpoints.count > 1 {
      refuse("must be at most one with resolution DNS_ROUND_ROBIN", at: .spec.key("endpoints"))
    }
    for (position, endpoint) in entry.endpoints.enumerated() {
      let path = FieldPath.spec.key("endpoints").index(position)
      if !AddressSyntax.isAddress(endpoint.address),
        NameSyntax.problem(ofDomain: endpoint.address) != nil
      {
        refuse("must be a domain name or an address", at: path.key("address"))
      }
      review(endpoint, of: entry, at: path)
    }
    if !entry.addresses.isEmpty, entry.hosts.count > 1,
      entry.ports.contains(where: { PortProtocol(named: $0.protocol).isTCP })
    {
      warn("should be one beside addresses and a TCP port", at: .spec.key("hosts"))
    }
  }

  /// Labels and ports of an endpoint.
  private mutating func review(
    _ endpoint: WorkloadEntry, of entry: ServiceEntry, at path: FieldPath
  ) {
    review(labels: endpoint.labels, at: path.key("labels"))
    for (name, port) in endpoint.ports.sorted(by: { $0.key < $1.key }) {
      let place = path.key("ports").key(name)
      if !entry.ports.contains(where: { $0.name == name }) {
        refuse("is no port of the ServiceEntry", at: place)
      }
      review(portName: name, at: place)
      check(AddressSyntax.problem(ofPort: port), at: place)
    }
  }

  /// `validateWorkloadEntry`, for an entry whose addresses must be numbers.
  private mutating func review(
    _ endpoint: WorkloadEntry, ofStatic entry: ServiceEntry, at path: FieldPath
  ) {
    let address = endpoint.address
    if address.isEmpty {
      guard !endpoint.network.isEmpty else {
        refuse("must have an address", at: path)
        return
      }
      warn("has no address beside its network", at: path)
    } else if address.hasPrefix(AddressSyntax.unixPrefix) {
      let socket = address.dropFirst(AddressSyntax.unixPrefix.count)
      check(AddressSyntax.problem(ofUnixPath: socket), at: path.key("address"))
      if !endpoint.ports.isEmpty {
        refuse("must not be set beside a socket's path", at: path.key("ports"))
      }
      if entry.ports.count != 1 {
        refuse("must be one beside a socket's path", at: .spec.key("ports"))
      }
    } else if !AddressSyntax.isAddress(address) {
      refuse("must be an address with resolution STATIC", at: path.key("address"))
    }
    review(endpoint, of: entry, at: path)
  }

  /// Names that are resolved at each request (from 1.28; the protocols are those of 1.30).
  private mutating func reviewDynamicResolution(_ entry: ServiceEntry) {
    guard rules[.dynamicNameResolution] else {
      refuse("must not be DYNAMIC_DNS", at: .spec.key("resolution"))
      return
    }
    for (position, host) in entry.hosts.enumerated() where !host.isWildcardHost {
      refuse(
        "must begin with * with resolution DYNAMIC_DNS",
        at: .spec.key("hosts").index(position))
    }
    if !entry.addresses.isEmpty {
      refuse("must be empty with resolution DYNAMIC_DNS", at: .spec.key("addresses"))
    }
    if !entry.endpoints.isEmpty {
      refuse("must be empty with resolution DYNAMIC_DNS", at: .spec.key("endpoints"))
    }
    for (position, port) in entry.ports.enumerated() {
      switch PortProtocol(named: port.protocol) {
      case .http, .http2, .grpc, .tls: continue
      default:
        refuse(
          "must be HTTP, HTTP2, GRPC or TLS with resolution DYNAMIC_DNS",
          at: .spec.key("ports").index(position).key("protocol"))
      }
    }
  }
}
