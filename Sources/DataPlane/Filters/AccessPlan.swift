public import Diagnostics
public import ProxyConfig

extension AccessContext {
  /// What a request at a proxy looks like to access rules.
  init(_ context: FilterContext, _ request: RequestHead, noted: [String: ProtobufValue]) {
    self.init(context.connection)
    remoteAddress = context.clientAddress
    self.request = request
    metadata = noted
  }

  /// A connection that carries no HTTP.
  ///
  /// Whoever came to a waypoint by a tunnel has a name, though the tunnel's TLS ended before
  /// (pilot/pkg/xds/filters/filters.go@1.30.3, `io.istio.peer_principal` of the filter state).
  public init(_ connection: DownstreamConnection) {
    let isKnown = connection.isTLS || connection.peerPrincipal != nil
    self.init(
      security: isKnown ? .tls(identity: connection.peerPrincipal) : .plainText,
      remoteAddress: connection.sourceAddress, destinationAddress: connection.destinationAddress,
      destinationPort: connection.destinationPort)
    serverName = connection.serverName
  }
}

extension RequestPlan {
  /// Lets the request pass or refuses it with 403 (``AccessFilter``).
  mutating func decideAccess(_ filter: AccessFilter, _ context: FilterContext) {
    var access = AccessContext(context, admitted, noted: notes)
    let decision = filter.decide(&access)
    if let mark = filter.mark(access) { markedBy = mark }
    notes = access.metadata
    guard let decision, let rules = filter.enforced else { return }
    actions += decision.actions(rules.explanation(access))
    guard !decision.isAllowed else { return }
    answeredBy = decision.origin
    answer = .localReply(LocalReply(403, "RBAC: access denied", [], decision.details))
  }

  /// Notes that another service is asked about the request, where it is.
  mutating func noteQuestion(_ question: ExternalAuthorization, _ context: FilterContext) {
    let access = AccessContext(context, admitted, noted: notes)
    guard question.asks(about: access) else { return }
    actions.append(.question(by: markedBy))
  }

  /// Checks the token of the request (``TokenCheck``).
  mutating func decideToken(_ check: TokenCheck, _ context: FilterContext) {
    var access = AccessContext(context, admitted, noted: notes)
    let decision = check.decide(&access)
    if access.metadata[FilterName.jwtAuthn] != notes[FilterName.jwtAuthn] {
      actions.append(
        FilterAction("token accepted; its signature is not checked", origin: nil))
    }
    notes = access.metadata
    if let request = access.request { admitted = request }
    guard case .refused(let failure) = decision else { return }
    actions.append(FilterAction("token refused: \(failure.message)", origin: nil))
    var realm = "Bearer realm=\"\(admitted.scheme)://\(admitted.authority)\(admitted.path)\""
    if failure != .missing { realm += ", error=\"invalid_token\"" }
    answer = .localReply(
      LocalReply(
        failure.status, failure.message, [], failure.details,
        headers: [HeaderField("www-authenticate", realm)]))
  }

  /// Puts the claims where rules of the release read them: what Istio's own filter did.
  mutating func noteClaims(_ context: FilterContext) {
    var access = AccessContext(context, admitted, noted: notes)
    IstioTokenNotes.note(in: &access)
    notes = access.metadata
  }
}

extension ExternalAuthorization {
  /// Whether the service is asked: about what earlier filters marked, or about everything.
  fileprivate func asks(about context: AccessContext) -> Bool {
    filterEnabledMetadata.map { MetadataCondition($0).holds(context) } ?? true
  }
}

extension AccessDecision {
  /// What came of each rule, and of all together, in words.
  func actions(_ findings: [AccessFinding]) -> [FilterAction] {
    var actions = findings.map { finding in
      let verb = finding.isMatch ? "matches" : "does not match"
      return FilterAction(
        "\(word) rule \(finding.policy) \(verb): \(finding.reason)", origin: finding.origin)
    }
    if action == .allow, policy == nil {
      actions.append(FilterAction("refused: no ALLOW rule matches", origin: nil))
    } else if !isAllowed {
      actions.append(FilterAction("refused by \(policy ?? "a rule")", origin: origin))
    }
    return actions
  }

  /// The policies' action as manifests say it.
  private var word: String { action == .log ? "AUDIT" : action.word }
}

/// What the filters before a chain's TCP proxy make of a connection.
public struct ConnectionDecision: Hashable, Sendable {
  /// Whether it is sent on; else the proxy closes it.
  public private(set) var isAllowed = true
  /// What the filters did, in words.
  public private(set) var actions: [FilterAction] = []
  /// Why the connection was closed, as Envoy says it; empty where it was not.
  public private(set) var details = ""
  /// The rule by which it was closed.
  public private(set) var origin: Origin?

  /// Asks the filters in their order, until one closes the connection
  /// (source/extensions/filters/network/rbac/rbac_filter.cc).
  public init(
    _ filters: [NetworkFilter], on connection: DownstreamConnection, version: EnvoyVersion
  ) {
    var context = AccessContext(connection)
    var mark: Origin?
    for filter in filters where isAllowed {
      if case .extAuthz(let question) = filter.configuration, question.asks(about: context) {
        actions.append(.question(by: mark))
      }
      guard case .rbac(let control) = filter.configuration else { continue }
      let access = AccessFilter(control, name: FilterName.networkRBAC, version: version)
      mark = access.mark(context) ?? mark
      guard let decision = access.decide(&context), let rules = access.enforced else { continue }
      actions += decision.actions(rules.explanation(context))
      isAllowed = decision.isAllowed
      guard !isAllowed else { continue }
      details = decision.details
      origin = decision.origin
    }
  }
}
