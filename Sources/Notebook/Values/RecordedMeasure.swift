internal import Simulator

/// What may be asked of recorded runs as one number.
public enum RecordedMeasure: String, Hashable, Sendable, CaseIterable {
  /// Of a client's requests, the share with some properties.
  case share
  /// How many requests of one run had them.
  case count
  /// How many requests a client made in one run.
  case requests
  /// Attempts that the caller's proxy made for each request.
  case attempts
}

extension RuleVersionResult {
  /// A number of the runs: its mean over them, and how sure it is.
  public struct Value: Hashable, Sendable {
    /// The mean over the runs.
    public var mean: Double
    /// Half of the two-sided 99 % interval; 0 where nothing was left to chance, and infinite where
    /// there is one run of chance alone.
    public var halfWidth: Double
    /// How many runs it was taken from.
    public var runs: Int
  }

  /// A measure of the requests that a filter names, over all runs.
  ///
  /// - `filter`: its interval is not looked at, for records keep no instants of all runs.
  /// - Returns: `nil` where there was no request to take it from, or where a run met a limit.
  public func value(of measure: RecordedMeasure, _ filter: RequestFilter) -> Value? {
    guard truncation == nil else { return nil }
    let population = counts(of: filter.population)
    let counts = self.counts(of: filter)
    let values: [Double]
    switch measure {
    case .share:
      values = zip(counts.requests, population.requests).compactMap { part, whole in
        whole > 0 ? Double(part) / Double(whole) : nil
      }
    case .count: values = counts.requests.map { Double($0) }
    case .requests: values = population.requests.map { Double($0) }
    case .attempts:
      values = zip(counts.attempts, counts.requests).compactMap { attempts, requests in
        requests > 0 ? Double(attempts) / Double(requests) : nil
      }
    }
    guard !values.isEmpty else { return nil }
    let estimate = Estimate(values, isRandom: consultedChance)
    return Value(mean: estimate.mean, halfWidth: estimate.halfWidth, runs: estimate.runs)
  }

  /// Requests and attempts with the filter's properties, run by run.
  private func counts(of filter: RequestFilter) -> (requests: [Int], attempts: [Int]) {
    let runCount = max(1, outcomes.lazy.map { $0.runs?.count ?? 1 }.max() ?? 1)
    var requests = Array(repeating: 0, count: runCount)
    var attempts = requests
    for outcome in outcomes {
      guard filter.client == nil || filter.client == outcome.client,
        filter.holds(for: outcome.outcome)
      else { continue }
      for (run, count) in (outcome.runs ?? [outcome.count]).enumerated() {
        requests[run] += count
        attempts[run] += count * outcome.outcome.callerAttempts
      }
    }
    return (requests, attempts)
  }
}

extension RunRecord {
  /// Names that a filter may ask for: what answered, refused or got a copy under any rule version,
  /// and what the experiment describes.
  public func knowsName(_ name: String, for field: RequestFilter.Field) -> Bool {
    let outcomes = results.lazy.flatMap(\.outcomes).map(\.outcome)
    switch field {
    case .workload:
      return names.contains { QualifiedName.matches($0, name) }
    case .refusedBy:
      return names.contains { QualifiedName.matches(proxy: $0, name) }
    case .mirroredTo:
      return outcomes.contains { outcome in
        outcome.mirroredTo.contains { QualifiedName.matches(cluster: $0, name) }
      }
    default: return true
    }
  }

  /// Pods, Deployments and hosts that the record names, sorted.
  public var names: [String] {
    var names = Set(external.map(\.host))
    for workload in workloads {
      let parts = workload.workload.split(separator: "/")
      names.insert(parts.count == 2 ? "\(parts[1]).\(parts[0])" : workload.workload)
    }
    for client in clients { names.insert(client.pod) }
    for outcome in results.lazy.flatMap(\.outcomes).map(\.outcome) {
      names.formUnion(
        [outcome.workload, outcome.workloadOwner, outcome.decidedBy].compactMap(\.self))
      names.formUnion(outcome.path.map(\.proxy))
    }
    return names.sorted()
  }
}
