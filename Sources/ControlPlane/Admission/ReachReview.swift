internal import Diagnostics
internal import Resources

// Rules that no request reaches (validation.go@1.30.3, `analyzeUnreachableHTTPRules` and its likes).

extension AdmissionReview {
  mutating func reviewReach(of service: VirtualService) {
    let http = service.http.map { route in
      Reach(
        matches: route.match.map { match in
          // A name makes no difference.
          var condition = match
          condition.name = ""
          return condition
        })
    }
    review(http, at: .spec.key("http"))
    reviewOverlaps(in: service.http, at: .spec.key("http"))
    review(service.tcp.map { Reach(matches: $0.match) }, at: .spec.key("tcp"))
    review(service.tls.map { Reach(matches: $0.match) }, at: .spec.key("tls"))
  }

  /// Notes what the webhook takes for unreachable; whether it is, the matcher that routes decides.
  private mutating func warnOfReach(_ reason: String, at path: FieldPath) {
    warn("is never used: \(reason)", at: path, .routeNeverReached)
  }

  /// One rule's conditions.
  private struct Reach<Match: Hashable> {
    var matches: [Match]
  }

  private mutating func review<Match: Hashable>(_ routes: [Reach<Match>], at path: FieldPath) {
    var known: [Match: Int] = [:]
    var openRule: Int?
    for (position, route) in routes.enumerated() {
      let place = path.index(position)
      if route.matches.isEmpty {
        if let openRule {
          warnOfReach("rule \(openRule) before it has no match", at: place)
        }
        openRule = position
        continue
      }
      var duplicateCount = 0
      for (number, match) in route.matches.enumerated() {
        if let openRule, rules[.warnsOfRulesBehindOpenOne] {
          warnOfReach(
            "rule \(openRule) before it has no match",
            at: place.key("match").index(number))
        } else if let first = known[match] {
          duplicateCount += 1
          warnOfReach("rule \(first) has it too", at: place.key("match").index(number))
        } else {
          known[match] = position
        }
      }
      if duplicateCount == route.matches.count {
        warnOfReach("rules before it have all its matches", at: place)
      }
    }
  }

  /// Prefixes behind a shorter one whose other conditions ask for no more (`coveredValidation`).
  private mutating func reviewOverlaps(in routes: [HTTPRoute], at path: FieldPath) {
    var conditions: [PrefixCondition] = []
    for (position, route) in routes.enumerated() {
      for (number, match) in route.match.enumerated() {
        let place = path.index(position).key("match").index(number)
        guard let condition = PrefixCondition(match, at: place) else { continue }
        for earlier in conditions
        where earlier.prefix != condition.prefix && earlier.covers(condition) {
          warnOfReach(
            "\(earlier.path) has the shorter prefix "
              + "“\(earlier.prefix.quotedForDiagnostics)”",
            at: place)
        }
        conditions.append(condition)
      }
    }
  }
}

/// A match on a prefix of the path, reduced to what the overlap is judged by.
private struct PrefixCondition {
  var path: FieldPath
  var prefix: String
  var match: HTTPMatchRequest

  init?(_ match: HTTPMatchRequest, at path: FieldPath) {
    guard case .prefix(let prefix) = match.uri, !prefix.isEmpty else { return nil }
    self.path = path
    self.prefix = prefix
    self.match = match
  }

  func covers(_ other: PrefixCondition) -> Bool {
    other.prefix.hasPrefix(prefix) && match.port == other.match.port
      && method(match).hasPrefix(method(other.match))
      && word(match.authority).hasPrefix(word(other.match.authority))
      && covers(match.headers, other.match.headers)
      && covers(match.queryParams, other.match.queryParams)
      && covers(match.withoutHeaders, other.match.withoutHeaders)
  }

  private func method(_ match: HTTPMatchRequest) -> String {
    let method = word(match.method)
    return method.isEmpty ? "exact:GET" : method
  }

  private func word(_ match: StringMatch?) -> String {
    switch match {
    case .exact(let text): text.isEmpty ? "" : "exact:\(text)"
    case .prefix(let text): text.isEmpty ? "" : "prefix:\(text)"
    case .regex, .unset, nil: ""
    }
  }

  private func covers(_ mine: [String: StringMatch], _ others: [String: StringMatch]) -> Bool {
    mine.count == others.count
      && mine.allSatisfy { name, value in
        others[name].map { word(value).hasPrefix(word($0)) } == true
      }
  }
}
