/// Between what a number that is read must lie; outside it is refused at its place.
///
/// What istiod itself refuses is its admission's matter: a number of an Istio kind is held against
/// its protobuf type alone.
public struct NumberRange: Hashable, Sendable {
  /// What is counted or measured, for `labbook --limits`.
  public let name: String
  /// Both ends are allowed.
  public let range: ClosedRange<Int64>
  /// The unit; empty for none.
  public let unit: String

  private init(_ name: String, _ range: ClosedRange<Int64>, _ unit: String = "") {
    self.name = name
    self.range = range
    self.unit = unit
  }
}

extension NumberRange {
  // Kubernetes' own (k8s.io/apimachinery/pkg/util/validation, IsValidPortNum).
  /// Ports of Kubernetes kinds.
  public static let port = Self("ports of Kubernetes kinds", 1...65_535)
  /// Node ports of Services.
  public static let nodePort = Self("node ports of Services", 0...65_535)
  /// Replicas of a Deployment.
  public static let replicas = Self("replicas of a Deployment", 0...10_000, "pods")

  /// The first ordinal of a StatefulSet.
  public static let firstOrdinal = Self("first ordinal of a StatefulSet", 0...1_000_000)

  // Protobuf's, for the fields of Istio's kinds.
  /// Uint32 fields of Istio's kinds.
  public static let uint32 = Self("uint32 fields of Istio's kinds", 0...4_294_967_295)
  /// Int32 fields of Istio's kinds.
  public static let int32 = Self("int32 fields of Istio's kinds", -2_147_483_648...2_147_483_647)
  /// Uint64 fields of Istio's kinds.
  public static let uint64 = Self("uint64 fields of Istio's kinds", 0...Int64.max)
  /// Lengths of time in manifests.
  public static let duration = Self(
    "lengths of time in manifests", -Int64.max...Int64.max, "nanoseconds")

  // Gateway API's (the patterns and bounds of its definitions).
  /// StatusCode of a redirect.
  public static let redirectStatus = Self("statusCode of a redirect", 100...599)
  /// Codes of a retry.
  public static let retryCode = Self("codes of a retry", 400...599)
  /// Percents of Gateway API.
  public static let percent = Self("percents of Gateway API", 0...100, "per cent")
  /// Numerators of Gateway API.
  public static let numerator = Self("numerators of Gateway API", 0...2_147_483_647)
  /// Denominators of Gateway API.
  public static let denominator = Self("denominators of Gateway API", 1...2_147_483_647)
  /// MaxAge of Gateway API.
  public static let maxAge = Self("maxAge of Gateway API", 1...2_147_483_647, "seconds")
  /// Weights of Gateway API's backends.
  public static let backendWeight = Self("weights of Gateway API's backends", 0...1_000_000)

  // Experiments.
  /// Seed.
  public static let seed = Self("seed", 0...Int64.max)
  /// Replications.
  public static let replications = Self("replications", 1...10_000, "runs")
  /// Steps of all runs of an experiment (workLimit).
  public static let workLimit = Self(
    "steps of all runs of an experiment (workLimit)", 1...1_000_000_000, "steps")
  /// Times of an experiment.
  public static let time = Self("times of an experiment", 0...86_400_000_000_000, "nanoseconds")
  /// Rounds (n).
  public static let roundCount = Self("rounds (n)", 1...1_000_000, "rounds")
  /// Requests of a round (concurrent).
  public static let concurrentRequests = Self(
    "requests of a round (concurrent)", 1...100_000, "requests")
  /// Requests of an open client (rate).
  public static let requestRate = Self(
    "requests of an open client (rate)", 1...1_000_000_000, "requests per 1000 s")
  /// Requests that a workload serves at once.
  public static let concurrency = Self(
    "requests that a workload serves at once", 1...1_000_000, "requests")
  /// Status of a response.
  public static let responseStatus = Self("status of a response", 200...599)
  /// Status in a prediction.
  public static let filterStatus = Self("status in a prediction", 0...999)
  /// CurlExit in a prediction.
  public static let curlExit = Self("curlExit in a prediction", 0...255)
  /// Counts in a prediction.
  public static let predictedCount = Self("counts in a prediction", 0...1_000_000_000)
  /// Shares in a prediction.
  public static let share = Self("shares in a prediction", 0...1)
  /// Quantiles.
  public static let quantile = Self("quantiles", 0...1_000_000, "millionths")

  /// All of them, in the order of the table.
  public static let all = [
    port, nodePort, replicas, firstOrdinal, uint32, int32, uint64, duration, redirectStatus,
    retryCode, percent,
    numerator,
    denominator, maxAge, backendWeight, seed, replications, workLimit, time, roundCount,
    concurrentRequests,
    requestRate, concurrency, responseStatus, filterStatus,
    curlExit, predictedCount, share, quantile,
  ]
}
