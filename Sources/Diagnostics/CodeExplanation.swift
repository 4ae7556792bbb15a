/// What `labbook explain` says of a code.
public struct CodeExplanation: Hashable, Sendable {
  /// A request that meets the finding.
  public struct Request: Hashable, Sendable {
    /// What is called.
    public var url: String
    /// The pod that calls, as `POD.NAMESPACE`.
    public var client: String
    /// The method.
    public var method: String

    /// A request with `curl`.
    public init(_ url: String, from client: String = "caller.shop", method: String = "GET") {
      self.url = url
      self.client = client
      self.method = method
    }
  }

  /// The code.
  public var code: DiagnosticCode
  /// The codes by which `istioctl analyze` says the same; empty where it does not.
  public var istioCodes: [String]
  /// What it is called, in a few words.
  public var title: String
  /// What it means, in sentences.
  public var meaning: String
  /// What to do about it, in sentences; empty where there is nothing to do.
  public var fix: String
  /// Where Istio, Envoy or labbook says so.
  public var source: String
  /// Manifests that produce it, beside the mesh of all examples; empty where none is given.
  public var example: String
  /// The request that meets it, where it is met by asking.
  public var request: Request?

  /// The value of these parts.
  public init(
    _ code: DiagnosticCode, istioCodes: [String] = [], title: String, meaning: String,
    fix: String = "", source: String, example: String = "", request: Request? = nil
  ) {
    self.code = code
    self.istioCodes = istioCodes
    self.title = title
    self.meaning = meaning
    self.fix = fix
    self.source = source
    self.example = example
    self.request = request
  }

  /// The mesh around every example: namespaces `shop`, `other` and `config`, a Service `web` of
  /// `shop` with two pods, and a pod `caller` in `shop` and in `other`.
  public static let exampleBase = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: config}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shop}
    spec: {selector: {app: web}, ports: [{name: http, port: 8080}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: v1, namespace: shop, labels: {app: web, version: v1}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: v2, namespace: shop, labels: {app: web, version: v2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: caller, namespace: shop, labels: {app: caller}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: caller, namespace: other, labels: {app: caller}}}
    """
}
