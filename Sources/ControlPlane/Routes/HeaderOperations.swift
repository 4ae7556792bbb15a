internal import ProxyConfig
internal import Resources

/// What a rule or a destination does to headers (pilot/pkg/networking/core/route/route.go@1.30.3,
/// `TranslateHeadersOperations`).
struct HeaderOperations {
  /// In the order of their names.
  var requestHeadersToAdd: [HeaderValueOption] = []
  /// In the order in which they are written.
  var requestHeadersToRemove: [String] = []
  /// In the order of their names.
  var responseHeadersToAdd: [HeaderValueOption] = []
  /// In the order in which they are written.
  var responseHeadersToRemove: [String] = []
  /// `Host` or `:authority` among the headers to set or add: a rewrite of the host.
  var authority: String?

  init(_ source: Headers?) {
    guard let source else { return }
    if let request = source.request {
      requestHeadersToAdd = Self.additions(request)
      requestHeadersToRemove = request.remove.filter { !$0.isInternalHeader }
      authority = Self.authority(request.set) ?? Self.authority(request.add)
    }
    if let response = source.response {
      responseHeadersToAdd = Self.additions(response)
      responseHeadersToRemove = response.remove.filter { !$0.isInternalHeader }
    }
  }

  /// Headers to set, then headers to add, each by name.
  private static func additions(_ operations: Headers.Operations) -> [HeaderValueOption] {
    func options(
      _ headers: [String: String], _ action: HeaderValueOption.AppendAction?
    ) -> [HeaderValueOption] {
      headers.sorted { $0.key < $1.key }.filter { !$0.key.isInternalHeader }
        .map { HeaderValueOption(key: $0.key, value: $0.value, appendAction: action) }
    }
    return options(operations.set, .overwriteIfExistsOrAdd) + options(operations.add, nil)
  }

  private static func authority(_ headers: [String: String]) -> String? {
    headers.sorted { $0.key < $1.key }.last {
      $0.key.lowercased() == ":authority" || $0.key.lowercased() == "host"
    }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// Puts the operations behind those that the route has.
  func apply(to route: inout Route) {
    Self.append(requestHeadersToAdd, to: &route.requestHeadersToAdd)
    Self.append(requestHeadersToRemove, to: &route.requestHeadersToRemove)
    Self.append(responseHeadersToAdd, to: &route.responseHeadersToAdd)
    Self.append(responseHeadersToRemove, to: &route.responseHeadersToRemove)
  }

  /// Gives a weighted cluster the operations.
  func apply(to cluster: inout WeightedClusters.ClusterWeight) {
    Self.append(requestHeadersToAdd, to: &cluster.requestHeadersToAdd)
    Self.append(requestHeadersToRemove, to: &cluster.requestHeadersToRemove)
    Self.append(responseHeadersToAdd, to: &cluster.responseHeadersToAdd)
    Self.append(responseHeadersToRemove, to: &cluster.responseHeadersToRemove)
    cluster.hostRewriteLiteral = authority
  }

  private static func append<Element>(_ added: [Element], to list: inout [Element]?) {
    if !added.isEmpty { list = (list ?? []) + added }
  }
}

extension String {
  /// Whether Envoy forbids to change the header.
  fileprivate var isInternalHeader: Bool { hasPrefix(":") || lowercased() == "host" }
}
