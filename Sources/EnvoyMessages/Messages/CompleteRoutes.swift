/// Makes a complete envoy.config.route.v3.RouteConfiguration of what labbook keeps of one.
enum CompleteRoutes {
  /// The complete message of a route configuration that is given as the projection keeps it.
  static func message(_ kept: JSONValue) -> JSONValue {
    var routes = kept
    routes["validateClusters"] = false
    routes["maxDirectResponseBodySizeBytes"] = 1_048_576
    routes.change("virtualHosts") { hosts in
      hosts.changeItems { host in
        addTypes(to: &host)
        host.change("routes") { $0.changeItems { complete(&$0) } }
      }
    }
    return routes
  }

  private static func complete(_ route: inout JSONValue) {
    addTypes(to: &route)
    route.change("route") { action in
      action.change("retryPolicy") { complete(retryPolicy: &$0) }
    }
  }

  private static func complete(retryPolicy policy: inout JSONValue) {
    policy.change("retryHostPredicate") { predicates in
      predicates.changeItems { predicate in
        predicate = CompleteMessages.named(
          predicate.string ?? "",
          "envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate")
      }
    }
    policy.change("retryPriority") { priority in
      priority = CompleteMessages.named(
        priority.string ?? "",
        "envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig",
        ["updateFrequency": 2])
    }
  }

  private static let filterTypes = [
    "envoy.filters.http.fault": "envoy.extensions.filters.http.fault.v3.HTTPFault",
    "envoy.filters.http.cors": "envoy.extensions.filters.http.cors.v3.CorsPolicy",
  ]

  private static func addTypes(to message: inout JSONValue) {
    message.change("typedPerFilterConfig") { filters in
      for (name, type) in filterTypes {
        filters.change(name) { $0 = CompleteMessages.typed($0, type) }
      }
    }
  }
}
