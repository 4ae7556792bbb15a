public import Simulator

/// Which requests a prediction speaks of; what is absent is not asked.
public struct RequestFilter: Hashable, Sendable {
  /// The identifier of the client that made it.
  public var client: String?
  /// The HTTP status that the client saw.
  public var status: Int?
  /// A response flag at the proxy that decided, such as `UO`.
  public var flag: String?
  /// The Deployment or pod that answered: `NAME` or `NAME.NAMESPACE`.
  public var workload: String?
  /// The proxy that made the answer: `POD`, `POD.NAMESPACE` or `NAME` of its Deployment.
  public var refusedBy: String?
  /// The host of the service that a copy went to.
  public var mirroredTo: String?
  /// curl's exit status.
  public var curlExit: Int?
  /// Whether the request never came back (the hop limit).
  public var didNotReturn: Bool?
  /// Text that the body contains.
  public var bodyContains: String?
  /// Requests that began in this half-open interval.
  public var during: Interval?

  /// From the first instant up to, not including, the second.
  public struct Interval: Hashable, Sendable {
    /// The first instant.
    public var from: SimulationTime
    /// The first instant that is not part of it.
    public var to: SimulationTime

    /// The interval between two instants, the earlier first.
    public init(from: SimulationTime, to: SimulationTime) {
      self.from = from
      self.to = to
    }
  }

  /// The filter that every request passes.
  public init() {}
}

extension RequestFilter {
  /// The names of a filter's fields, as experiments spell them.
  ///
  /// Reading, schema, sentences and judging switch over them, so that none can forget one.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    /// The words of an experiment's file.
    case client, during, status, flag, curlExit, workload, refusedBy, mirroredTo, didNotReturn
    case bodyContains
  }

  /// One property that a request must have.
  enum Property: Hashable, Sendable {
    /// Requests of this client.
    case client(String)
    /// Requests that were sent in this interval, its end left out.
    case during(Interval)
    /// Requests that got this status.
    case status(Int)
    /// Requests whose caller's proxy set this response flag.
    case flag(String)
    /// Requests that made curl end with this status.
    case curlExit(Int)
    /// Requests that this workload answered.
    case workload(String)
    /// Requests that this workload's proxy refused.
    case refusedBy(String)
    /// Requests of which this workload got a copy.
    case mirroredTo(String)
    /// Whether requests passed from proxy to proxy up to the limit.
    case didNotReturn(Bool)
    /// Requests whose answer's body holds this text.
    case bodyContains(String)
  }

  /// Everything that is asked, in the order of ``Field``.
  var properties: [Property] { Field.allCases.compactMap(property) }

  private func property(_ field: Field) -> Property? {
    switch field {
    case .client: client.map { .client($0) }
    case .during: during.map { .during($0) }
    case .status: status.map { .status($0) }
    case .flag: flag.map { .flag($0) }
    case .curlExit: curlExit.map { .curlExit($0) }
    case .workload: workload.map { .workload($0) }
    case .refusedBy: refusedBy.map { .refusedBy($0) }
    case .mirroredTo: mirroredTo.map { .mirroredTo($0) }
    case .didNotReturn: didNotReturn.map { .didNotReturn($0) }
    case .bodyContains: bodyContains.map { .bodyContains($0) }
    }
  }

  /// Whether nothing at all is asked.
  var isEmpty: Bool { properties.isEmpty }

  /// The population that a share is taken of: the same client and the same interval.
  var population: RequestFilter {
    var filter = RequestFilter()
    filter.client = client
    filter.during = during
    return filter
  }

  /// What is asked of the outcome, whoever made the request and whenever.
  var outcomeProperties: RequestFilter {
    var filter = self
    filter.client = nil
    filter.during = nil
    return filter
  }
}

extension RequestFilter {
  /// Envoy's response flags, which a filter may ask for
  /// (source/common/stream_info/utility.h, `ResponseFlagUtils`).
  public static let knownFlags = [
    "LH", "UH", "UT", "LR", "UR", "UF", "UC", "UO", "NR", "DI", "FI", "RL", "UAEX", "RLSE", "DC",
    "URX", "SI", "IH", "DPE", "UMSDR", "RFCF", "NFCF", "DT", "UPE", "NC", "OM", "DF", "DO", "DR",
    "UDO",
  ]
}
