/// An Istio AuthorizationPolicy (istio/api security/v1beta1/authorization_policy.proto, 1.30).
public struct AuthorizationPolicy: Resource {
  /// What happens to a request that a rule matches.
  public enum Action: Hashable, Sendable {
    /// The request may pass; without a match of any such policy it may not.
    case allow
    /// The request is refused.
    case deny
    /// The request is noted, no more.
    case audit
    /// A provider of MeshConfig's `extensionProviders` is asked.
    case custom
  }

  /// All given parts of a rule must hold; an empty list of a part holds always.
  public struct Rule: Hashable, Sendable {
    /// One of them must hold.
    public var from: [Source] = []
    /// One of them must hold.
    public var to: [Operation] = []
    /// All must hold.
    public var when: [Condition] = []

    /// No field is written.
    public init() {}
  }

  /// Who calls; all given lists must hold, of each list one value.
  public struct Source: Hashable, Sendable {
    /// Identities of the caller's certificate; `*` at either end stands for anything.
    public var principals: [String] = []
    /// Identities that do not match.
    public var notPrincipals: [String] = []
    /// `ISSUER/SUBJECT` of the token.
    public var requestPrincipals: [String] = []
    /// Tokens that do not match.
    public var notRequestPrincipals: [String] = []
    /// Namespaces of the caller's identity.
    public var namespaces: [String] = []
    /// Namespaces that do not match.
    public var notNamespaces: [String] = []
    /// `NAMESPACE/NAME`, or a name of the policy's own namespace (from 1.27).
    public var serviceAccounts: [String] = []
    /// Service accounts that do not match.
    public var notServiceAccounts: [String] = []
    /// Addresses or ranges from which the connection comes.
    public var ipBlocks: [String] = []
    /// Addresses that do not match.
    public var notIpBlocks: [String] = []
    /// Addresses or ranges of the original client, by `X-Forwarded-For`.
    public var remoteIpBlocks: [String] = []
    /// Original clients that do not match.
    public var notRemoteIpBlocks: [String] = []
    /// Trust domains of the caller's identity.
    public var trustDomains: [String] = []
    /// Trust domains that do not match.
    public var notTrustDomains: [String] = []

    /// No field is written.
    public init() {}
  }

  /// What is asked for; all given lists must hold, of each list one value.
  public struct Operation: Hashable, Sendable {
    /// Hosts of the request.
    public var hosts: [String] = []
    /// Hosts that do not match.
    public var notHosts: [String] = []
    /// Ports of the workload, as texts.
    public var ports: [String] = []
    /// Ports that do not match.
    public var notPorts: [String] = []
    /// HTTP methods.
    public var methods: [String] = []
    /// Methods that do not match.
    public var notMethods: [String] = []
    /// Paths, with `*` at either end or a template.
    public var paths: [String] = []
    /// Paths that do not match.
    public var notPaths: [String] = []

    /// No field is written.
    public init() {}
  }

  /// A further condition on an attribute, such as `request.headers[x]`.
  public struct Condition: Hashable, Sendable {
    /// The attribute.
    public var key = ""
    /// One of them must match.
    public var values: [String] = []
    /// None of them may match.
    public var notValues: [String] = []

    /// No field is written.
    public init() {}
  }

  /// Its names, labels and annotations, and where its fields are written.
  public var metadata = ResourceMetadata()
  /// `selector.matchLabels`; `nil` where no selector is given.
  public var selector: [String: String]?
  /// `targetRef` and `targetRefs`.
  public var targets: [PolicyTargetReference] = []
  /// What happens to a request that a rule matches.
  public var action = Action.allow
  /// `provider.name`, for action CUSTOM; empty where it has no name, `nil` where none is given.
  public var provider: String?
  /// A request matches where one of them does; without any none matches.
  public var rules: [Rule] = []

  /// No field is written.
  public init() {}
}

/// What a policy is attached to (istio/api type/v1beta1/selector.proto, 1.30).
public struct PolicyTargetReference: Hashable, Sendable {
  /// The API group; empty is Kubernetes' core.
  public var group = ""
  /// The kind of object.
  public var kind = ""
  /// The name of the object.
  public var name = ""
  /// The namespace; empty or `nil` is the referring object's own.
  public var namespace = ""
  /// Whether it stands in the list `targetRefs`, which is younger than `targetRef`.
  public var isListed = false

  /// No field is written.
  public init() {}
}
