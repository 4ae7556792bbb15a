import Diagnostics
import ProxyConfig

@testable import Simulator

/// A mesh as istiod would configure it: services of one port 5000, each with pods, clients beside.
struct MeshFixture {
  /// Limits of a cluster; `nil` is Envoy's "without limit" as istiod writes it.
  struct Limits {
    var maxConnections: UInt32?
    var maxPendingRequests: UInt32?
    var maxRequests: UInt32?
    var maxRetries: UInt32?
    var maxRequestsPerConnection: UInt32?
    var isHTTP2 = false
  }

  /// Services by name, with the number of their pods.
  var services: [(name: String, pods: Int)] = [("server", 1)]
  /// What a call of a service is sent to instead.
  var shifts: [String: String] = [:]
  var clients = ["client"]
  var outsiders = ["outsider"]
  var clientLimits = Limits()
  var serverLimits = Limits()
  /// Changes the outbound route of each service.
  var changeRoute: (inout Route) -> Void = { _ in }
  /// Changes the outbound cluster of each service.
  var changeCluster: (inout Cluster) -> Void = { _ in }
  /// Changes the endpoints of each service.
  var changeEndpoints: (inout [LbEndpoint]) -> Void = { _ in }
  /// Whether servers take mutual TLS alone.
  var isStrict = false
  /// Whether the routes of callers stand in the receivers' inbound listeners too.
  var routesInbound = false

  static func address(_ service: Int, _ pod: Int) -> String { "10.1.\(service + 1).\(pod + 1)" }

  var mesh: MeshConfiguration {
    var mesh = MeshConfiguration(ruleVersion: "istio-1.30.3", envoyMinor: 38)
    for (index, service) in services.enumerated() {
      for pod in 0..<service.pods {
        mesh.workloads.append(
          Workload(
            podName: "\(service.name)-\(pod)", namespace: "default",
            address: Self.address(index, pod), labels: [:], owner: service.name, hasProxy: true))
      }
      mesh.services.append(
        ServiceAddress(
          hostname: host(service.name), namespace: "default", address: "10.96.0.\(index + 1)",
          ports: [
            ServiceAddress.Port(
              number: 5000,
              endpoints: (0..<service.pods).map {
                ServiceAddress.Endpoint(address: Self.address(index, $0), port: 5000)
              })
          ]))
    }
    for (index, name) in (clients + outsiders).enumerated() {
      mesh.workloads.append(
        Workload(
          podName: name, namespace: "default", address: "10.2.0.\(index + 1)", labels: [:],
          owner: "", hasProxy: clients.contains(name)))
    }
    mesh.proxies = mesh.workloads.filter(\.hasProxy).map(proxy)
    return mesh
  }

  func host(_ service: String) -> String { "\(service).default.svc.cluster.local" }

  private func proxy(_ workload: Workload) -> ProxyConfiguration {
    var proxy = ProxyConfiguration(
      proxy: workload.name, address: workload.address, namespace: workload.namespace)
    proxy.listeners = [outboundListener, virtualOutbound]
    proxy.routes = [routes]
    proxy.clusters = services.map { outboundCluster($0.name) }
    proxy.clusters.append(passthrough("PassthroughCluster"))
    proxy.endpoints = services.indices.map(endpoints)
    if !workload.owner.isEmpty {
      proxy.listeners.append(inboundListener)
      var inbound = passthrough("inbound|5000||")
      inbound.httpProtocolOptions = nil
      apply(serverLimits, to: &inbound)
      proxy.clusters.append(inbound)
    }
    return proxy
  }

  private var outboundListener: Listener {
    var listener = Listener(name: "0.0.0.0_5000", address: Address("0.0.0.0", port: 5000))
    listener.trafficDirection = .outbound
    listener.bindToPort = false
    listener.detectsHttp = true
    var chain = FilterChain()
    chain.filterChainMatch.transportProtocol = .plainText
    chain.filterChainMatch.applicationProtocols = ["http/1.1", "h2c"]
    chain.httpConnectionManager = HttpConnectionManager(rds: "5000")
    chain.httpConnectionManager?.normalizePath = true
    listener.filterChains = [chain]
    return listener
  }

