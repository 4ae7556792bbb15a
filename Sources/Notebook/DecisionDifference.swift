public import Diagnostics
public import Simulator

/// The first decision in which two histories of the same traffic part.
public struct DecisionDifference: Hashable, Sendable, Codable {
  /// The client whose request it is.
  public var client: String
  /// The request's number within its client, counted from 0.
  public var request: Int
  /// `POD.NAMESPACE` of the proxy that decided; empty where no proxy did.
  public var proxy: String
  /// What was decided on each side, in words.
  public var before: String
  /// What the second did instead.
  public var after: String
  /// Where the decision is written: the later side's, else the earlier side's.
  public var origin: Origin?
}

extension DecisionDifference {
  /// - Returns: `nil` where every request ended alike on both sides.
  public init?(from before: History, to after: History) {
    let pairs = zip(before.requests, after.requests)
    let parting = pairs.first { first, second in
      first.client != second.client || first.number != second.number
        || before.outcomes[first.outcome] != after.outcomes[second.outcome]
    }
    guard let (first, second) = parting else {
      guard let difference = Self(lengthOf: before, after) else { return nil }
      self = difference
      return
    }
    client = before.clients[first.client]
    request = first.number
    let steps = before.steps(to: first)
    let otherSteps = after.steps(to: second)
    let index =
      zip(steps, otherSteps).enumerated().first { $1.0.text != $1.1.text }?.offset
      ?? min(steps.count, otherSteps.count)
    let step = index < steps.count ? steps[index] : nil
    let otherStep = index < otherSteps.count ? otherSteps[index] : nil
    proxy = otherStep?.proxy ?? step?.proxy ?? ""
    self.before = step?.text ?? Wording.describe(before.outcomes[first.outcome])
    self.after = otherStep?.text ?? Wording.describe(after.outcomes[second.outcome])
    origin = otherStep?.origin ?? step?.origin
  }

  /// The same requests up to a point, after which one side has more.
  private init?(lengthOf before: History, _ after: History) {
    guard before.requests.count != after.requests.count else { return nil }
    let count = min(before.requests.count, after.requests.count)
    let longer = before.requests.count > count ? before : after
    client = longer.clients[longer.requests[count].client]
    request = longer.requests[count].number
    proxy = ""
    self.before = "\(before.requests.count) requests"
    self.after = "\(after.requests.count) requests"
    origin = nil
  }
}

extension History {
  /// The decisions on the way of a request, from the trace of the first one that ended alike.
  fileprivate func steps(to request: RequestRecord) -> [DecisionStep] {
    let outcome = outcomes[request.outcome]
    let end = DecisionStep(proxy: "", text: Wording.describe(outcome), origin: outcome.origin)
    return (trace(of: request).map { DecisionStep.steps(of: $0) } ?? []) + [end]
  }
}
