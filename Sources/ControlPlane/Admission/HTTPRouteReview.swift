internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A rule of `http` (virtualservice.go@1.30.3, `validateHTTPRoute`).
  mutating func review(_ route: HTTPRoute, isInDelegate: Bool, at path: FieldPath) {
    reviewActions(of: route, isInDelegate: isInDelegate, at: path)
    for (position, match) in route.match.enumerated() {
      review(
        match, isIndependent: !isInDelegate && route.delegate == nil,
        at: path.key("match").index(position))
    }
    review(route.headers, at: path.key("headers"))
    reviewAuthority(of: route, at: path)
    reviewMirrors(of: route, at: path)
    review(route.corsPolicy, at: path.key("corsPolicy"))
    review(route.fault, at: path.key("fault"))
    review(route.redirect, at: path.key("redirect"))
    review(route.directResponse, at: path.key("directResponse"))
    review(route.retries, at: path.key("retries"))
    review(route.rewrite, at: path.key("rewrite"))
    reviewDestinations(of: route, at: path.key("route"))
    review(route.timeout, at: path.key("timeout"))
  }

  /// Which actions go together (`validateHTTPRouteConflict`).
  private mutating func reviewActions(
    of route: HTTPRoute, isInDelegate: Bool, at path: FieldPath
  ) {
    if route.delegate != nil {
      if isInDelegate {
        refuse("must not be set in a delegate", at: path.key("delegate"))
      } else {
        if route.redirect != nil { refuseBeside("delegate", "redirect", at: path) }
        if !route.route.isEmpty { refuseBeside("delegate", "route", at: path) }
        return
      }
    }
    if route.redirect != nil {
      if !route.route.isEmpty { refuseBeside("redirect", "route", at: path) }
      if route.fault != nil { refuseBeside("redirect", "fault", at: path) }
      if route.rewrite != nil { refuseBeside("redirect", "rewrite", at: path) }
      if route.directResponse != nil { refuseBeside("redirect", "directResponse", at: path) }
    } else if route.directResponse != nil {
      if !route.route.isEmpty { refuseBeside("directResponse", "route", at: path) }
      if route.fault != nil { refuseBeside("directResponse", "fault", at: path) }
      if route.rewrite != nil { refuseBeside("directResponse", "rewrite", at: path) }
    } else if route.route.isEmpty {
      refuse("must have route, redirect or directResponse", at: path)
    }
    if route.mirror != nil, !route.mirrors.isEmpty { refuseBeside("mirrors", "mirror", at: path) }
  }

  private mutating func refuseBeside(_ other: String, _ field: String, at path: FieldPath) {
    refuse("must not be set beside \(other)", at: path.key(field))
  }

  /// The authority is set in one place (`validateAuthorityRewrite`).
  private mutating func reviewAuthority(of route: HTTPRoute, at path: FieldPath) {
    let request = route.headers?.request
    let count =
      (request?.set.keys ?? [:].keys).filter { HeaderSyntax.isAuthority($0) }.count
      + (request?.add.keys ?? [:].keys).filter { HeaderSyntax.isAuthority($0) }.count
      + (route.rewrite?.authority.isEmpty == false ? 1 : 0)
    if count > 1 { refuse("must set the authority only once", at: path.key("headers")) }
  }

  private mutating func reviewMirrors(of route: HTTPRoute, at path: FieldPath) {
    if let percent = route.mirrorPercent {
      if percent > 100 {
        refuse("must not be more than 100, and is \(percent)", at: path.key("mirrorPercent"))
      }
      warn("is deprecated; mirrorPercentage takes its place", at: path.key("mirrorPercent"))
    }
    review(mirrored: route.mirrorPercentage, at: path.key("mirrorPercentage"))
    review(route.mirror, at: path.key("mirror"))
    for (position, mirror) in route.mirrors.enumerated() {
      let place = path.key("mirrors").index(position)
      guard let destination = mirror.destination else {
        refuse("must have a destination", at: place)
        continue
      }
      review(destination, at: place.key("destination"))
      review(mirrored: mirror.percentage, at: place.key("percentage"))
    }
  }

  private mutating func review(mirrored percentage: Percent?, at path: FieldPath) {
    guard let value = percentage?.value, value < 0 || value > 100 else { return }
    refuse("must lie between 0 and 100, and is \(value)", at: path.key("value"))
  }

  /// Destinations and their weights (`validateHTTPRouteDestinations`).
  private mutating func reviewDestinations(of route: HTTPRoute, at path: FieldPath) {
    for (position, entry) in route.route.enumerated() {
      let place = path.index(position)
      review(required: entry.destination, of: place)
      review(entry.headers, isOfDestination: true, at: place.key("headers"))
      review(weight: entry.weight, at: place)
    }
    review(totalOf: route.route.map(\.weight), at: path)
  }

  /// Reviews a weight: it may not be below 0.
  mutating func review(weight: Int32, at path: @autoclosure () -> FieldPath) {
    if weight < 0 { refuse("must not be negative, and is \(weight)", at: path().key("weight")) }
  }

  /// Of several weights one is more than 0.
  mutating func review(totalOf weights: [Int32], at path: @autoclosure () -> FieldPath) {
    // Istiod adds 32-bit integers, which wrap around.
    if weights.count > 1, weights.reduce(0, &+) == 0 {
      refuse("must have a weight that is more than 0", at: path())
    }
  }

  /// A destination that must be given.
  mutating func review(required destination: Destination, of path: FieldPath) {
    if destination == Destination() {
      refuse("must have a destination with a host", at: path)
    } else {
      review(destination, at: path.key("destination"))
    }
  }

  /// A destination (validation.go@1.30.3, `validateDestination`).
  mutating func review(_ destination: Destination?, at path: @autoclosure () -> FieldPath) {
    guard let destination else { return }
    if destination.host == "*" {
      refuse("must not be *", at: path().key("host"))
    } else {
      check(NameSyntax.problem(ofWildcardDomain: destination.host), at: path().key("host"))
    }
    if !destination.subset.isEmpty { review(subset: destination.subset, at: path().key("subset")) }
    if let port = destination.port {
      check(AddressSyntax.problem(ofPort: port), at: path().key("port"))
    }
  }

  /// A subset's name (`validateSubsetName`).
  mutating func review(subset name: String, at path: @autoclosure () -> FieldPath) {
    if name.isEmpty {
      refuse("must not be empty", at: path())
    } else if !NameSyntax.isLabel(name) {
      refuse("must be a label of letters, digits and hyphens", at: path())
    }
  }
}