  private var virtualOutbound: Listener {
    var listener = Listener(name: "virtualOutbound", address: Address("0.0.0.0", port: 15001))
    listener.trafficDirection = .outbound
    listener.useOriginalDst = true
    var chain = FilterChain()
    chain.name = "virtualOutbound-catchall-tcp"
    chain.tcpProxy = TcpProxy(cluster: "PassthroughCluster")
    listener.filterChains = [chain]
    return listener
  }

  private var inboundListener: Listener {
    var listener = Listener(name: "virtualInbound", address: Address("0.0.0.0", port: 15006))
    listener.trafficDirection = .inbound
    listener.detectsHttp = true
    listener.filterChains = (isStrict ? [true] : [true, false]).map { isTLS in
      var chain = FilterChain()
      chain.name = "0.0.0.0_5000"
      chain.filterChainMatch.destinationPort = 5000
      chain.filterChainMatch.transportProtocol = isTLS ? .tls : .plainText
      chain.tls = isTLS
      var manager = HttpConnectionManager(routeConfig: inboundRoutes)
      manager.serverName = "istio-envoy"
      chain.httpConnectionManager = manager
      return chain
    }
    return listener
  }

  private var inboundRoutes: RouteConfiguration {
    var route = Route(match: RouteMatch(prefix: "/"))
    route.name = "default"
    route.route = RouteAction()
    route.route?.cluster = "inbound|5000||"
    route.route?.timeout = .zero
    route.route?.retryPolicy = RetryPolicy()
    route.route?.retryPolicy?.retryOn = "reset-before-request"
    route.route?.retryPolicy?.numRetries = 2
    let own = VirtualHost(name: "inbound|http|5000", domains: ["*"], routes: [route])
    return RouteConfiguration(
      name: "inbound|5000||", virtualHosts: routesInbound ? routes.virtualHosts + [own] : [own],
      ignorePortInHostMatching: true)
  }

  private var routes: RouteConfiguration {
    let hosts = services.map { service in
      VirtualHost(
        name: "\(host(service.name)):5000",
        domains: [host(service.name), service.name, "\(service.name).default"],
        routes: [outboundRoute(service.name)])
    }
    return RouteConfiguration(name: "5000", virtualHosts: hosts, ignorePortInHostMatching: true)
  }

  private func outboundRoute(_ service: String) -> Route {
    var route = Route(match: RouteMatch(prefix: "/"))
    route.origin = origin("VirtualService", service)
    route.route = RouteAction()
    route.route?.cluster = "outbound|5000||\(host(shifts[service] ?? service))"
    route.route?.timeout = .zero
    route.route?.retryPolicy = Self.defaultRetries
    changeRoute(&route)
    return route
  }

  static var defaultRetries: RetryPolicy {
    var policy = RetryPolicy()
    policy.retryOn =
      "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes"
    policy.numRetries = 2
    policy.retryHostPredicate = ["envoy.retry_host_predicates.previous_hosts"]
    policy.hostSelectionRetryMaxAttempts = 5
    return policy
  }

  private func outboundCluster(_ service: String) -> Cluster {
    var cluster = Cluster(name: "outbound|5000||\(host(service))")
    cluster.type = .endpointDiscovery
    cluster.lbPolicy = .leastRequest
    cluster.connectTimeout = ProtoDuration(nanoseconds: 10_000_000_000)
    cluster.tls = .byEndpoint
    apply(clientLimits, to: &cluster)
    changeCluster(&cluster)
    return cluster
  }

  private func passthrough(_ name: String) -> Cluster {
    var cluster = Cluster(name: name)
    cluster.type = .originalDestination
    cluster.lbPolicy = .clusterProvided
    cluster.connectTimeout = ProtoDuration(nanoseconds: 10_000_000_000)
    apply(Limits(), to: &cluster)
    return cluster
  }

