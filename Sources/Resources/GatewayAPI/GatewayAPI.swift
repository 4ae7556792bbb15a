/// Kubernetes' Gateway API (gateway.networking.k8s.io, v1.5 of its definitions), with the defaults
/// of its schema filled in.
///
/// A namespace for the kinds, because Istio's own API has kinds and fields of the same names.
public enum GatewayAPI {
  /// The API group of all its kinds.
  public static let group = "gateway.networking.k8s.io"

  /// Everything of Gateway API, kind by kind, in the order it was read.
  public struct Objects: Hashable, Sendable {
    /// All GatewayClasses.
    public var gatewayClasses: [GatewayClass] = []
    /// All Gateways of Gateway API.
    public var gateways: [Gateway] = []
    /// All HTTPRoutes.
    public var httpRoutes: [HTTPRoute] = []
    /// All GRPCRoutes.
    public var grpcRoutes: [GRPCRoute] = []
    /// All TCPRoutes.
    public var tcpRoutes: [TCPRoute] = []
    /// All TLSRoutes.
    public var tlsRoutes: [TLSRoute] = []
    /// All ReferenceGrants.
    public var referenceGrants: [ReferenceGrant] = []

    /// No field is written.
    public init() {}

    /// Whether there is nothing of Gateway API.
    public var isEmpty: Bool {
      gatewayClasses.isEmpty && gateways.isEmpty && httpRoutes.isEmpty && grpcRoutes.isEmpty
        && tcpRoutes.isEmpty && tlsRoutes.isEmpty && referenceGrants.isEmpty
    }
  }

  /// A GatewayClass: which controller takes care of the Gateways of a class.
  public struct GatewayClass: Resource {
    /// Name, namespace and places.
    public var metadata = ResourceMetadata()
    /// Who takes care of the class, such as `istio.io/gateway-controller`.
    public var controllerName = ""

    /// No field is written.
    public init() {}
  }

  /// A ReferenceGrant: who may refer to what in its namespace.
  public struct ReferenceGrant: Resource {
    /// Who may refer.
    public struct From: Hashable, Sendable {
      /// The API group.
      public var group = ""
      /// The kind in its group.
      public var kind = ""
      /// The namespace.
      public var namespace = ""

      /// No field is written.
      public init() {}
    }

    /// To what.
    public struct To: Hashable, Sendable {
      /// The API group.
      public var group = ""
      /// The kind in its group.
      public var kind = ""
      /// `nil` stands for all of the kind.
      public var name: String?

      /// No field is written.
      public init() {}
    }

    /// Name, namespace and places.
    public var metadata = ResourceMetadata()
    /// Who may refer.
    public var from: [From] = []
    /// To what.
    public var to: [To] = []

    /// No field is written.
    public init() {}
  }
}
