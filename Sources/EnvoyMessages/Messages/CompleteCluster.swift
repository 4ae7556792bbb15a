/// Makes a complete envoy.config.cluster.v3.Cluster of what labbook keeps of one.
enum CompleteCluster {
  /// The complete message of a cluster that is given as the projection keeps it.
  static func message(_ kept: JSONValue) -> JSONValue {
    var cluster = kept
    let name = kept["name"] ?? ""
    if kept["type"] == "EDS" {
      cluster["edsClusterConfig"] = [
        "edsConfig": CompleteMessages.overADS, "serviceName": kept["edsServiceName"] ?? name,
      ]
    }
    cluster["edsServiceName"] = nil
    addProtocolOptions(to: &cluster)
    addTransport(to: &cluster)
    return cluster
  }

  private static func addProtocolOptions(to cluster: inout JSONValue) {
    guard var options = cluster["httpProtocolOptions"] else { return }
    cluster["httpProtocolOptions"] = nil
    let versions = ["explicitHttpConfig", "useDownstreamProtocolConfig", "autoConfig"]
    if versions.allSatisfy({ options[$0] == nil }) {
      options["explicitHttpConfig"] = ["httpProtocolOptions": [:]]
    }
    let type = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
    cluster["typedExtensionProtocolOptions"] = .object([
      JSONValue.Member(type, CompleteMessages.typed(options, type))
    ])
  }

  private static func addTransport(to cluster: inout JSONValue) {
    switch cluster["tls"] {
    case "always":
      cluster["transportSocket"] = CompleteMessages.named(
        "envoy.transport_sockets.tls",
        "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", ["commonTlsContext": [:]])
    case "internal_upstream":
      cluster["transportSocket"] = CompleteMessages.named(
        "envoy.transport_sockets.internal_upstream",
        "envoy.extensions.transport_sockets.internal_upstream.v3.InternalUpstreamTransport",
        [
          "transportSocket": CompleteMessages.named(
            "envoy.transport_sockets.raw_buffer",
            "envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer")
        ])
    default: break
    }
    cluster["tls"] = nil
  }
}
