public import Diagnostics

/// Every decision on the way of one request, in order.
public struct RequestTrace: Hashable, Sendable, Codable {
  /// The position in ``History/requests``; `nil` for a request that was asked alone.
  public var request: Int?
  /// The method that was asked with, or sent on.
  public var method: String
  /// The URL as its client wrote it.
  public var url: String
  /// `POD.NAMESPACE`, or `outside`.
  public var from: String
  /// When it began.
  public var start: SimulationTime
  /// When it ended.
  public var end: SimulationTime
  /// How it ended for the client.
  public var outcome: Outcome
  /// The response's headers as the client got them.
  public var responseHeaders: [Response.Header]
  /// The proxies on the way, in order; a retry passes some of them again.
  public var hops: [Hop]
  /// What applications received, mirrors included.
  public var received: [Received]

  /// A trace without hops yet.
  public init(method: String, url: String, from: String, outcome: Outcome) {
    request = nil
    self.method = method
    self.url = url
    self.from = from
    start = .zero
    end = .zero
    self.outcome = outcome
    responseHeaders = []
    hops = []
    received = []
  }

  /// One proxy's part.
  public struct Hop: Hashable, Sendable, Codable {
    /// `POD.NAMESPACE`.
    public var proxy: String
    /// `outbound`, `inbound` or `gateway`; `nil` in records of before gateways were on the path.
    public var direction: String?
    /// The name of the listener that took the connection.
    public var listener: String
    /// The name of its filter chain; empty where the chain has none.
    public var filterChain: String
    /// `nil` where no route table was asked (raw TCP) or no virtual host matched.
    public var virtualHost: String?
    /// What the virtual host was made of; `nil` where istiod made it of its own.
    public var virtualHostOrigin: Origin?
    /// The routes that were looked at, in order, up to the one that was taken.
    public var routes: [RouteConsideration]
    /// Filters and timers that acted before the router, in words, such as `fault delay 2s`.
    public var actions: [Action]
    /// The cluster that the route chose; `nil` where none did.
    public var cluster: String?
    /// The destination that names the cluster.
    public var clusterOrigin: Origin?
    /// Where in the sum of the route's weights the draw fell, from 0 to below that sum; `nil` where
    /// nothing was drawn.
    public var drawnWeight: UInt64?
    /// The attempts at endpoints, in order.
    public var attempts: [Attempt]
    /// What was sent on, an entry for each attempt and each mirror.
    public var sent: [Sent]
    /// What this proxy answered towards the client.
    public var status: Int?
    /// Envoy's response flags here; empty for none.
    public var flags: String
    /// Envoy's RESPONSE_CODE_DETAILS here.
    public var details: String

    /// The value of these parts.
    public init(proxy: String, listener: String) {
      self.proxy = proxy
      self.listener = listener
      direction = nil
      filterChain = ""
      virtualHost = nil
      virtualHostOrigin = nil
      routes = []
      actions = []
      cluster = nil
      clusterOrigin = nil
      drawnWeight = nil
      attempts = []
      sent = []
      status = nil
      flags = ""
      details = ""
    }
  }

  /// A route that was looked at.
  public struct RouteConsideration: Hashable, Sendable, Codable {
    /// The position in the virtual host.
    public var index: Int
    /// The route's name; empty where it has none.
    public var name: String
    /// Whether it took the request.
    public var taken: Bool
    /// Why it was taken or passed over, such as `header end-user is not jason`.
    public var why: String
    /// What it was made of; `nil` where istiod made it of its own.
    public var origin: Origin?

    /// The value of these parts.
    public init(index: Int, name: String, taken: Bool, why: String, origin: Origin?) {
      self.index = index
      self.name = name
      self.taken = taken
      self.why = why
      self.origin = origin
    }
  }

  /// Something that a filter did.
  public struct Action: Hashable, Sendable, Codable {
    /// In words, such as `fault delay 2s`.
    public var text: String
    /// What it was made of; `nil` where istiod made it of its own.
    public var origin: Origin?

    /// The value of these parts.
    public init(text: String, origin: Origin?) {
      self.text = text
      self.origin = origin
    }
  }

  /// One attempt of a proxy at an endpoint.
  public struct Attempt: Hashable, Sendable, Codable {
    /// Address and port; empty where no host was chosen.
    public var endpoint: String
    /// `POD.NAMESPACE` behind the endpoint.
    public var workload: String?
    /// When it began.
    public var start: SimulationTime
    /// When it ended.
    public var end: SimulationTime
    /// The status, or the reset reason, such as `200` or `overflow`.
    public var result: String
    /// The limit that refused it, such as `max_requests 1`, and where it is written.
    public var limit: String?
    /// Where that limit is written; `nil` where it is Envoy's default.
    public var limitOrigin: Origin?
    /// Why it was retried or not, such as `retry: 503 is in retriable_status_codes`.
    public var decision: String?

    /// The value of these parts.
    public init(endpoint: String, start: SimulationTime) {
      self.endpoint = endpoint
      workload = nil
      self.start = start
      end = start
      result = ""
      limit = nil
      limitOrigin = nil
      decision = nil
    }
  }

  /// What a proxy sent on.
  public struct Sent: Hashable, Sendable, Codable {
    /// The cluster that it went to.
    public var cluster: String
    /// The method that was asked with, or sent on.
    public var method: String
    /// The path with its query, as it was sent on.
    public var path: String
    /// The authority as it was sent on.
    public var authority: String
    /// The header fields, in order.
    public var headers: [Response.Header]
    /// Whether it is a shadow, whose answer nobody waits for.
    public var isMirror: Bool

    /// The value of these parts.
    public init(
      cluster: String, method: String, path: String, authority: String,
      headers: [Response.Header], isMirror: Bool
    ) {
      self.cluster = cluster
      self.method = method
      self.path = path
      self.authority = authority
      self.headers = headers
      self.isMirror = isMirror
    }
  }

  /// What an application got.
  public struct Received: Hashable, Sendable, Codable {
    /// `POD.NAMESPACE`, or the external host.
    public var workload: String
    /// The authority as it was sent on.
    public var authority: String
    /// The path with its query, as it was sent on.
    public var path: String
    /// The header fields, in order.
    public var headers: [Response.Header]

    /// The value of these parts.
    public init(
      workload: String, authority: String, path: String, headers: [Response.Header]
    ) {
      self.workload = workload
      self.authority = authority
      self.path = path
      self.headers = headers
    }
  }
}
