internal import Diagnostics
internal import Resources

// istio/api security/v1beta1/{authorization_policy,request_authentication}.proto, 1.30.

/// Reads an AuthorizationPolicy.
func decodeAuthorizationPolicy(_ spec: Fields, _ metadata: ResourceMetadata) -> AuthorizationPolicy
{
  var policy = AuthorizationPolicy()
  policy.metadata = metadata
  policy.selector = spec.object("selector") { $0.stringMap("matchLabels") }
  policy.targets = decodeTargets(spec)
  policy.provider = spec.object("provider") { $0.string("name") ?? "" }
  switch spec.enumeration("action", ["ALLOW", "DENY", "AUDIT", "CUSTOM"]) {
  case "DENY": policy.action = .deny
  case "AUDIT": policy.action = .audit
  case "CUSTOM": policy.action = .custom
  default: policy.action = .allow
  }
  policy.rules = spec.list("rules") { fields in
    var rule = AuthorizationPolicy.Rule()
    rule.from = fields.list("from") { from in
      from.object("source", decodeSource) ?? AuthorizationPolicy.Source()
    }
    rule.to = fields.list("to") { to in
      to.object("operation", decodeOperation) ?? AuthorizationPolicy.Operation()
    }
    rule.when = fields.list("when") { fields in
      var condition = AuthorizationPolicy.Condition()
      condition.key = fields.string("key") ?? ""
      condition.values = fields.strings("values")
      condition.notValues = fields.strings("notValues")
      return condition
    }
    return rule
  }
  return policy
}

private func decodeSource(_ fields: Fields) -> AuthorizationPolicy.Source {
  var source = AuthorizationPolicy.Source()
  source.principals = fields.strings("principals")
  source.notPrincipals = fields.strings("notPrincipals")
  source.requestPrincipals = fields.strings("requestPrincipals")
  source.notRequestPrincipals = fields.strings("notRequestPrincipals")
  source.namespaces = fields.strings("namespaces")
  source.notNamespaces = fields.strings("notNamespaces")
  source.serviceAccounts = fields.strings("serviceAccounts")
  source.notServiceAccounts = fields.strings("notServiceAccounts")
  source.ipBlocks = fields.strings("ipBlocks")
  source.notIpBlocks = fields.strings("notIpBlocks")
  source.remoteIpBlocks = fields.strings("remoteIpBlocks")
  source.notRemoteIpBlocks = fields.strings("notRemoteIpBlocks")
  source.trustDomains = fields.strings("trustDomains")
  source.notTrustDomains = fields.strings("notTrustDomains")
  return source
}

private func decodeOperation(_ fields: Fields) -> AuthorizationPolicy.Operation {
  var operation = AuthorizationPolicy.Operation()
  operation.hosts = fields.strings("hosts")
  operation.notHosts = fields.strings("notHosts")
  operation.ports = fields.strings("ports")
  operation.notPorts = fields.strings("notPorts")
  operation.methods = fields.strings("methods")
  operation.notMethods = fields.strings("notMethods")
  operation.paths = fields.strings("paths")
  operation.notPaths = fields.strings("notPaths")
  return operation
}

/// `targetRef` and `targetRefs` of a policy.
func decodeTargets(_ spec: Fields) -> [PolicyTargetReference] {
  func decode(_ fields: Fields) -> PolicyTargetReference {
    var target = PolicyTargetReference()
    target.group = fields.string("group") ?? ""
    target.kind = fields.string("kind") ?? ""
    target.name = fields.string("name") ?? ""
    target.namespace = fields.string("namespace") ?? ""
    return target
  }
  let listed = spec.list("targetRefs") { fields in
    var target = decode(fields)
    target.isListed = true
    return target
  }
  return (spec.object("targetRef", decode).map { [$0] } ?? []) + listed
}

/// Reads a RequestAuthentication.
func decodeRequestAuthentication(
  _ spec: Fields, _ metadata: ResourceMetadata
) -> RequestAuthentication {
  var authentication = RequestAuthentication()
  authentication.metadata = metadata
  authentication.selector = spec.object("selector") { $0.stringMap("matchLabels") }
  authentication.targets = decodeTargets(spec)
  authentication.rules = spec.list("jwtRules", decodeJWTRule)
  return authentication
}

private func decodeJWTRule(_ fields: Fields) -> RequestAuthentication.JWTRule {
  var rule = RequestAuthentication.JWTRule()
  rule.issuer = fields.string("issuer") ?? ""
  rule.audiences = fields.strings("audiences")
  // The key's older spelling is in the CRD, too.
  rule.jwksUri = fields.string("jwksUri") ?? fields.string("jwks_uri") ?? ""
  rule.jwks = fields.string("jwks") ?? ""
  rule.fromHeaders = fields.list("fromHeaders") { fields in
    var header = RequestAuthentication.Header()
    header.name = fields.string("name") ?? ""
    header.prefix = fields.string("prefix") ?? ""
    return header
  }
  rule.fromParams = fields.strings("fromParams")
  rule.fromCookies = fields.strings("fromCookies")
  rule.outputPayloadToHeader = fields.string("outputPayloadToHeader") ?? ""
  rule.outputClaimToHeaders = fields.list("outputClaimToHeaders") { fields in
    var header = RequestAuthentication.ClaimHeader()
    header.header = fields.string("header") ?? ""
    header.claim = fields.string("claim") ?? ""
    return header
  }
  rule.forwardOriginalToken = fields.boolean("forwardOriginalToken") ?? false
  rule.spaceDelimitedClaims = fields.strings("spaceDelimitedClaims")
  rule.timeout = fields.duration("timeout")
  return rule
}
