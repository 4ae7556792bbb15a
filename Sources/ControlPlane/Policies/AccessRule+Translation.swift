internal import ProxyConfig
internal import Resources

/// Why a value becomes no condition of Envoy's.
enum UnusableCondition: Error {
  /// Of HTTP alone, and the chain carries TCP.
  case onTCP
  /// No address, no port, no key.
  case invalid
}

extension AccessRule {
  /// Envoy's policy for the rule; `nil` where the rule cannot be had on the layer.
  ///
  /// What cannot be had drops an ALLOW rule, and only the condition of other rules, so that fewer
  /// requests pass (`model/model.go` checkError@1.30.3).
  ///
  /// `name`: such as `ns[default]-policy[allow-get]-rule[0]`.
  func policy(
    named name: String, _ context: ConditionContext
  ) -> RoleBasedAccessControl.Policy? {
    do throws(UnusableCondition) {
      var permissions: [Permission] = []
      for conditions in operations {
        var all: [Permission] = []
        for condition in conditions { all += try condition.permissions(context) }
        permissions.append(.all(all.isEmpty ? [.any] : all))
      }
      var principals: [Principal] = []
      for conditions in callers {
        var all: [Principal] = []
        for condition in conditions { all += try condition.principals(context) }
        principals.append(.all(all.isEmpty ? [.any] : all))
      }
      return RoleBasedAccessControl.Policy(
        name: name, permissions: permissions, principals: principals)
    } catch {
      return nil
    }
  }
}

/// What conditions are translated for.
struct ConditionContext: Sendable {
  /// What carries the requests.
  var layer: AccessRule.Layer
  /// Whether what cannot be had drops the whole rule.
  var drops: Bool
  /// The policy's namespace, in which service accounts without one are.
  var namespace: String
  /// Whether the caller's certificate ended at a tunnel, whose name the inner connection knows by
  /// the filter state alone.
  var isBehindTunnel: Bool
  /// The rule version.
  var rules: RuleVersion

  /// Whoever's certificate has a name (`model/principal.go` principalAuthenticated@1.30.3).
  func principal(named name: StringMatcher) -> Principal {
    isBehindTunnel ? .filterState(key: "io.istio.peer_principal", name) : .authenticated(name)
  }

  /// Stops where the chain carries TCP.
  func requireHTTP() throws(UnusableCondition) {
    if layer == .tcp { throw .onTCP }
  }

  /// What a value becomes; `nil` where it cannot be had and the rule goes on without it.
  func attempt<Item>(
    _ body: () throws(UnusableCondition) -> Item?
  ) throws(UnusableCondition) -> Item? {
    do throws(UnusableCondition) {
      return try body()
    } catch {
      if drops { throw error }
      return nil
    }
  }
}

extension AccessCondition {
  /// The permissions that all must hold; none for a condition on the caller.
  func permissions(_ context: ConditionContext) throws(UnusableCondition) -> [Permission] {
    guard case .operation(let operation) = attribute else { return [] }
    func list(_ values: [String]) throws(UnusableCondition) -> Permission? {
      if case .filterMetadata(let key) = operation, context.rules[.claimValuesTogether] {
        guard !values.isEmpty else { return nil }
        return try context.attempt { () throws(UnusableCondition) in
          try operation.metadata(key, values)
        }
      }
      var found: [Permission] = []
      for value in values {
        let permission = try context.attempt { () throws(UnusableCondition) in
          try operation.permission(value, context)
        }
        if let permission { found.append(permission) }
      }
      return found.isEmpty ? nil : .oneOf(found)
    }
    return [try list(values), try list(notValues).map { .not($0) }].compactMap(\.self)
  }

  /// The principals that all must hold; none for a condition on the operation.
  func principals(_ context: ConditionContext) throws(UnusableCondition) -> [Principal] {
    guard case .caller(let caller) = attribute else { return [] }
    func list(_ values: [String]) throws(UnusableCondition) -> Principal? {
      if caller.isOfToken, context.rules[.claimValuesTogether] {
        guard !values.isEmpty else { return nil }
        return try context.attempt { () throws(UnusableCondition) in
          try context.requireHTTP()
          return try caller.tokenPrincipal(values)
        }
      }
      var found: [Principal] = []
      for value in values {
        let principal = try context.attempt { () throws(UnusableCondition) in
          try caller.principal(value, context)
        }
        if let principal { found.append(principal) }
      }
      return found.isEmpty ? nil : .oneOf(found)
    }
    return [try list(values), try list(notValues).map { .not($0) }].compactMap(\.self)
  }
}
