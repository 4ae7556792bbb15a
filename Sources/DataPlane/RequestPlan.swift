public import Diagnostics
public import ProxyConfig

/// The random numbers that one request's decisions at one proxy take.
public struct RequestDraws: Hashable, Sendable {
  /// Chooses among weighted clusters, and decides about copies: Envoy takes the stream's identifier
  /// for both (source/common/http/conn_manager_impl.cc, stream_id_).
  public var stream: UInt64
  /// Decides whether a delay is injected.
  public var faultDelay: UInt64
  /// Decides whether the request is ended on purpose.
  public var faultAbort: UInt64
  /// Decides for filters that look at a share of the requests.
  public var filters: UInt64

  /// The value of these parts.
  public init(stream: UInt64, faultDelay: UInt64, faultAbort: UInt64, filters: UInt64 = 0) {
    self.stream = stream
    self.faultDelay = faultDelay
    self.faultAbort = faultAbort
    self.filters = filters
  }
}

/// An answer that needs no upstream.
public enum ImmediateAnswer: Hashable, Sendable {
  /// An answer of the proxy's own.
  case localReply(LocalReply)
  /// The CORS filter's answer to a preflight: 200 with these headers, details `cors_response`.
  case preflight([HeaderField])
}

/// A copy of a request that goes to another cluster; its response is ignored.
public struct Mirror: Hashable, Sendable {
  /// Where the copy goes.
  public var cluster: String
  /// The copy as it goes out.
  public var head: RequestHead

  /// The value of these parts.
  public init(cluster: String, head: RequestHead) {
    self.cluster = cluster
    self.head = head
  }
}

/// Something that a filter did, in words.
public struct FilterAction: Hashable, Sendable {
  /// Such as `fault delay 2s`.
  public var words: String
  /// Where the filter's setting is written; `nil` where no manifest says it.
  public var origin: Origin?

  /// What a filter did, in words, and by whose order.
  public init(_ words: String, origin: Origin?) {
    self.words = words
    self.origin = origin
  }

  /// How the words of a question to another service begin.
  public static let questionWords = "asks another service"

  /// What a provider is asked about a request or connection, whose answer is taken as yes.
  static func question(by rule: Origin?) -> FilterAction {
    FilterAction("\(questionWords) whether it may pass, which is taken to say yes", origin: rule)
  }
}

/// What a filter lets a request wait for before the next filter sees it.
public enum FilterHold: Hashable, Sendable {
  /// A time: flag `DI`.
  case delay(ProtoDuration)
  /// A token of a bucket; where there is none the request is answered, unless there is no answer.
  case token(TokenBucketKey, otherwise: LocalReply?)
}

/// Which bucket of tokens a filter of one proxy takes from.
public struct TokenBucketKey: Hashable, Sendable {
  /// What tells the bucket from the proxy's others, such as the route that it belongs to.
  public var name: String
  /// How many tokens it holds at most, and at the start.
  public var maxTokens: Int
  /// How many come at once.
  public var tokensPerFill: Int
  /// How long between two fills.
  public var fillInterval: ProtoDuration

  /// The value of these parts.
  public init(name: String, maxTokens: Int, tokensPerFill: Int, fillInterval: ProtoDuration) {
    self.name = name
    self.maxTokens = maxTokens
    self.tokensPerFill = tokensPerFill
    self.fillInterval = fillInterval
  }
}

/// Everything that a proxy decides about a request before it chooses a host.
public struct RequestPlan: Hashable, Sendable {
  /// The request as the connection manager let it in.
  public var admitted: RequestHead
  /// Which virtual host and route were taken, and why.
  public var routing = RoutingDecision()
  /// What the fault filter does.
  public var fault = FaultDecision()
  /// What the CORS filter does.
  public var cors = CorsDecision()
  /// What filters did, in their order.
  public var actions: [FilterAction] = []
  /// What filters noted for those behind them, by their names.
  public var notes: [String: ProtobufValue] = [:]
  /// The rule by which a filter marked the request for those behind it; `nil` where none did.
  public var markedBy: Origin?
  /// What the request waits for, in the filters' order.
  public var holds: [FilterHold] = []
  /// Set where the proxy answers by itself, after ``holds``.
  public var answer: ImmediateAnswer?
  /// The rule by which a filter answered; `nil` where none did.
  public var answeredBy: Origin?
  /// The chosen cluster, if it is configured.
  public var cluster: String?
  /// The position of the chosen one of several weighted clusters.
  public var weightedCluster: Int?
  /// The sum of the weights among which a draw chose; 0 where there was nothing to choose.
  public var totalWeight: UInt64 = 0
  /// The head of the first attempt; `nil` where no attempt is made.
  public var upstream: RequestHead?
  /// How long it may take; `nil` where no attempt is made.
  public var timeouts: Timeouts?
  /// `nil` where nothing is ever retried.
  public var retry: RetryRules?
  /// Whether attempts carry `x-envoy-attempt-count`.
  public var countsAttempts = false
  /// Whether the host's name replaces the authority of each attempt.
  public var rewritesHostAutomatically = false
  /// Copies that go out with the first attempt.
  public var mirrors: [Mirror] = []
  /// What load balancers hash.
  public var hashPolicies: [HashPolicy] = []
  /// Whether a draw decided anything.
  public var consultedChance = false

  package init(admitted: RequestHead) { self.admitted = admitted }
}
