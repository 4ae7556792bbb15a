internal import Diagnostics
internal import Resources

// istio/api networking/v1alpha3/destination_rule.proto, 1.30.

/// A DestinationRule from the fields of its `spec`.
func decodeDestinationRule(_ spec: Fields, _ metadata: ResourceMetadata) -> DestinationRule {
  var rule = DestinationRule()
  rule.metadata = metadata
  rule.host = spec.string("host") ?? ""
  rule.trafficPolicy = spec.object("trafficPolicy", decodeTrafficPolicy)
  rule.subsets = spec.list("subsets") { fields in
    var subset = Subset()
    subset.name = fields.string("name") ?? ""
    subset.labels = fields.stringMap("labels")
    subset.trafficPolicy = fields.object("trafficPolicy", decodeTrafficPolicy)
    return subset
  }
  rule.exportTo = spec.strings("exportTo")
  rule.workloadSelector = spec.object("workloadSelector") { $0.stringMap("matchLabels") }
  return rule
}

private func decodeTrafficPolicy(_ fields: Fields) -> TrafficPolicy {
  var policy = TrafficPolicy()
  policy.loadBalancer = fields.object("loadBalancer", decodeLoadBalancer)
  policy.connectionPool = fields.object("connectionPool", decodeConnectionPool)
  policy.outlierDetection = fields.object("outlierDetection", decodeOutlierDetection)
  policy.tls = fields.object("tls", decodeClientTLS)
  policy.portLevelSettings = fields.list("portLevelSettings", decodePortPolicy)
  policy.tunnel = fields.object("tunnel") {
    var tunnel = TrafficPolicy.Tunnel()
    tunnel.protocol = $0.string("protocol") ?? ""
    tunnel.targetHost = $0.string("targetHost") ?? ""
    tunnel.targetPort = $0.uint32("targetPort") ?? 0
    return tunnel
  }
  policy.proxyProtocol = fields.object("proxyProtocol") {
    var proxyProtocol = TrafficPolicy.ProxyProtocol()
    proxyProtocol.version = $0.enumeration("version", ["V1", "V2"]) ?? "V1"
    return proxyProtocol
  }
  policy.retryBudget = fields.object("retryBudget") {
    var budget = TrafficPolicy.RetryBudget()
    budget.percent = $0.number("percent")
    budget.minRetryConcurrency = $0.uint32("minRetryConcurrency") ?? 0
    return budget
  }
  return policy
}

private func decodePortPolicy(_ fields: Fields) -> PortTrafficPolicy {
  var policy = PortTrafficPolicy()
  policy.port = fields.object("port") { $0.uint32("number") ?? 0 }
  policy.loadBalancer = fields.object("loadBalancer", decodeLoadBalancer)
  policy.connectionPool = fields.object("connectionPool", decodeConnectionPool)
  policy.outlierDetection = fields.object("outlierDetection", decodeOutlierDetection)
  policy.tls = fields.object("tls", decodeClientTLS)
  return policy
}

private let simpleLoadBalancers = [
  "UNSPECIFIED", "LEAST_CONN", "RANDOM", "PASSTHROUGH", "ROUND_ROBIN", "LEAST_REQUEST",
]

private func decodeLoadBalancer(_ fields: Fields) -> LoadBalancerSettings {
  var settings = LoadBalancerSettings()
  switch fields.only(of: ["simple", "consistentHash"]) {
  case "simple":
    settings.policy = fields.enumeration("simple", simpleLoadBalancers).map { .simple($0) }
  case "consistentHash":
    settings.policy = fields.object("consistentHash", decodeConsistentHash).map {
      .consistentHash($0)
    }
  default: break
  }
  settings.localityLbSetting = fields.object("localityLbSetting", decodeLocality)
  settings.warmupDurationSecs = fields.duration("warmupDurationSecs")
  settings.warmup = fields.object("warmup") {
    var warmup = LoadBalancerSettings.Warmup()
    warmup.duration = $0.duration("duration")
    warmup.minimumPercent = $0.number("minimumPercent")
    warmup.aggression = $0.number("aggression")
    return warmup
  }
  return settings
}

private func decodeConsistentHash(_ fields: Fields) -> LoadBalancerSettings.ConsistentHash {
  var hash = LoadBalancerSettings.ConsistentHash()
  let keys = ["httpHeaderName", "httpCookie", "useSourceIp", "httpQueryParameterName"]
  switch fields.only(of: keys) {
  case "httpHeaderName": hash.key = fields.string("httpHeaderName").map { .httpHeaderName($0) }
  case "httpCookie": hash.key = fields.object("httpCookie", decodeCookie).map { .httpCookie($0) }
  case "useSourceIp": hash.key = fields.boolean("useSourceIp").map { .useSourceIP($0) }
  case "httpQueryParameterName":
    hash.key = fields.string("httpQueryParameterName").map { .httpQueryParameterName($0) }
  default: break
  }
  switch fields.only(of: ["ringHash", "maglev"]) {
  case "ringHash":
    hash.algorithm = fields.object("ringHash") {
      .ringHash(minimumRingSize: $0.uint64("minimumRingSize") ?? 0)
    }
  case "maglev":
    hash.algorithm = fields.object("maglev") { .maglev(tableSize: $0.uint64("tableSize") ?? 0) }
  default: break
  }
  hash.minimumRingSize = fields.uint64("minimumRingSize") ?? 0
  return hash
}

