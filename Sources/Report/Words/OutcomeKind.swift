internal import ProxyConfig
internal import Simulator

/// What sort of end a request came to, from best to worst.
enum OutcomeKind: Int, Hashable, Comparable, CaseIterable {
  /// 1xx to 3xx.
  case answered
  case clientError
  /// A 5xx that a proxy made.
  case refused
  /// A 5xx of the application.
  case serverError
  case noResponse

  init(_ outcome: Outcome) {
    guard let status = outcome.status, !outcome.hopLimitReached else {
      self = .noResponse
      return
    }
    switch status {
    case ..<400: self = .answered
    case ..<500: self = .clientError
    default: self = outcome.decidedBy == nil ? .serverError : .refused
    }
  }

  static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }

  /// The class in stylesheets.
  var style: String {
    switch self {
    case .answered: "answered"
    case .clientError: "client-error"
    case .refused: "refused"
    case .serverError: "server-error"
    case .noResponse: "no-response"
    }
  }

  /// Its sign, so that colour is never alone.
  var symbol: String {
    switch self {
    case .answered: "✓"
    case .clientError: "!"
    case .refused: "✕"
    case .serverError: "✱"
    case .noResponse: "⊘"
    }
  }

  var isSuccess: Bool { self == .answered }
}

extension Outcome {
  /// The flags of the proxy that decided, else those nearest to the client.
  var shownFlags: String { decidingFlags.isEmpty ? flags : decidingFlags }
}

extension ClusterName {
  /// The host without the cluster's domain: `helloworld-v1.default`.
  static func shortHost(_ host: String) -> String {
    for suffix in [".svc.cluster.local", ".svc"] where host.hasSuffix(suffix) {
      return String(host.dropLast(suffix.count))
    }
    return host
  }
}
