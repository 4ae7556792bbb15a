internal import ProxyConfig
internal import RegularExpression

extension AccessMatcher {
  /// Why a matcher that does not hold does not, such as `method is not GET`.
  func whyNot(_ context: AccessContext) -> String {
    switch self {
    case .any: return "it matches everything"
    case .all(let inner):
      return inner.first { !$0.holds(context) }?.whyNot(context) ?? "it asks for nothing"
    case .oneOf(let inner):
      guard !inner.isEmpty else { return "it asks for nothing that there is" }
      var reasons: [String] = []
      for reason in inner.map({ $0.whyNot(context) }) where !reasons.contains(reason) {
        reasons.append(reason)
      }
      return reasons.joined(separator: ", and ")
    case .not(let inner): return inner.whyHolds(context)
    case .header(let condition):
      return context.request.map { condition.whyNot($0) } ?? "the connection carries no HTTP"
    case .path(let condition):
      return subject(context) + " " + condition.words(negated: true)
    case .template(_, let text): return subject(context) + " is not like \(text)"
    case .destinationAddress(let range), .directAddress(let range), .remoteAddress(let range):
      return subject(context) + " is not in \(range.text)"
    case .destinationPort(let port): return subject(context) + " is not \(port)"
    case .serverName(let condition):
      return subject(context) + " " + condition.words(negated: true)
    case .metadata(let condition):
      return condition.subject + " "
        + (context.noted(condition.filter, condition.path) == nil
          ? "is missing" : condition.words(negated: true))
    case .identity(let condition): return whyNotIdentity(condition, context)
    }
  }

  /// What holds, such as `method is GET`.
  func whyHolds(_ context: AccessContext) -> String {
    switch self {
    case .any: return "it matches everything"
    case .all(let inner):
      let parts = inner.filter { if case .any = $0 { false } else { true } }
      return parts.isEmpty
        ? "it matches everything" : parts.map { $0.whyHolds(context) }.joined(separator: ", ")
    case .oneOf(let inner):
      return inner.first { $0.holds(context) }?.whyHolds(context) ?? ""
    case .not(let inner): return inner.whyNot(context)
    case .header(let condition): return condition.words
    case .path(let condition), .serverName(let condition):
      return subject(context) + " " + condition.words(negated: false)
    case .template(_, let text): return subject(context) + " is like \(text)"
    case .destinationAddress(let range), .directAddress(let range), .remoteAddress(let range):
      return subject(context) + " is in \(range.text)"
    case .destinationPort(let port): return "port is \(port)"
    case .metadata(let condition):
      return condition.subject + " " + condition.words(negated: false)
    case .identity(let condition):
      guard let condition else { return "the connection is encrypted" }
      return "the caller \(context.identity ?? "") \(Self.words(condition, negated: false))"
    }
  }

  /// What is compared, with its value.
  private func subject(_ context: AccessContext) -> String {
    switch self {
    case .path, .template: "path \(context.request?.pathWithoutQuery ?? "")"
    case .destinationAddress: "the receiver's address \(context.destinationAddress)"
    case .destinationPort: "port \(context.destinationPort)"
    case .serverName:
      context.serverName.isEmpty ? "the server name, which is empty," : context.serverName
    case .directAddress: "the caller's address \(context.directRemoteAddress)"
    case .remoteAddress: "the client's address \(context.remoteAddress)"
    case .any, .all, .oneOf, .not, .header, .metadata, .identity: ""
    }
  }

  private func whyNotIdentity(_ condition: TextCondition?, _ context: AccessContext) -> String {
    switch context.security {
    case .plainText: return "the caller is unknown, because the connection is plain text"
    case .tls(nil): return "the caller shows no certificate"
    case .tls(let identity?):
      guard let condition else { return "" }
      return "the caller \(identity) \(Self.words(condition, negated: true))"
    }
  }

  /// A condition on identities, with the pattern that stands for a namespace in words.
  private static func words(_ condition: TextCondition, negated: Bool) -> String {
    if case .pattern(let expression) = condition {
      let pattern = expression.pattern
      if pattern.hasPrefix(".*/ns/"), pattern.hasSuffix("/.*") {
        let name = pattern.dropFirst(6).dropLast(3).replacing(".*", with: "*")
          .filter { $0 != "\\" }
        return (negated ? "is not" : "is") + " of namespace \(name)"
      }
    }
    return condition.words(negated: negated)
  }
}