  private func apply(_ limits: Limits, to cluster: inout Cluster) {
    var thresholds = CircuitBreakers.Thresholds()
    thresholds.maxConnections = limits.maxConnections ?? .max
    thresholds.maxPendingRequests = limits.maxPendingRequests ?? .max
    thresholds.maxRequests = limits.maxRequests ?? .max
    thresholds.maxRetries = limits.maxRetries ?? .max
    cluster.circuitBreakers = CircuitBreakers(thresholds: [thresholds])
    if limits.maxRequests != nil {
      cluster.limitOrigins.maxRequests = origin("DestinationRule", "limit")
    }
    var options = HttpProtocolOptions()
    options.commonHttpProtocolOptions = HttpProtocolOptions.Common()
    options.commonHttpProtocolOptions?.maxRequestsPerConnection = limits.maxRequestsPerConnection
    if limits.isHTTP2 {
      options.explicitHttpConfig = HttpProtocolOptions.Explicit()
      options.explicitHttpConfig?.http2ProtocolOptions = HttpProtocolOptions.HTTP2()
    }
    if limits.maxRequestsPerConnection != nil || limits.isHTTP2 {
      cluster.httpProtocolOptions = options
    }
  }

  private func endpoints(_ service: Int) -> ClusterLoadAssignment {
    var hosts = (0..<services[service].pods).map { pod in
      var endpoint = LbEndpoint(Address(Self.address(service, pod), port: 5000))
      endpoint.metadata = Metadata(tlsMode: "istio")
      endpoint.workload = "\(services[service].name)-\(pod).default"
      return endpoint
    }
    changeEndpoints(&hosts)
    return ClusterLoadAssignment(
      clusterName: "outbound|5000||\(host(services[service].name))",
      endpoints: [LocalityLbEndpoints(lbEndpoints: hosts)])
  }

  private func origin(_ kind: String, _ name: String) -> Origin {
    Origin(
      resource: ResourceIdentifier(kind: kind, namespace: "default", name: name), fieldPath: "spec",
      location: nil)
  }
}

extension MeshFixture {
  /// A run of this mesh with one behaviour for all servers.
  func scenario(
    serviceTime: Distribution = .constant(.milliseconds(75)), roundTrip: Int64 = 1_000_000,
    respond: Response = Response(body: "hello"), _ clients: [ClientPlan]
  ) -> Scenario {
    var scenario = Scenario(mesh: mesh, clients: clients, seed: 1)
    scenario.network.roundTrip = .constant(SimulationDuration(nanoseconds: roundTrip))
    scenario.workloads = services.map { service in
      var behaviour = WorkloadBehaviour(workload: "default/\(service.name)")
      behaviour.serviceTime = serviceTime
      behaviour.respond = respond
      return behaviour
    }
    return scenario
  }

  /// Rounds of requests released together by clients of one pod.
  func rounds(
    _ count: Int, of concurrent: Int, from pod: String = "client", to service: String = "server",
    every: Int64 = 2000
  ) -> ClientPlan {
    ClientPlan(
      id: "rounds-\(pod)", pod: pod,
      request: RequestTemplate(url: "http://\(service):5000/hello"),
      traffic: .rounds(count: count, every: .milliseconds(every), concurrent: concurrent)
    ).until(seconds: 10_000)
  }

  /// A loop that pauses between calls.
  func loop(
    _ id: String, from pod: String = "client", to service: String = "server", pause: Int64 = 10,
    seconds: Int64 = 10
  ) -> ClientPlan {
    ClientPlan(
      id: id, pod: pod, request: RequestTemplate(url: "http://\(service):5000/hello"),
      traffic: .loop(pause: .constant(.milliseconds(pause)), reuseConnection: false)
    ).until(seconds: seconds)
  }
}

extension ClientPlan {
  func until(seconds: Int64) -> ClientPlan {
    var plan = self
    plan.stop = SimulationTime(nanoseconds: seconds * 1_000_000_000)
    return plan
  }
}

extension History {
  /// How many requests ended with a status, in all or from a position in the rounds on.
  func count(status: Int?) -> Int {
    requests.count { outcomes[$0.outcome].status == status }
  }
}
