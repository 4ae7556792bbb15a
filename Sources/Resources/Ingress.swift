/// A Kubernetes Ingress (k8s.io/api networking/v1), as far as istiod reads it.
public struct Ingress: Resource {
  /// Its name, namespace, annotations, place and age.
  public var metadata = ResourceMetadata()
  /// `ingressClassName`; `nil` where none is given.
  public var className: String?
  /// Whether a `defaultBackend` is given.
  public var hasDefaultBackend = false
  /// Certificates, in the order written.
  public var tls: [TLS] = []
  /// Paths by host, in the order written.
  public var rules: [Rule] = []
  /// No field is written.
  public init() {}

  /// The certificate of some hosts.
  public struct TLS: Hashable, Sendable {
    /// None stand for every host.
    public var hosts: [String] = []
    /// The Secret with the certificate; empty for none.
    public var secretName = ""
    /// No field is written.
    public init() {}
  }

  /// The paths of a host.
  public struct Rule: Hashable, Sendable {
    /// Empty is every host.
    public var host = ""
    /// `nil` where the rule has no `http`.
    public var paths: [Path]?
    /// No field is written.
    public init() {}
  }

  /// Where requests of a path go.
  public struct Path: Hashable, Sendable {
    /// As written; empty for none.
    public var path = ""
    /// `Exact`, `Prefix` or `ImplementationSpecific`; `nil` where none is given.
    public var type: String?
    /// `nil` where the backend is no Service.
    public var backend: Backend?
    /// No field is written.
    public init() {}
  }

  /// A Service and its port.
  public struct Backend: Hashable, Sendable {
    /// The Service's name, in the Ingress's namespace.
    public var service = ""
    /// The port's number; 0 where it goes by its name.
    public var portNumber: UInt32 = 0
    /// The port's name; empty where it goes by its number.
    public var portName = ""
    /// No field is written.
    public init() {}
  }
}

/// A class of Ingresses: who takes care of them.
public struct IngressClass: Resource {
  /// Its name, annotations and place.
  public var metadata = ResourceMetadata()
  /// Such as `istio.io/ingress-controller`.
  public var controller = ""
  /// No field is written.
  public init() {}

  /// Whether an Ingress that names no class is given this one.
  public var isDefault: Bool {
    metadata.annotations["ingressclass.kubernetes.io/is-default-class"] == "true"
  }
}
