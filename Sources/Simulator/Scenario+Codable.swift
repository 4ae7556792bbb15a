// JSON of what a run was given, as it stands in `run.json`. Times are whole nanoseconds; a draw is
// an object with one key that says how, as in an experiment.

extension Distribution: Codable {
  enum CodingKeys: String, CodingKey {
    case constant, uniform, exponential, quantiles
  }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let value = try container.decodeIfPresent(SimulationDuration.self, forKey: .constant) {
      self = .constant(value)
    } else if let mean = try container.decodeIfPresent(
      SimulationDuration.self, forKey: .exponential)
    {
      self = .exponential(mean: mean)
    } else if let ends = try container.decodeIfPresent(
      [SimulationDuration].self, forKey: .uniform), ends.count == 2
    {
      self = .uniform(from: ends[0], to: ends[1])
    } else {
      self = .quantiles(try container.decode([Quantile].self, forKey: .quantiles))
    }
  }

  /// Writes the value in the form of run records.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .constant(let value): try container.encode(value, forKey: .constant)
    case .uniform(let from, let to): try container.encode([from, to], forKey: .uniform)
    case .exponential(let mean): try container.encode(mean, forKey: .exponential)
    case .quantiles(let points): try container.encode(points, forKey: .quantiles)
    }
  }
}

extension ClientPlan.Traffic: Codable {
  enum CodingKeys: String, CodingKey {
    case loop, open, rounds
  }

  struct Loop: Codable {
    var pause: Distribution
    var reuseConnection: Bool
  }

  struct Open: Codable {
    var requestsPer1000Seconds: Int64
    var poisson: Bool
  }

  struct Rounds: Codable {
    var count: Int
    var every: SimulationDuration
    var concurrent: Int
  }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let loop = try container.decodeIfPresent(Loop.self, forKey: .loop) {
      self = .loop(pause: loop.pause, reuseConnection: loop.reuseConnection)
    } else if let open = try container.decodeIfPresent(Open.self, forKey: .open) {
      self = .open(requestsPer1000Seconds: open.requestsPer1000Seconds, poisson: open.poisson)
    } else {
      let rounds = try container.decode(Rounds.self, forKey: .rounds)
      self = .rounds(count: rounds.count, every: rounds.every, concurrent: rounds.concurrent)
    }
  }

  /// Writes the value in the form of run records.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .loop(let pause, let reuseConnection):
      try container.encode(Loop(pause: pause, reuseConnection: reuseConnection), forKey: .loop)
    case .open(let rate, let poisson):
      try container.encode(Open(requestsPer1000Seconds: rate, poisson: poisson), forKey: .open)
    case .rounds(let count, let every, let concurrent):
      try container.encode(
        Rounds(count: count, every: every, concurrent: concurrent), forKey: .rounds)
    }
  }
}

extension NetworkModel: Codable {
  enum CodingKeys: String, CodingKey {
    case roundTrip, proxyTime
  }

  /// Reads what ``encode(to:)`` writes; records of before proxies took time have no `proxyTime`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    roundTrip = try container.decode(Distribution.self, forKey: .roundTrip)
    proxyTime =
      try container.decodeIfPresent(Distribution.self, forKey: .proxyTime) ?? .constant(.zero)
  }

  /// Writes the value in the form of run records.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(roundTrip, forKey: .roundTrip)
    try container.encode(proxyTime, forKey: .proxyTime)
  }
}
