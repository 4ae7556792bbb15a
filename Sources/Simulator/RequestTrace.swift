public import Diagnostics

/// Every decision on the way of one request, in order.
public struct RequestTrace: Hashable, Sendable, Codable {
  /// The position in ``History/requests``; `nil` for a request that was asked alone.
  public var request: Int?
  public var method: String
  public var url: String
  /// `POD.NAMESPACE`, or `outside`.
  public var from: String
  public var start: SimulationTime
  public var end: SimulationTime
  public var outcome: Outcome
  /// The response's headers as the client got them.
  public var responseHeaders: [Response.Header]
  public var hops: [Hop]
  /// What applications received, mirrors included.
  public var received: [Received]

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
    public var listener: String
    public var filterChain: String
    /// `nil` where no route table was asked (raw TCP) or no virtual host matched.
    public var virtualHost: String?
    public var virtualHostOrigin: Origin?
    public var routes: [RouteConsideration]
    /// Filters and timers that acted before the router, in words, such as `fault delay 2s`.
    public var actions: [Action]
    public var cluster: String?
    public var clusterOrigin: Origin?
    public var attempts: [Attempt]
    public var sent: [Sent]
    /// What this proxy answered towards the client.
    public var status: Int?
    public var flags: String
    public var details: String

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
    public var name: String
    public var taken: Bool
    /// Why it was taken or passed over, such as `header end-user is not jason`.
    public var why: String
    public var origin: Origin?

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
    public var text: String
    public var origin: Origin?
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
    public var start: SimulationTime
    public var end: SimulationTime
    /// The status, or the reset reason, such as `200` or `overflow`.
    public var result: String
    /// The limit that refused it, such as `max_requests 1`, and where it is written.
    public var limit: String?
    public var limitOrigin: Origin?
    /// Why it was retried or not, such as `retry: 503 is in retriable_status_codes`.
    public var decision: String?

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
    public var cluster: String
    public var method: String
    public var path: String
    public var authority: String
    public var headers: [Response.Header]
    public var isMirror: Bool

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
    public var authority: String
    public var path: String
    public var headers: [Response.Header]

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
