package import DataPlane
package import ProxyConfig

/// Requests that policies tell apart: each path, method and header that a rule asks for, and what
/// is next to it.
package enum AccessProbes {
  /// How many requests the filters of one chain get at most.
  private static let limit = 200

  /// The requests, each like `base` but for what a rule asks for.
  package static func requests(_ filters: [HTTPFilter], like base: RequestHead) -> [RequestHead] {
    var requests: [RequestHead] = []
    let policies = filters.flatMap { filter -> [RoleBasedAccessControl.Policy] in
      guard case .rbac(let control) = filter.configuration else { return [] }
      return control.rules?.policies ?? []
    }
    for policy in policies {
      let permissions = policy.permissions.flatMap(shapes)
      let principals = policy.principals.flatMap(shapes).filter { !$0.isEmpty }
      let first = permissions.first ?? []
      for shape in permissions + principals.map({ first + $0 }) {
        let request = shape.request(like: base)
        if requests.count < limit, !requests.contains(request) { requests.append(request) }
      }
    }
    return requests
  }

  /// Values of some fields.
  private typealias Shape = [(field: ProbeField, value: String)]

  private static func shapes(_ permission: Permission) -> [Shape] {
    switch permission {
    case .all(let parts): together(parts.map(shapes))
    case .oneOf(let parts): parts.flatMap(shapes)
    case .not(let part): shapes(part)
    case .header(let matcher): shapes(matcher)
    case .urlPath(let matcher): FieldValues.around(matcher).flatMap(paths)
    case .pathTemplate(let text):
      paths(text.replacing("{**}", with: "x/x").replacing("{*}", with: "x"))
        + paths(text.replacing("{**}", with: "x").replacing("{*}", with: "x/x"))
    case .any, .destinationAddress, .destinationPort, .requestedServerName, .metadata: [[]]
    }
  }

  private static func shapes(_ principal: Principal) -> [Shape] {
    switch principal {
    case .all(let parts): together(parts.map(shapes))
    case .oneOf(let parts): parts.flatMap(shapes)
    case .not(let part): shapes(part)
    case .header(let matcher): shapes(matcher)
    case .any, .authenticated, .filterState, .directRemoteAddress, .remoteAddress, .metadata: [[]]
    }
  }

  private static func shapes(_ matcher: HeaderMatcher) -> [Shape] {
    let field = ProbeField(headerName: matcher.name)
    let texts = matcher.stringMatch.map(FieldValues.around) ?? ["x"]
    let values =
      switch field {
      case .path: texts.filter(FieldValues.isPath)
      case .method: texts.filter { !$0.isEmpty && $0.utf8.allSatisfy { (65...90).contains($0) } }
      case .authority, .scheme, .header, .query: texts.filter(FieldValues.isHeaderValue)
      }
    return values.map { [(field, $0)] }
  }

  private static func paths(_ text: String) -> [Shape] {
    FieldValues.isPath(text) ? [[(.path, text)]] : []
  }

  /// The first of each part together, then each further one of a part beside the first of others.
  private static func together(_ parts: [[Shape]]) -> [Shape] {
    let firsts = parts.map { $0.first ?? [] }
    var shapes: [Shape] = [firsts.flatMap(\.self)]
    for (place, part) in parts.enumerated() {
      for other in part.dropFirst() {
        var chosen = firsts
        chosen[place] = other
        shapes.append(chosen.flatMap(\.self))
      }
    }
    return shapes
  }
}

extension [(field: ProbeField, value: String)] {
  /// A request with these values.
  fileprivate func request(like base: RequestHead) -> RequestHead {
    var request = base
    for (field, value) in self {
      switch field {
      case .path: request.path = value
      case .method: request.method = value
      case .authority: request.authority = value
      case .header(let name): request.headers.set(name, value)
      case .scheme, .query: break
      }
    }
    return request
  }
}
