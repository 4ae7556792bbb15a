public import Diagnostics

/// A route table (envoy.config.route.v3.RouteConfiguration).
public struct RouteConfiguration: Hashable, Sendable, Codable {
  /// The name by which listeners call it.
  public var name: String
  /// No two share a domain.
  public var virtualHosts: [VirtualHost]
  /// Whether the port is cut off the authority before domains are looked for; absent is no.
  public var ignorePortInHostMatching: Bool?
  /// Added to every request; absent for none.
  public var requestHeadersToAdd: [HeaderValueOption]?
  /// Removed from every request; absent for none.
  public var requestHeadersToRemove: [String]?
  /// Headers that requests from outside may not carry; absent for none.
  public var internalOnlyHeaders: [String]?

  /// The value of these parts.
  public init(name: String, virtualHosts: [VirtualHost], ignorePortInHostMatching: Bool? = nil) {
    self.name = name
    self.virtualHosts = virtualHosts
    self.ignorePortInHostMatching = ignorePortInHostMatching
  }
}

/// The routes of some domains (envoy.config.route.v3.VirtualHost).
public struct VirtualHost: Hashable, Sendable, Codable {
  /// Unique within a route configuration.
  public var name: String
  /// Exact names, `*.suffix`, `prefix.*` or `*`.
  public var domains: [String]
  /// The first that matches counts; absent for none.
  public var routes: [Route]?
  /// Whether attempts carry `x-envoy-attempt-count`; absent is no.
  public var includeRequestAttemptCount: Bool?
  /// Absent is none.
  public var requireTls: TLSRequirement?
  /// Added to requests of all its routes; absent for none.
  public var requestHeadersToAdd: [HeaderValueOption]?
  /// Removed from requests of all its routes; absent for none.
  public var requestHeadersToRemove: [String]?
  /// Added to responses of all its routes; absent for none.
  public var responseHeadersToAdd: [HeaderValueOption]?
  /// Removed from responses of all its routes; absent for none.
  public var responseHeadersToRemove: [String]?
  /// Settings of HTTP filters for all its routes; absent for none.
  public var typedPerFilterConfig: PerFilterConfig?
  /// The service or resource that the virtual host stands for; not part of the message.
  public var origin: Origin?

  enum CodingKeys: String, CodingKey {
    case name, domains, routes, includeRequestAttemptCount, requireTls
    case requestHeadersToAdd, requestHeadersToRemove
    case responseHeadersToAdd, responseHeadersToRemove, typedPerFilterConfig
  }

  /// The value of these parts.
  public init(name: String, domains: [String], routes: [Route]) {
    self.name = name
    self.domains = domains
    self.routes = routes
  }
}

/// One entry of a virtual host; exactly one of the actions is set
/// (envoy.config.route.v3.Route).
public struct Route: Hashable, Sendable, Codable {
  /// Absent for none.
  public var name: String?
  /// Which requests the route takes.
  public var match: RouteMatch
  /// Set where the route sends on.
  public var route: RouteAction?
  /// Set where the route redirects.
  public var redirect: RedirectAction?
  /// Set where the route answers by itself.
  public var directResponse: DirectResponseAction?
  /// The resource that the route comes from.
  public var metadata: Metadata?
  /// Added to requests; absent for none.
  public var requestHeadersToAdd: [HeaderValueOption]?
  /// Removed from requests; absent for none.
  public var requestHeadersToRemove: [String]?
  /// Added to responses; absent for none.
  public var responseHeadersToAdd: [HeaderValueOption]?
  /// Removed from responses; absent for none.
  public var responseHeadersToRemove: [String]?
  /// Settings of HTTP filters for this route; absent keeps the virtual host's.
  public var typedPerFilterConfig: PerFilterConfig?
  /// The rule that became this route; not part of the message.
  public var origin: Origin?

  enum CodingKeys: String, CodingKey {
    case name, match, route, redirect, directResponse, metadata
    case requestHeadersToAdd, requestHeadersToRemove
    case responseHeadersToAdd, responseHeadersToRemove, typedPerFilterConfig
  }

  /// The value with this `match`.
  public init(match: RouteMatch) { self.match = match }
}

/// A header to add (envoy.config.core.v3.HeaderValueOption).
public struct HeaderValueOption: Hashable, Sendable, Codable {
  /// A name and a value.
  public struct HeaderValue: Hashable, Sendable, Codable {
    /// The header's name.
    public var key: String
    /// The value, with `%…%` filled in by Envoy; absent is empty.
    public var value: String?

    /// A header that is written.
    public init(key: String, value: String?) {
      self.key = key
      self.value = value
    }
  }

  /// What is added.
  public var header: HeaderValue
  /// Absent is `APPEND_IF_EXISTS_OR_ADD`.
  public var appendAction: AppendAction?

  /// A header field to add; `appendAction` says what becomes of one that is there.
  public init(key: String, value: String, appendAction: AppendAction? = nil) {
    header = HeaderValue(key: key, value: value.isEmpty ? nil : value)
    self.appendAction = appendAction
  }
}
