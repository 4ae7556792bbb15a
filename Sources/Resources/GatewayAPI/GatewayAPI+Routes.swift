extension GatewayAPI {
  /// What a route attaches to: a Gateway by default, else a Service or a ServiceEntry.
  public struct ParentReference: Hashable, Sendable {
    /// The API group.
    public var group = GatewayAPI.group
    /// The kind in its group.
    public var kind = "Gateway"
    /// `nil`: the route's own.
    public var namespace: String?
    /// The name, as written.
    public var name = ""
    /// The listener alone that is meant; `nil`: all.
    public var sectionName: String?
    /// The port's number, from 1 to 65535.
    public var port: Int?

    /// No field is written.
    public init() {}
  }

  /// What a route sends to: a Service by default.
  public struct BackendReference: Hashable, Sendable {
    /// The API group.
    public var group = ""
    /// The kind in its group.
    public var kind = "Service"
    /// The name, as written.
    public var name = ""
    /// `nil`: the route's own.
    public var namespace: String?
    /// The port's number, from 1 to 65535.
    public var port: Int?
    /// From 0 to 1,000,000.
    public var weight: Int32 = 1
    /// What happens to requests to this backend alone.
    public var filters: [Filter] = []

    /// No field is written.
    public init() {}
  }

  /// An HTTPRoute.
  public struct HTTPRoute: Resource {
    /// Name, namespace and places.
    public var metadata = ResourceMetadata()
    /// `parentRefs`, in the order written.
    public var parents: [ParentReference] = []
    /// The hosts; empty stands for all.
    public var hostnames: [String] = []
    /// The rules, in the order written.
    public var rules: [HTTPRule] = []

    /// No field is written.
    public init() {}
  }

  /// A GRPCRoute.
  public struct GRPCRoute: Resource {
    /// Name, namespace and places.
    public var metadata = ResourceMetadata()
    /// `parentRefs`, in the order written.
    public var parents: [ParentReference] = []
    /// The hosts; empty stands for all.
    public var hostnames: [String] = []
    /// The rules, in the order written.
    public var rules: [GRPCRule] = []

    /// No field is written.
    public init() {}
  }

  /// A TCPRoute.
  public struct TCPRoute: Resource {
    /// Name, namespace and places.
    public var metadata = ResourceMetadata()
    /// `parentRefs`, in the order written.
    public var parents: [ParentReference] = []
    /// The rules, in the order written.
    public var rules: [ConnectionRule] = []

    /// No field is written.
    public init() {}
  }

  /// A TLSRoute.
  public struct TLSRoute: Resource {
    /// Name, namespace and places.
    public var metadata = ResourceMetadata()
    /// `parentRefs`, in the order written.
    public var parents: [ParentReference] = []
    /// The hosts; empty stands for all.
    public var hostnames: [String] = []
    /// The rules, in the order written.
    public var rules: [ConnectionRule] = []

    /// No field is written.
    public init() {}
  }

  /// A rule of a TCPRoute or a TLSRoute.
  public struct ConnectionRule: Hashable, Sendable {
    /// The name, as written.
    public var name: String?
    /// `backendRefs`, in the order written.
    public var backends: [BackendReference] = []

    /// No field is written.
    public init() {}
  }

  /// How a text is compared.
  public enum TextMatch: Hashable, Sendable {
    /// The same text.
    case exact(String)
    /// RE2's syntax.
    case regularExpression(String)
  }

  /// A header or a query parameter with the condition on its value.
  public struct NamedMatch: Hashable, Sendable {
    /// The name, as written.
    public var name: String
    /// The value, as written.
    public var value: TextMatch

    /// The value of these parts.
    public init(name: String, value: TextMatch) {
      self.name = name
      self.value = value
    }
  }

  /// A rule of an HTTPRoute.
  public struct HTTPRule: Hashable, Sendable {
    /// The name, as written.
    public var name: String?
    /// Alternatives: one suffices.
    public var matches: [HTTPMatch] = []
    /// What happens to requests and responses.
    public var filters: [Filter] = []
    /// `backendRefs`, in the order written.
    public var backends: [BackendReference] = []
    /// The longest times.
    public var timeouts: Timeouts?
    /// How often it is tried again.
    public var retry: Retry?
    /// Whether requests of one client are to stay with one backend.
    public var hasSessionPersistence = false

    /// No field is written.
    public init() {}
  }

  /// Conditions of a rule of an HTTPRoute; all must hold.
  public struct HTTPMatch: Hashable, Sendable {
    /// How the path is compared.
    public enum Path: Hashable, Sendable {
      /// The same text.
      case exact(String)
      /// Whole segments.
      case prefix(String)
      /// RE2's syntax.
      case regularExpression(String)
    }

    /// The path; by default all.
    public var path = Path.prefix("/")
    /// Conditions on headers.
    public var headers: [NamedMatch] = []
    /// Conditions on query parameters.
    public var queryParameters: [NamedMatch] = []
    /// The method.
    public var method: String?

    /// No field is written.
    public init() {}
  }

  /// The longest times; zero is none.
  public struct Timeouts: Hashable, Sendable {
    /// From the first byte of the request to the last of the answer.
    public var request: Duration?
    /// For one attempt.
    public var backendRequest: Duration?

    /// No field is written.
    public init() {}
  }

  /// How often and on which answers a request is tried again.
  public struct Retry: Hashable, Sendable {
    /// Answers that are tried again, from 400 to 599.
    public var codes: [Int] = []
    /// How often it is tried again.
    public var attempts: Int32?
    /// The least pause between attempts.
    public var backoff: Duration?

    /// No field is written.
    public init() {}
  }

  /// A rule of a GRPCRoute.
  public struct GRPCRule: Hashable, Sendable {
    /// The name, as written.
    public var name: String?
    /// Alternatives: one suffices.
    public var matches: [GRPCMatch] = []
    /// What happens to requests and responses.
    public var filters: [Filter] = []
    /// `backendRefs`, in the order written.
    public var backends: [BackendReference] = []
    /// Whether requests of one client are to stay with one backend.
    public var hasSessionPersistence = false

    /// No field is written.
    public init() {}
  }

  /// Conditions of a rule of a GRPCRoute; all must hold.
  public struct GRPCMatch: Hashable, Sendable {
    /// A service, a method, or both.
    public struct Method: Hashable, Sendable {
      /// Whether ``service`` and ``method`` are regular expressions.
      public var isRegularExpression = false
      /// The gRPC service.
      public var service: String?
      /// The method.
      public var method: String?

      /// No field is written.
      public init() {}
    }

    /// The method.
    public var method: Method?
    /// Conditions on headers.
    public var headers: [NamedMatch] = []

    /// No field is written.
    public init() {}
  }
}
