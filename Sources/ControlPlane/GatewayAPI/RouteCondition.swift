public import Diagnostics
public import Resources

/// A condition of a route's status for one parent, in Gateway API's own words: what
/// `kubectl get httproute -o yaml` shows under `status.parents[].conditions`.
public struct RouteCondition: Hashable, Sendable {
  /// What a condition is about.
  public enum Kind: String, Hashable, Sendable {
    /// Whether the parent takes the route.
    case accepted = "Accepted"
    /// Whether what it refers to is there.
    case resolvedRefs = "ResolvedRefs"
  }

  /// What the condition is about.
  public var kind: Kind
  /// Whether all is well.
  public var isTrue: Bool
  /// Such as `NotAllowedByListeners` or `BackendNotFound`.
  public var reason: String
  /// In istiod's words.
  public var message: String
  /// Where what it complains of is written.
  public var path: FieldPath
}

/// What becomes of a route at one of its parents.
public struct RouteParentStatus: Hashable, Sendable {
  /// The route's object.
  public var route: ResourceMetadata
  /// Its position in `spec.parentRefs`.
  public var position: Int
  /// The reference, as written.
  public var parent: GatewayAPI.ParentReference
  /// `Accepted`, then `ResolvedRefs`.
  public var conditions: [RouteCondition]
}

/// Why istiod cannot convert a route, or a part of it
/// (pilot/pkg/config/kube/gateway/conditions.go@1.30.3, `ConfigError`).
struct RouteError: Hashable {
  /// Gateway API's reasons, and Istio's own.
  enum Reason: String, Hashable {
    /// A reference that makes no sense: the whole route falls away.
    case invalidDestination = "InvalidDestination"
    /// No ReferenceGrant allows it.
    case refNotPermitted = "RefNotPermitted"
    /// A kind of backend that Istio does not know.
    case invalidKind = "InvalidKind"
    /// There is no such Service.
    case backendNotFound = "BackendNotFound"
    /// A filter that Istio does not have.
    case invalidFilter = "InvalidFilter"
  }

  /// In Gateway API's words.
  var reason: Reason
  /// In istiod's words.
  var message: String
  /// Where it is written.
  var path: FieldPath
}

/// Why a route is not attached to a parent (`ParentError`).
struct ParentError: Hashable {
  /// The most severe last.
  enum Reason: String, Hashable {
    /// No listener of that name or port.
    case noMatchingParent = "NoMatchingParent"
    /// No host in common.
    case noMatchingListenerHostname = "NoMatchingListenerHostname"
    /// `allowedRoutes` does not name the namespace or the kind.
    case notAllowedByListeners = "NotAllowedByListeners"

    /// Of several listeners' reasons the one of the lowest rank is told.
    var rank: Int {
      switch self {
      case .notAllowedByListeners: 1
      case .noMatchingListenerHostname: 2
      case .noMatchingParent: 4
      }
    }
  }

  /// In Gateway API's words.
  var reason: Reason
  /// In istiod's words.
  var message: String
}
