internal import Diagnostics
internal import Resources

// Parts of a traffic policy (validation.go@1.30.3).

extension AdmissionReview {
  /// `validateOutlierDetection`.
  mutating func review(_ detection: OutlierDetection?, at path: @autoclosure () -> FieldPath) {
    guard let detection else { return }
    let path = path()
    review(detection.baseEjectionTime, at: path.key("baseEjectionTime"))
    if detection.consecutiveErrors != 0 {
      warn(
        "is deprecated, and acts on nothing; consecutive5xxErrors takes its place",
        at: path.key("consecutiveErrors"))
    }
    if !detection.splitExternalLocalOriginErrors,
      detection.consecutiveLocalOriginFailures ?? 0 > 0
    {
      refuse(
        "must not be set without splitExternalLocalOriginErrors",
        at: path.key("consecutiveLocalOriginFailures"))
    }
    review(detection.interval, at: path.key("interval"))
    for (field, value) in [
      ("maxEjectionPercent", detection.maxEjectionPercent),
      ("minHealthPercent", detection.minHealthPercent),
    ] where !(0...100).contains(value) {
      refuse("must lie between 0 and 100, and is \(value)", at: path.key(field))
    }
  }

  /// `validateConnectionPool`.
  mutating func review(_ pool: ConnectionPoolSettings?, at path: @autoclosure () -> FieldPath) {
    guard let pool else { return }
    let path = path()
    if pool.http == nil, pool.tcp == nil { refuse("must have tcp or http", at: path) }
    if let http = pool.http { review(http, at: path.key("http")) }
    if let tcp = pool.tcp { review(tcp, at: path.key("tcp")) }
  }

  private mutating func review(_ http: ConnectionPoolSettings.HTTP, at path: FieldPath) {
    for (field, value) in [
      ("http1MaxPendingRequests", http.http1MaxPendingRequests),
      ("http2MaxRequests", http.http2MaxRequests),
      ("maxRequestsPerConnection", http.maxRequestsPerConnection),
      ("maxRetries", http.maxRetries),
    ] {
      review(limit: value, at: path.key(field))
    }
    if rules[.proxyProtocolIsPolicy] {
      review(limit: http.maxConcurrentStreams, at: path.key("maxConcurrentStreams"))
    }
    review(http.idleTimeout, at: path.key("idleTimeout"))
    if http.h2UpgradePolicy == "UPGRADE", http.useClientProtocol {
      refuse("must not be true beside h2UpgradePolicy UPGRADE", at: path.key("useClientProtocol"))
    }
  }

  private mutating func review(_ tcp: ConnectionPoolSettings.TCP, at path: FieldPath) {
    review(limit: tcp.maxConnections, at: path.key("maxConnections"))
    review(tcp.connectTimeout, at: path.key("connectTimeout"))
    review(tcp.maxConnectionDuration, at: path.key("maxConnectionDuration"))
    // Less than a millisecond counts as 0, which switches the timeout off.
    if let timeout = tcp.idleTimeout, timeout >= .milliseconds(1) || timeout <= .milliseconds(-1) {
      review(timeout, at: path.key("idleTimeout"))
    }
    review(tcp.tcpKeepalive?.time, at: path.key("tcpKeepalive").key("time"))
    review(tcp.tcpKeepalive?.interval, at: path.key("tcpKeepalive").key("interval"))
  }

  private mutating func review(limit: Int32, at path: @autoclosure () -> FieldPath) {
    if limit < 0 { refuse("must not be negative, and is \(limit)", at: path()) }
  }

  /// `ValidateTLS` (agent/validation.go@1.30.3).
  ///
  /// That a `configmap://` credential lies in the own namespace is not checked.
  mutating func review(_ tls: ClientTLSSettings?, at path: @autoclosure () -> FieldPath) {
    guard let tls else { return }
    let path = path()
    let isSimple = tls.mode == "SIMPLE"
    let isMutual = tls.mode == "MUTUAL"
    if tls.insecureSkipVerify == true, isSimple || isMutual,
      !tls.caCertificates.isEmpty || !tls.subjectAltNames.isEmpty
        || (isSimple && !tls.credentialName.isEmpty)
    {
      refuse(
        "must not be true beside what it would verify with",
        at: path.key("insecureSkipVerify"))
    }
    if isSimple || isMutual, !tls.credentialName.isEmpty {
      let hasRevocations = rules[.checksEveryMatch] && !tls.caCrl.isEmpty
      if !tls.clientCertificate.isEmpty || !tls.caCertificates.isEmpty
        || !tls.privateKey.isEmpty || hasRevocations
      {
        refuse("must not be set beside certificates or keys", at: path.key("credentialName"))
      }
      return
    }
    guard isMutual else { return }
    if tls.clientCertificate.isEmpty {
      refuse("must have a clientCertificate for MUTUAL", at: path)
    }
    if tls.privateKey.isEmpty { refuse("must have a privateKey for MUTUAL", at: path) }
  }
}
