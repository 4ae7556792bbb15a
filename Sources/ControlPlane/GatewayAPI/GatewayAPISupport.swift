/// What of Gateway API acts as in istiod, since which release, and what does not act yet.
public enum GatewayAPISupport {
  /// Lines of a subject and what is said of it.
  public static var lines: [(subject: String, text: String)] {
    [
      ("HTTPRoute, ReferenceGrant", "all releases; v1, v1beta1, v1alpha2 alike"),
      ("GRPCRoute", since(.grpcRoutes)),
      (
        "TCPRoute, TLSRoute",
        "on Gateways and Services; istiod wants PILOT_ENABLE_ALPHA_GATEWAY_API for TLSRoutes "
          + "\(until(.tlsRoutesAreAlpha)), for TCPRoutes \(until(.tcpRoutesAreAlpha))"
      ),
      ("parents", "Gateway, Service; ServiceEntry \(since(.serviceEntryParents))"),
      (
        "listeners",
        "HTTP, HTTPS, TLS, TCP; HBONE (waypoints) \(since(.ambientMode))"
      ),
      (
        "ambient mode",
        "ztunnels, waypoints \(since(.ambientMode)), which istiod wants PILOT_ENABLE_AMBIENT for; "
          + "gateways between networks: not modelled"
      ),
      (
        "ServiceEntries in ambient mode",
        "addresses that istiod gives \(since(.allocatesAddresses)), names that ztunnels answer "
          + "\(since(.tunnelsAnswerNames)), ranges of addresses \(since(.tunnelsKnowRanges))"
      ),
      ("Gateway of a class of Istio's", "gets the Deployment and Service that istiod makes"),
      (
        "filters",
        "RequestHeaderModifier, ResponseHeaderModifier, RequestRedirect, URLRewrite, RequestMirror "
          + "(percent, fraction \(since(.mirrorShares))); CORS \(since(.corsFilter))"
      ),
      ("ExtensionRef, ExternalAuth", "undo the route, as in istiod"),
      ("timeouts", "all releases"),
      ("retry", since(.routeRetries) + "; its backoff \(since(.retryBackoff))"),
      ("names of rules", since(.namedRouteRules)),
      ("sessionPersistence", "passed over, as by istiod"),
      (
        "421 (misdirected request)",
        "no release answers it: a host of another listener on one connection gets 404"
      ),
      ("certificates", "count as present and sound, for Secrets are not read"),
    ]
  }

  private static func until(_ rule: RuleSwitch) -> String {
    rule.releases.changes.max().map { "before 1.\($0.minor)" } ?? "in every release"
  }

  private static func since(_ rule: RuleSwitch) -> String {
    rule.releases.changes.min().map { "since 1.\($0.minor)" } ?? "in no release"
  }
}
