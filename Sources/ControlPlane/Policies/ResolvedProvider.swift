internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// A provider of CUSTOM policies as Envoy asks it
/// (`pilot/pkg/security/authz/builder/extauthz.go`@1.30.3).
struct ResolvedProvider: Sendable {
  /// The question about requests, without the marks that bring it about.
  var http: ExternalAuthorization
  /// The question about connections; `nil` for a service that speaks HTTP.
  var network: ExternalAuthorization?

  /// - Returns: `nil` where no sound provider has the name.
  init?(named name: String, index: MeshIndex) {
    let named = index.meshConfig.authorizationProviders.filter { $0.name == name }
    guard named.count == 1, !name.isEmpty, let provider = named.first,
      !index.rules[.providersApart] || Self.isSound(name: name), provider.isSound,
      let host = Self.host(of: provider.service, index)
    else { return nil }
    let cluster = ClusterName.outbound(port: Int(provider.port), host: host).text
    http = ExternalAuthorization()
    http.failureModeAllow = provider.failsOpen ? true : nil
    http.transportApiVersion = "V3"
    http.statusOnError = Int(provider.statusOnError).map {
      ExternalAuthorization.HTTPStatus(code: UInt32(clamping: $0))
    }
    http.withRequestBody = provider.body.map { Self.body($0) }
    let timeout = provider.timeout.map { ProtoDuration($0) } ?? Self.longWait
    switch provider.transport {
    case .http(let settings):
      http.httpService = Self.service(settings, host: host, cluster: cluster, timeout)
      http.allowedHeaders = Self.headers(settings.includedHeaders)
    case .grpc:
      let service = ExternalAuthorization.GRPCService(
        envoyGrpc: .init(clusterName: cluster, authority: host), timeout: timeout)
      http.grpcService = service
      var network = ExternalAuthorization()
      network.statPrefix = "tcp."
      network.failureModeAllow = http.failureModeAllow
      network.transportApiVersion = "V3"
      network.grpcService = service
      self.network = network
    }
  }

  private static let longWait = ProtoDuration(nanoseconds: 600_000_000_000)

  /// The only service of a host, or of a namespace and a host
  /// (`pilot/pkg/model/telemetry_logging.go` LookupCluster@1.30.3).
  private static func host(of service: String, _ index: MeshIndex) -> String? {
    let parts = service.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let found = index.registry.services.filter { known in
      parts.count == 2
        ? [known.namespace, known.hostname] == parts : known.hostname == service
    }
    return Set(found.map(\.namespace)).count == 1 ? found.first?.hostname : nil
  }

  /// Since providers stand apart, their names are parts of rules' names (validateProviderName).
  private static func isSound(name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45
    }
    return isPlain && name.utf8.count <= 63 && !name.hasPrefix("-") && !name.hasSuffix("-")
  }

  private static func service(
    _ settings: AuthorizationProvider.HTTPSettings, host: String, cluster: String,
    _ timeout: ProtoDuration
  ) -> ExternalAuthorization.HTTPService {
    var service = ExternalAuthorization.HTTPService(
      serverUri: .init(uri: "http://\(host)", cluster: cluster, timeout: timeout))
    service.pathPrefix = settings.pathPrefix.isEmpty ? nil : settings.pathPrefix
    if !settings.additionalHeaders.isEmpty {
      var request = ExternalAuthorization.HTTPService.Request()
      request.headersToAdd = settings.additionalHeaders.inOrder.map {
        HeaderValueOption.HeaderValue(key: $0.key, value: $0.value)
      }
      service.authorizationRequest = request
    }
    var response = ExternalAuthorization.HTTPService.Response()
    response.allowedUpstreamHeaders = headers(settings.headersToUpstreamOnAllow)
    response.allowedClientHeaders = headers(settings.headersToDownstreamOnDeny)
    response.allowedClientHeadersOnSuccess = headers(settings.headersToDownstreamOnAllow)
    if response != ExternalAuthorization.HTTPService.Response() {
      service.authorizationResponse = response
    }
    return service
  }

  private static func body(
    _ settings: AuthorizationProvider.BodySettings
  ) -> ExternalAuthorization.BodySettings {
    var body = ExternalAuthorization.BodySettings()
    body.maxRequestBytes = settings.maxRequestBytes == 0 ? nil : settings.maxRequestBytes
    body.allowPartialMessage = settings.allowsPartialMessage ? true : nil
    body.packAsBytes = settings.packsAsBytes ? true : nil
    return body
  }

  /// Names of headers, in any case; `*` at one end stands for anything.
  private static func headers(_ names: [String]) -> ExternalAuthorization.ListMatcher? {
    guard !names.isEmpty else { return nil }
    return ExternalAuthorization.ListMatcher(
      patterns: names.map { name in
        var matcher = StringMatcher(pattern: name)
        matcher.ignoreCase = true
        return matcher
      })
  }
}

extension AuthorizationProvider {
  /// Whether istiod can make a question of it.
  fileprivate var isSound: Bool {
    guard !service.isEmpty, AddressSyntax.problem(ofPort: port) == nil else { return false }
    if !statusOnError.isEmpty {
      guard let status = Int(statusOnError), Self.knownStatus.contains(status) else {
        return false
      }
    }
    guard case .http(let settings) = transport else { return true }
    let lists = [
      settings.includedHeaders, settings.headersToUpstreamOnAllow,
      settings.headersToDownstreamOnAllow, settings.headersToDownstreamOnDeny,
    ]
    return !lists.joined().contains("*")
      && (settings.pathPrefix.isEmpty || settings.pathPrefix.hasPrefix("/"))
  }

  /// Envoy's statuses (envoy.type.v3.StatusCode).
  private static let knownStatus: Set<Int> = Set(
    [0, 100, 226, 426, 428, 429, 431, 510, 511] + Array(200...208) + Array(300...305) + [307, 308]
      + Array(400...417) + Array(421...424) + Array(500...508))
}
