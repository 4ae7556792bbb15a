public import DataPlane
internal import Limits
public import ProxyConfig

/// How a time is drawn.
public enum Distribution: Hashable, Sendable {
  case constant(SimulationDuration)
  /// Every value between the two, both included, is as likely.
  case uniform(from: SimulationDuration, to: SimulationDuration)
  case exponential(mean: SimulationDuration)
  /// Quantiles, sorted by share in millionths; values between two are interpolated linearly.
  case quantiles([Quantile])

  /// One point of a distribution's quantile function.
  public struct Quantile: Hashable, Sendable, Codable {
    /// The share of values that are at most ``value``, in millionths.
    public var millionths: Int64
    /// The value at that share.
    public var value: SimulationDuration

    /// The value of these parts.
    public init(millionths: Int64, value: SimulationDuration) {
      self.millionths = millionths
      self.value = value
    }
  }
}

/// What an application answers.
public struct Response: Hashable, Sendable, Codable {
  /// The status code.
  public var status: Int
  /// The text; often empty.
  public var body: String
  /// Header fields, in order.
  public var headers: [Header]

  /// A name and a value.
  public struct Header: Hashable, Sendable, Codable {
    /// The field's name.
    public var name: String
    /// The field's value.
    public var value: String

    /// The value of these parts.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The value of these parts.
  public init(status: Int = 200, body: String = "", headers: [Header] = []) {
    self.status = status
    self.body = body
    self.headers = headers
  }
}

/// How the pods of a Deployment, or one pod, behave as servers.
public struct WorkloadBehaviour: Hashable, Sendable, Codable {
  /// `NAMESPACE/NAME` of a Deployment or a Pod.
  public var workload: String
  /// How long one request takes, without waiting.
  public var serviceTime: Distribution
  /// How many requests one pod serves at once; more wait in line.
  ///
  /// `nil` is without limit.
  public var concurrency: Int?
  /// What it answers.
  public var respond: Response
  /// The answers to the first attempts, in order, before ``respond`` takes over; the script of a
  /// server that fails at first.
  public var respondFirst: [Response]
  /// Whether the application closes the connection instead of answering.
  public var resets: Bool

  /// The value with this `workload`.
  public init(workload: String) {
    self.workload = workload
    serviceTime = .constant(.zero)
    concurrency = nil
    respond = Response()
    respondFirst = []
    resets = false
  }
}

/// A host outside the mesh that an experiment declares.
public struct ExternalHost: Hashable, Sendable, Codable {
  /// The name or address, without a port.
  public var host: String
  /// How long one request takes, without waiting.
  public var serviceTime: Distribution
  /// What it answers.
  public var respond: Response

  /// The value with this `host`.
  public init(host: String) {
    self.host = host
    serviceTime = .constant(.zero)
    respond = Response()
  }
}

/// What lies between an application and another: the network, and the proxies' own time.
public struct NetworkModel: Hashable, Sendable {
  /// There and back, between two pods; a connection costs one round trip before its first request.
  public var roundTrip: Distribution
  /// What a proxy takes for each request that it reads, before it decides, and again for each answer
  /// that it sends.
  public var proxyTime: Distribution

  /// The value of these parts.
  public init(
    roundTrip: Distribution = .constant(.zero), proxyTime: Distribution = .constant(.zero)
  ) {
    self.roundTrip = roundTrip
    self.proxyTime = proxyTime
  }

