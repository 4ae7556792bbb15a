extension GatewayAPI {
  /// A Gateway: listeners to which routes attach.
  public struct Gateway: Resource {
    /// Name, namespace and places.
    public var metadata = ResourceMetadata()
    /// The class, which names the controller.
    public var gatewayClassName = ""
    /// Ports with protocols, in the order written.
    public var listeners: [Listener] = []
    /// Where the Gateway is to be reached; empty: where the controller likes.
    public var addresses: [Address] = []
    /// `spec.infrastructure.labels`.
    public var infrastructureLabels: [String: String] = [:]
    /// `spec.infrastructure.annotations`.
    public var infrastructureAnnotations: [String: String] = [:]
    /// Whether `spec.tls` asks clients for certificates or sets those of backends.
    public var hasTLSSettings = false

    /// No field is written.
    public init() {}

    /// Where the Gateway is to be reached.
    public struct Address: Hashable, Sendable {
      /// `IPAddress`, `Hostname`, `NamedAddress` or a name of somebody's own.
      public var type = "IPAddress"
      /// The value, as written.
      public var value = ""

      /// No field is written.
      public init() {}
    }

    /// A port with a protocol, and perhaps a host name.
    public struct Listener: Hashable, Sendable {
      /// The name, as written.
      public var name = ""
      /// `nil` stands for all.
      public var hostname: String?
      /// The port's number, from 1 to 65535.
      public var port = 0
      /// `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP` or a name of somebody's own, such as `HBONE`.
      public var `protocol` = ""
      /// What is done with TLS; `nil` where nothing is said.
      public var tls: TLS?
      /// Which routes may attach.
      public var allowedRoutes = AllowedRoutes()

      /// No field is written.
      public init() {}
    }

    /// What a listener does with TLS.
    public struct TLS: Hashable, Sendable {
      /// `Terminate` or `Passthrough`.
      public var mode = "Terminate"
      /// `certificateRefs`.
      public var certificates: [Certificate] = []
      /// Settings of a controller's own.
      public var options: [String: String] = [:]

      /// No field is written.
      public init() {}
    }

    /// A reference to a certificate, by default a Secret.
    public struct Certificate: Hashable, Sendable {
      /// The API group.
      public var group = ""
      /// The kind in its group.
      public var kind = "Secret"
      /// The name, as written.
      public var name = ""
      /// The namespace.
      public var namespace: String?

      /// No field is written.
      public init() {}
    }

    /// Which routes may attach.
    public struct AllowedRoutes: Hashable, Sendable {
      /// The namespaces from which routes may attach.
      public enum Namespaces: Hashable, Sendable {
        /// The Gateway's own.
        case same
        /// Every namespace.
        case all
        /// `nil` where the selector is missing.
        case selector(LabelSelector?)
      }

      /// From which namespaces.
      public var namespaces = Namespaces.same
      /// Empty: those that the listener's protocol carries.
      public var kinds: [RouteKind] = []

      /// No field is written.
      public init() {}
    }

    /// A kind of route.
    public struct RouteKind: Hashable, Sendable {
      /// The API group.
      public var group = GatewayAPI.group
      /// The kind in its group.
      public var kind = ""

      /// No field is written.
      public init() {}
    }
  }
}
