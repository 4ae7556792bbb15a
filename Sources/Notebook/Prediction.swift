public import Diagnostics

/// A statement about a run that can turn out false.
public struct Prediction: Hashable, Sendable {
  /// What is looked at.
  public enum Kind: Hashable, Sendable {
    /// Every request of `population` has the properties of `properties`.
    case all(population: RequestFilter, properties: RequestFilter, expected: ExpectedCount?)
    /// No request has the properties; `expected` counts the requests of the same client and
    /// interval.
    case none(RequestFilter, expected: ExpectedCount?)
    /// Exactly so many requests have the properties.
    case exactly(RequestFilter, count: Int)
    /// The share of the requests with these properties among those of the same client and interval.
    case share(RequestFilter, Bounds)
    /// The number of requests with these properties.
    case count(RequestFilter, Bounds)
    /// A quantile of the response times, in nanoseconds; share in millionths.
    case quantile(RequestFilter, millionths: Int64, Bounds)
    /// The mean number of attempts a request.
    case attempts(RequestFilter, AttemptScope, Bounds)
  }

  /// The word by which an experiment names a kind.
  ///
  /// Reading and schema switch over it, wording and judging over ``Kind``.
  public enum Keyword: String, Hashable, Sendable, CaseIterable {
    /// The words of an experiment's file.
    case all, none, exactly, share, count, quantile, attempts
  }

  /// How many requests a run must have made for a statement about all or none to mean something.
  public enum ExpectedCount: Hashable, Sendable {
    /// So many or more; with 0, a statement about no request at all holds.
    case atLeast(Int)
    /// So many and no other number.
    case exactly(Int)

    /// Whether a run with so many requests has what was expected.
    func holds(_ count: Int) -> Bool {
      switch self {
      case .atLeast(let least): count >= least
      case .exactly(let number): count == number
      }
    }
  }

  /// Whose attempts are counted.
  public enum AttemptScope: String, Hashable, Sendable, CaseIterable {
    /// Those of the caller's own proxy; a request without a proxy is its own attempt.
    case caller
    /// Those of all proxies on the path.
    case all
  }

  /// A range; what is absent is open.
  public struct Bounds: Hashable, Sendable {
    /// The smallest value inside.
    public var atLeast: Double?
    /// The greatest value inside.
    public var atMost: Double?

    /// The range between two values, both inside.
    public init(atLeast: Double? = nil, atMost: Double? = nil) {
      self.atLeast = atLeast
      self.atMost = atMost
    }
  }

  /// What is looked at, and what must be seen.
  public var kind: Kind
  /// Where it is written.
  public var location: SourceLocation?

  /// A prediction that stands at a place of an experiment.
  public init(_ kind: Kind, at location: SourceLocation? = nil) {
    self.kind = kind
    self.location = location
  }
}

extension Prediction.Kind {
  /// The word by which an experiment names it.
  public var keyword: Prediction.Keyword {
    switch self {
    case .all: .all
    case .none: Prediction.Keyword.none
    case .exactly: .exactly
    case .share: .share
    case .count: .count
    case .quantile: .quantile
    case .attempts: .attempts
    }
  }

  /// The filters that it is made of, by the field that holds each.
  public var filters: [(field: String, filter: RequestFilter)] {
    switch self {
    case .all(let population, let properties, _):
      [(keyword.rawValue, population), ("are", properties)]
    case .none(let filter, _), .exactly(let filter, _), .share(let filter, _),
      .count(let filter, _), .quantile(let filter, _, _), .attempts(let filter, _, _):
      [(keyword.rawValue, filter)]
    }
  }
}
