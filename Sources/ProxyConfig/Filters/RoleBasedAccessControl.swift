public import Diagnostics

/// Who may do what (envoy.extensions.filters.http.rbac.v3.RBAC, and the same for TCP).
public struct RoleBasedAccessControl: Hashable, Sendable, Codable {
  /// What decides; absent lets everything pass.
  public var rules: Rules?
  /// What is only counted.
  public var shadowRules: Rules?
  /// The prefix of the counters of ``shadowRules``.
  public var shadowRulesStatPrefix: String?
  /// The prefix of all counters; of TCP only.
  public var statPrefix: String?

  /// Every field is absent, as in an empty message.
  public init() {}

  /// Policies and what they mean together (envoy.config.rbac.v3.RBAC).
  public struct Rules: Hashable, Sendable {
    /// What becomes of what a policy matches.
    public enum Action: ProtobufWord {
      /// What matches passes and the rest is refused; or the other way round; or all passes and
      /// what matches is marked.
      case allow, deny, log
      /// A word that labbook does not know.
      case other(String)

      /// In the order of their numbers.
      public static let known: [Action] = [.allow, .deny, .log]

      /// As protobuf writes it.
      public var word: String {
        switch self {
        case .allow: "ALLOW"
        case .deny: "DENY"
        case .log: "LOG"
        case .other(let word): word
        }
      }
    }

    /// Absent is `ALLOW`.
    public var action: Action?
    /// Sorted by name, which is the order in which Envoy tries them.
    public private(set) var policies: [Policy]

    /// The value of these parts.
    public init(action: Action?, policies: [Policy]) {
      self.action = action
      self.policies = policies.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
  }

  /// It matches where one of its permissions and one of its principals does
  /// (envoy.config.rbac.v3.Policy).
  public struct Policy: Hashable, Sendable {
    /// Such as `ns[default]-policy[allow-get]-rule[0]`.
    public var name: String
    /// What is asked for.
    public var permissions: [Permission]
    /// Who asks.
    public var principals: [Principal]
    /// The rule behind it; not part of the message.
    public var origin: Origin?

    /// The value of these parts.
    public init(name: String, permissions: [Permission], principals: [Principal]) {
      self.name = name
      self.permissions = permissions
      self.principals = principals
    }
  }
}

extension RoleBasedAccessControl.Rules: Codable {
  private enum CodingKeys: String, CodingKey {
    case action, policies
  }

  private struct Body: Codable {
    var permissions: [Permission]
    var principals: [Principal]
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let named = try fields.decodeIfPresent([String: Body].self, forKey: .policies) ?? [:]
    self.init(
      action: try fields.decodeIfPresent(Action.self, forKey: .action),
      policies: named.map {
        RoleBasedAccessControl.Policy(
          name: $0.key, permissions: $0.value.permissions, principals: $0.value.principals)
      })
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(action, forKey: .action)
    guard !policies.isEmpty else { return }
    let named = policies.map {
      ($0.name, Body(permissions: $0.permissions, principals: $0.principals))
    }
    try fields.encode(
      Dictionary(named, uniquingKeysWith: { first, _ in first }), forKey: .policies)
  }
}
