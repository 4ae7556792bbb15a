public import Diagnostics

/// One test of what routes do with requests, as two tools' files have them.
public struct RouteTest: Hashable, Sendable {
  /// A name and a value.
  public struct Header: Hashable, Sendable {
    /// As sent.
    public var name: String
    /// As sent.
    public var value: String
  }

  /// A request.
  public struct Request: Hashable, Sendable {
    /// The Host header or `:authority`.
    public var authority: String
    /// Such as `GET`.
    public var method: String
    /// With its query.
    public var path: String
    /// In order.
    public var headers: [Header]
    /// Whether it came over TLS.
    public var isTLS = false
    /// The random number of Envoy's router check tool, which chooses among weighted clusters.
    public var draw: UInt64 = 0
  }

  /// What a rule is expected to hold, by the name of its field, such as `route`.
  public struct Expected: Hashable, Sendable {
    /// The field of the rule.
    public var field: String
    /// The value as written.
    public var places: FieldPlaces
  }

  /// What Envoy's router check tool expects of a header.
  public struct HeaderExpectation: Hashable, Sendable {
    /// How the value is compared.
    public enum Comparison: Hashable, Sendable {
      /// The whole value, its beginning, its end, a part of it, or a pattern for the whole of it.
      case exact(String), prefix(String), suffix(String), contains(String), regex(String)
      /// Whether it is there.
      case present(Bool)
    }

    /// The header's name.
    public var name: String
    /// How its value is compared.
    public var comparison: Comparison
    /// Whether the comparison is turned round.
    public var inverts: Bool
  }

  /// What is held against the answer.
  public enum Check: Hashable, Sendable {
    /// istio-config-validator: the fields of the rule that takes the request; whether they are to
    /// be as written, or not.
    case rule([Expected], isWanted: Bool)
    /// Envoy's router check tool: what the router decides, by the name of its check.
    case router([String: String], request: [HeaderExpectation], response: [HeaderExpectation])
  }

  /// What the test is about.
  public var name: String
  /// Where it is written.
  public var location: SourceLocation
  /// Each is held against the check.
  public var requests: [Request]
  /// What is expected.
  public var check: Check
}
