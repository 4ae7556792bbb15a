internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// Conditions of a rule (virtualservice.go@1.30.3, `validateHTTPRouteMatchRequest`).
  ///
  /// `isIndependent`: the rule is in no delegate and names none; up to 1.21 the string matches of
  /// other rules were not looked at.
  mutating func review(_ match: HTTPMatchRequest, isIndependent: Bool, at path: FieldPath) {
    let looksAtValues = rules[.checksEveryMatch] || isIndependent
    reviewHeaders(match, looksAtValues: looksAtValues, at: path)
    if looksAtValues {
      review(pattern: match.uri, at: path.key("uri"))
      review(match.scheme, at: path.key("scheme"))
      review(match.method, at: path.key("method"))
      review(match.authority, at: path.key("authority"))
      for (name, value) in match.queryParams.sorted(by: { $0.key < $1.key }) {
        review(value, at: path.key("queryParams").key(name))
      }
    }
    if match.port != 0 { check(AddressSyntax.problem(ofPort: match.port), at: path.key("port")) }
    review(labels: match.sourceLabels, at: path.key("sourceLabels"))
    review(gateways: match.gateways, at: path.key("gateways"))
    if !match.sourceNamespace.isEmpty, !NameSyntax.isLabel(match.sourceNamespace) {
      refuse("must be a namespace's name", at: path.key("sourceNamespace"))
    }
  }

  private mutating func reviewHeaders(
    _ match: HTTPMatchRequest, looksAtValues: Bool, at path: FieldPath
  ) {
    for (name, value) in match.headers.sorted(by: { $0.key < $1.key }) {
      let place = path.key("headers").key(name)
      check(HeaderSyntax.problem(ofMatchedName: name, under: rules), at: place)
      if !rules[.checksEveryMatch], value == .prefix("") {
        refuse("must not be empty", at: place.key("prefix"))
      }
      if looksAtValues { review(value, at: place) }
    }
    for (name, value) in match.withoutHeaders.sorted(by: { $0.key < $1.key }) {
      let place = path.key("withoutHeaders").key(name)
      if rules[.checksEveryMatch] || !looksAtValues {
        check(HeaderSyntax.problem(ofMatchedName: name, under: rules), at: place)
      }
      // “*” is no pattern: it stands for a header that is there.
      if rules[.checksEveryMatch], value != .regex("*") { review(value, at: place) }
    }
  }

  /// Operations on headers (virtualservice.go@1.30.3, `validateHTTPRoute`).
  mutating func review(
    _ headers: Headers?, isOfDestination: Bool = false, at path: @autoclosure () -> FieldPath
  ) {
    guard let headers else { return }
    let path = path()
    let isHostAlone = isOfDestination && !rules[.authorityInDestinationHeaders]
    for (field, values) in operations(headers.request) {
      for (name, value) in values.inOrder {
        let place = path.key("request").key(field).key(name)
        check(
          isHostAlone
            ? HeaderSyntax.problem(ofDestinationRequestName: name)
            : HeaderSyntax.problem(ofRequestName: name), at: place)
        check(HeaderSyntax.problem(ofValue: value), at: place)
      }
    }
    for (field, values) in operations(headers.response) {
      for (name, value) in values.inOrder {
        let place = path.key("response").key(field).key(name)
        check(HeaderSyntax.problem(ofChangedName: name), at: place)
        check(HeaderSyntax.problem(ofValue: value), at: place)
      }
    }
    for (side, operations) in [("request", headers.request), ("response", headers.response)] {
      for (position, name) in (operations?.remove ?? []).enumerated() {
        check(
          HeaderSyntax.problem(ofChangedName: name),
          at: path.key(side).key("remove").index(position))
      }
    }
  }

  private func operations(_ side: Headers.Operations?) -> [(String, [String: String])] {
    side.map { [("add", $0.add), ("set", $0.set)] } ?? []
  }
}
