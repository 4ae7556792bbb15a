internal import Diagnostics
internal import Limits
internal import Resources

/// Reads an EndpointSlice (k8s.io/api discovery/v1), whose fields stand beside its metadata.
func decodeEndpointSlice(_ document: Fields, _ metadata: ResourceMetadata) -> EndpointSlice {
  var slice = EndpointSlice()
  slice.metadata = metadata
  slice.serviceName = metadata.labels["kubernetes.io/service-name"] ?? ""
  slice.addressType = document.string("addressType") ?? slice.addressType
  var subset = EndpointSlice.Subset()
  subset.endpoints = document.list(
    "endpoints", known: KubernetesFields.endpoint, decodeEndpoint)
  subset.ports = document.list("ports", known: KubernetesFields.endpointPort, decodePort)
  slice.subsets = [subset]
  return slice
}

/// Reads an Endpoints object (k8s.io/api core/v1) as the slices that Kubernetes mirrors it into.
func decodeEndpoints(_ document: Fields, _ metadata: ResourceMetadata) -> EndpointSlice {
  var slice = EndpointSlice()
  slice.metadata = metadata
  slice.serviceName = metadata.name
  slice.subsets = document.list("subsets", known: KubernetesFields.endpoints) { fields in
    func addresses(_ key: String, isReady: Bool) -> [EndpointSlice.Endpoint] {
      fields.list(key, known: KubernetesFields.endpointAddress) { fields in
        var endpoint = EndpointSlice.Endpoint()
        endpoint.addresses = fields.string("ip").map { [$0] } ?? []
        endpoint.hostname = fields.string("hostname") ?? ""
        endpoint.nodeName = fields.string("nodeName") ?? ""
        endpoint.pod = decodePodReference(fields)
        endpoint.isReady = isReady
        return endpoint
      }
    }
    var subset = EndpointSlice.Subset()
    subset.endpoints =
      addresses("addresses", isReady: true) + addresses("notReadyAddresses", isReady: false)
    subset.ports = fields.list("ports", known: KubernetesFields.endpointPort, decodePort)
    return subset
  }
  return slice
}

private func decodeEndpoint(_ fields: Fields) -> EndpointSlice.Endpoint {
  var endpoint = EndpointSlice.Endpoint()
  endpoint.addresses = fields.strings("addresses")
  endpoint.hostname = fields.string("hostname") ?? ""
  endpoint.nodeName = fields.string("nodeName") ?? ""
  endpoint.pod = decodePodReference(fields)
  _ = fields.object("conditions", known: KubernetesFields.endpointConditions) { conditions in
    endpoint.isReady = conditions.boolean("ready") ?? true
    endpoint.isServing = conditions.boolean("serving")
    endpoint.isTerminating = conditions.boolean("terminating")
  }
  return endpoint
}

private func decodePodReference(_ fields: Fields) -> String? {
  let reference = fields.object("targetRef", known: KubernetesFields.objectReference) { fields in
    (kind: fields.string("kind"), name: fields.string("name"))
  }
  return reference?.kind == "Pod" ? reference?.name : nil
}

private func decodePort(_ fields: Fields) -> EndpointSlice.Port {
  var port = EndpointSlice.Port()
  port.name = fields.string("name") ?? ""
  port.number = fields.integer("port", .port).map { Int($0) } ?? 0
  port.networkProtocol = fields.string("protocol") ?? port.networkProtocol
  return port
}
