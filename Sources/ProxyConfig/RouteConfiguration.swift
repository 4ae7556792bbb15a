public import Diagnostics

/// A route table (envoy.config.route.v3.RouteConfiguration).
public struct RouteConfiguration: Hashable, Sendable, Codable {
  public var name: String
  public var virtualHosts: [VirtualHost]
  public var ignorePortInHostMatching: Bool?
  public var requestHeadersToAdd: [HeaderValueOption]?
  public var requestHeadersToRemove: [String]?
  public var internalOnlyHeaders: [String]?

  public init(name: String, virtualHosts: [VirtualHost], ignorePortInHostMatching: Bool? = nil) {
    self.name = name
    self.virtualHosts = virtualHosts
    self.ignorePortInHostMatching = ignorePortInHostMatching
  }
}

/// The routes of some domains (envoy.config.route.v3.VirtualHost).
public struct VirtualHost: Hashable, Sendable, Codable {
  public var name: String
  public var domains: [String]
  public var routes: [Route]?
  public var includeRequestAttemptCount: Bool?
  /// Absent is none.
  public var requireTls: TLSRequirement?
  public var typedPerFilterConfig: PerFilterConfig?
  /// The service or resource that the virtual host stands for; not part of the message.
  public var origin: Origin?

  enum CodingKeys: String, CodingKey {
    case name, domains, routes, includeRequestAttemptCount, requireTls, typedPerFilterConfig
  }

  public init(name: String, domains: [String], routes: [Route]) {
    self.name = name
    self.domains = domains
    self.routes = routes
  }
}

/// One entry of a virtual host; exactly one of the actions is set
/// (envoy.config.route.v3.Route).
public struct Route: Hashable, Sendable, Codable {
  public var name: String?
  public var match: RouteMatch
  public var route: RouteAction?
  public var redirect: RedirectAction?
  public var directResponse: DirectResponseAction?
  public var metadata: Metadata?
  public var requestHeadersToAdd: [HeaderValueOption]?
  public var requestHeadersToRemove: [String]?
  public var responseHeadersToAdd: [HeaderValueOption]?
  public var responseHeadersToRemove: [String]?
  public var typedPerFilterConfig: PerFilterConfig?
  /// The rule that became this route; not part of the message.
  public var origin: Origin?

  enum CodingKeys: String, CodingKey {
    case name, match, route, redirect, directResponse, metadata
    case requestHeadersToAdd, requestHeadersToRemove
    case responseHeadersToAdd, responseHeadersToRemove, typedPerFilterConfig
  }

  public init(match: RouteMatch) { self.match = match }
}

/// A header to add (envoy.config.core.v3.HeaderValueOption).
public struct HeaderValueOption: Hashable, Sendable, Codable {
  /// A name and a value.
  public struct HeaderValue: Hashable, Sendable, Codable {
    public var key: String
    public var value: String?
  }

  public var header: HeaderValue
  /// Absent is `APPEND_IF_EXISTS_OR_ADD`.
  public var appendAction: AppendAction?

  public init(key: String, value: String, appendAction: AppendAction? = nil) {
    header = HeaderValue(key: key, value: value.isEmpty ? nil : value)
    self.appendAction = appendAction
  }
}
