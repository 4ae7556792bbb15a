internal import Resources

// istio/api networking/v1alpha3/{workload_entry,workload_group}.proto, 1.30.

/// Reads a WorkloadEntry, or an endpoint of a ServiceEntry.
func decodeWorkloadEntry(_ fields: Fields) -> WorkloadEntry {
  var entry = WorkloadEntry()
  entry.address = fields.string("address") ?? ""
  if let ports = fields.fields("ports") {
    for name in ports.keys { entry.ports[name] = ports.uint32(name) ?? 0 }
  }
  entry.labels = fields.stringMap("labels")
  entry.network = fields.string("network") ?? ""
  entry.locality = fields.string("locality") ?? ""
  entry.weight = fields.uint32("weight") ?? 0
  entry.serviceAccount = fields.string("serviceAccount") ?? ""
  return entry
}

/// Reads a WorkloadGroup; how its machines are probed changes no outcome here.
func decodeWorkloadGroup(_ spec: Fields, _ metadata: ResourceMetadata) -> WorkloadGroup {
  var group = WorkloadGroup()
  group.metadata = metadata
  _ = spec.object("metadata") { fields in
    group.labels = fields.stringMap("labels")
    group.annotations = fields.stringMap("annotations")
  }
  group.template = spec.object("template", decodeWorkloadEntry) ?? WorkloadEntry()
  _ = spec.object("probe") { probe in
    for key in [
      "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold",
      "failureThreshold", "httpGet", "tcpSocket", "exec", "grpc",
    ] {
      _ = probe.value(key)
    }
  }
  return group
}