  /// Where an experiment says nothing: no network to speak of, and proxies that take 0.4 ms each way.
  ///
  /// Of the values that were tried it brings the most figures into the bands of real Envoy; on a
  /// busy machine refusals took 0.2 to 0.8 ms at the caller's and 0.8 ms more at the receiver's, and
  /// hops 0.5 to 0.7 ms.
  public static let standard = NetworkModel(
    proxyTime: .constant(SimulationDuration(nanoseconds: 400_000)))
}

/// What a client asks for.
public struct RequestTemplate: Hashable, Sendable, Codable {
  /// The method.
  public var method: String
  /// `http://host[:port]/path`.
  public var url: String
  /// Where the connection goes instead of the URL's host and port, as `curl --connect-to` has it:
  /// `host[:port]`, the port being the URL's where none is written; `nil` for the URL's own.
  public var connectTo: String?
  /// Header fields, in order.
  public var headers: [Response.Header]
  /// The text; often empty.
  public var body: String
  /// The name that the caller's proxy shows in its certificate, such as
  /// `spiffe://cluster.local/ns/shop/sa/web`; `nil` for that of the pod's service account.
  public var principal: String?
  /// The claims of a token that comes with it, whose signature and times count as right; `nil` for
  /// no token.
  public var claims: [String: ProtobufValue]?
  /// What texts in its headers and its URL say that look like tokens; `nil` for none.
  public var tokens: [String: RequestToken]?
  /// How long the client waits for the answer (curl `--max-time`); `nil` is for ever.
  public var maxTime: SimulationDuration?

  /// GET, without headers or a body.
  public init(url: String) {
    method = "GET"
    self.url = url
    connectTo = nil
    headers = []
    body = ""
    maxTime = nil
  }
}

/// A client: a program in a pod that sends requests.
public struct ClientPlan: Hashable, Sendable, Codable {
  /// When the next request is sent.
  public enum Traffic: Hashable, Sendable {
    /// `while true; do curl …; done`: the next request when the answer is there, after a pause.
    case loop(pause: Distribution, reuseConnection: Bool)
    /// Requests that arrive by themselves, at a rate in requests per 1,000 seconds; `poisson` draws
    /// the time between two from an exponential distribution, else it is constant.
    case open(requestsPer1000Seconds: Int64, poisson: Bool)
    /// `count` rounds, one every `every`, each of `concurrent` requests at once.
    case rounds(count: Int, every: SimulationDuration, concurrent: Int)
  }

  /// The name that predictions give it.
  public var id: String
  /// `POD`, `POD.NAMESPACE` or `deploy/NAME[.NAMESPACE]` as written; `outside` has no pod.
  public var pod: String
  /// No request begins before it.
  public var start: SimulationTime
  /// No request begins at or after it.
  public var stop: SimulationTime
  /// What it sends.
  public var request: RequestTemplate
  /// When it sends.
  public var traffic: Traffic

  /// The value of these parts.
  public init(id: String, pod: String, request: RequestTemplate, traffic: Traffic) {
    self.id = id
    self.pod = pod
    start = .zero
    stop = SimulationTime(nanoseconds: 30_000_000_000)
    self.request = request
    self.traffic = traffic
  }
}

/// Everything that one run needs.
public struct Scenario: Hashable, Sendable {
  /// What istiod pushed to every proxy.
  public var mesh: MeshConfiguration
  /// How applications behave; those that are not named answer 200 at once.
  public var workloads: [WorkloadBehaviour]
  /// Hosts outside the mesh that answer.
  public var external: [ExternalHost]
  /// What lies between stations.
  public var network: NetworkModel
  /// Who sends, in the order of ``History/clients``.
  public var clients: [ClientPlan]
  /// What all draws come from.
  public var seed: UInt64
  /// Which of the independent runs this is, counted from 0.
  public var replication: Int
  /// How many steps a run may take before it is cut off: events, requests of clients, attempts and
  /// copies of proxies.
  public var eventLimit: Int

  /// The limit where none is asked for.
  public static let standardEventLimit = WorkLimits.runStepCount

  /// The value of these parts.
  public init(mesh: MeshConfiguration, clients: [ClientPlan], seed: UInt64) {
    self.mesh = mesh
    self.clients = clients
    self.seed = seed
    workloads = []
    external = []
    network = NetworkModel()
    replication = 0
    eventLimit = Self.standardEventLimit
  }
}