private func decodeCookie(_ fields: Fields) -> LoadBalancerSettings.ConsistentHash.Cookie {
  var cookie = LoadBalancerSettings.ConsistentHash.Cookie()
  cookie.name = fields.string("name") ?? ""
  cookie.path = fields.string("path") ?? ""
  cookie.ttl = fields.duration("ttl")
  cookie.attributes = fields.list("attributes") { fields in
    let value = fields.string("value") ?? ""
    return "\(fields.string("name") ?? "")\(value.isEmpty ? "" : "=\(value)")"
  }
  return cookie
}

/// Settings of localities, from a DestinationRule or the mesh configuration.
func decodeLocality(_ fields: Fields) -> LocalityLoadBalancerSetting {
  var setting = LocalityLoadBalancerSetting()
  setting.distribute = fields.list("distribute") { fields in
    var distribute = LocalityLoadBalancerSetting.Distribute()
    distribute.from = fields.string("from") ?? ""
    if let to = fields.fields("to") {
      for locality in to.keys { distribute.to[locality] = to.uint32(locality) ?? 0 }
    }
    return distribute
  }
  setting.failover = fields.list("failover") { fields in
    var failover = LocalityLoadBalancerSetting.Failover()
    failover.from = fields.string("from") ?? ""
    failover.to = fields.string("to") ?? ""
    return failover
  }
  setting.failoverPriority = fields.strings("failoverPriority")
  setting.enabled = fields.boolean("enabled")
  return setting
}

/// Bounds on connections and requests.
func decodeConnectionPool(_ fields: Fields) -> ConnectionPoolSettings {
  var pool = ConnectionPoolSettings()
  pool.tcp = fields.object("tcp") { fields in
    var tcp = ConnectionPoolSettings.TCP()
    tcp.maxConnections = fields.int32("maxConnections") ?? 0
    tcp.connectTimeout = fields.duration("connectTimeout")
    tcp.tcpKeepalive = fields.object("tcpKeepalive", decodeKeepalive)
    tcp.maxConnectionDuration = fields.duration("maxConnectionDuration")
    tcp.idleTimeout = fields.duration("idleTimeout")
    return tcp
  }
  pool.http = fields.object("http") { fields in
    var http = ConnectionPoolSettings.HTTP()
    http.http1MaxPendingRequests = fields.int32("http1MaxPendingRequests") ?? 0
    http.http2MaxRequests = fields.int32("http2MaxRequests") ?? 0
    http.maxRequestsPerConnection = fields.int32("maxRequestsPerConnection") ?? 0
    http.maxRetries = fields.int32("maxRetries") ?? 0
    http.idleTimeout = fields.duration("idleTimeout")
    let policies = ["DEFAULT", "DO_NOT_UPGRADE", "UPGRADE"]
    http.h2UpgradePolicy = fields.enumeration("h2UpgradePolicy", policies) ?? ""
    http.useClientProtocol = fields.boolean("useClientProtocol") ?? false
    http.maxConcurrentStreams = fields.int32("maxConcurrentStreams") ?? 0
    return http
  }
  return pool
}

/// Probes of idle connections.
func decodeKeepalive(_ fields: Fields) -> ConnectionPoolSettings.TCP.Keepalive {
  var keepalive = ConnectionPoolSettings.TCP.Keepalive()
  keepalive.probes = fields.uint32("probes") ?? 0
  keepalive.time = fields.duration("time")
  keepalive.interval = fields.duration("interval")
  return keepalive
}

private func decodeOutlierDetection(_ fields: Fields) -> OutlierDetection {
  var detection = OutlierDetection()
  detection.consecutiveErrors = fields.int32("consecutiveErrors") ?? 0
  detection.splitExternalLocalOriginErrors =
    fields.boolean("splitExternalLocalOriginErrors") ?? false
  detection.consecutiveLocalOriginFailures = fields.uint32("consecutiveLocalOriginFailures")
  detection.consecutiveGatewayErrors = fields.uint32("consecutiveGatewayErrors")
  detection.consecutive5xxErrors = fields.uint32("consecutive5xxErrors")
  detection.interval = fields.duration("interval")
  detection.baseEjectionTime = fields.duration("baseEjectionTime")
  detection.maxEjectionPercent = fields.int32("maxEjectionPercent") ?? 0
  detection.minHealthPercent = fields.int32("minHealthPercent") ?? 0
  return detection
}

private func decodeClientTLS(_ fields: Fields) -> ClientTLSSettings {
  var tls = ClientTLSSettings()
  let modes = ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]
  tls.mode = fields.enumeration("mode", modes) ?? "DISABLE"
  tls.clientCertificate = fields.string("clientCertificate") ?? ""
  tls.privateKey = fields.string("privateKey") ?? ""
  tls.caCertificates = fields.string("caCertificates") ?? ""
  tls.credentialName = fields.string("credentialName") ?? ""
  tls.subjectAltNames = fields.strings("subjectAltNames")
  tls.sni = fields.string("sni") ?? ""
  tls.insecureSkipVerify = fields.boolean("insecureSkipVerify")
  tls.caCrl = fields.string("caCrl") ?? ""
  return tls
}
