internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A PeerAuthentication (validation.go@1.30.3, `ValidatePeerAuthentication`; up to 1.22 ports
  /// above 65535 were taken, which is not kept).
  mutating func review(_ authentication: PeerAuthentication) {
    let path = FieldPath.spec.key("portLevelMtls")
    if authentication.selector?.isEmpty ?? true, !authentication.portLevelModes.isEmpty {
      refuse("must not be set without a selector's labels", at: path)
    }
    for port in authentication.portLevelModes.keys.sorted() {
      check(AddressSyntax.problem(ofPort: port), at: path.key("\(port)"))
    }
    review(selector: authentication.selector, at: .spec.key("selector"))
  }
}
