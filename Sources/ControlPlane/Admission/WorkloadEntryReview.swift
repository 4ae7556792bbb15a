internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// Reviews a WorkloadEntry that stands by itself (validation.go@1.30.3, `validateWorkloadEntry`).
  mutating func review(_ entry: WorkloadEntry) {
    let address = entry.address
    if address.isEmpty {
      guard !entry.network.isEmpty else {
        refuse("must have an address", at: .spec)
        return
      }
      warn("has no address beside its network", at: .spec)
    } else if address.hasPrefix(AddressSyntax.unixPrefix) {
      let socket = address.dropFirst(AddressSyntax.unixPrefix.count)
      check(AddressSyntax.problem(ofUnixPath: socket), at: .spec.key("address"))
      if !entry.ports.isEmpty {
        refuse("must not be set beside a socket's path", at: .spec.key("ports"))
      }
    } else if !AddressSyntax.isAddress(address) {
      check(NameSyntax.problem(ofDomain: address), at: .spec.key("address"))
    }
    review(labels: entry.labels, at: .spec.key("labels"))
    for (name, port) in entry.ports.sorted(by: { $0.key < $1.key }) {
      let place = FieldPath.spec.key("ports").key(name)
      review(portName: name, at: place)
      check(AddressSyntax.problem(ofPort: port), at: place)
    }
  }
}
