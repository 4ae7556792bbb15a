public import Diagnostics
public import ProxyConfig

/// Something of the input that can change an outcome and is not modelled.
public struct UnmodelledPart: Hashable, Sendable {
  /// What it is, and where.
  public var diagnostic: Diagnostic
  /// Whose requests it can touch; `nil` for everybody's.
  public var reach: RequestPath?

  /// Whether a proxy tells by each request whether it touches it: policies that another service
  /// decides.
  public var isToldByRequests = false

  /// Whether it can touch a request that takes a path.
  public func touches(_ path: RequestPath) -> Bool {
    guard let reach else { return true }
    return (isToldByRequests ? reach.without(path.unasked) : reach).meets(path)
  }
}

extension Compilation {
  /// What was found that concerns a question.
  ///
  /// `path`: the pods that the question is about; `nil` is all of them.
  public func diagnostics(on path: RequestPath?) -> [Diagnostic] {
    let parts = path.map { path in unmodelled.filter { $0.touches(path) } } ?? unmodelled
    return parts.map(\.diagnostic) + contests.map { $0.diagnostic(.warning) } + diagnostics
  }
}
