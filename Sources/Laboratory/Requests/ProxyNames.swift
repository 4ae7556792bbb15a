package import Diagnostics
package import ProxyConfig

/// Finds a proxy by the name that a user gives to its pod.
package enum ProxyNames {
  /// The pods that a name may mean, as `POD.NAMESPACE`; `nil` where only the mesh can tell.
  package static func candidates(_ name: String) -> Set<String>? {
    name.hasPrefix("deploy/") ? nil : [name, "\(name).default"]
  }

  /// `POD[.NAMESPACE]` or `deploy/NAME[.NAMESPACE]`, whose first pod counts.
  package static func proxy(
    named name: String, in mesh: MeshConfiguration
  ) -> (proxy: ProxyConfiguration?, problem: Diagnostic?) {
    let isDeployment = name.hasPrefix("deploy/")
    let wanted = isDeployment ? String(name.dropFirst("deploy/".count)) : name
    let found = mesh.workloads.filter { workload in
      let own = isDeployment ? workload.owner : workload.podName
      return wanted == "\(own).\(workload.namespace)"
        || (wanted == own && workload.namespace == "default")
    }
    guard let workload = found.first else {
      let known = mesh.workloads.flatMap { workload in
        workload.namespace == "default" ? [workload.podName, workload.name] : [workload.name]
      }
      return (
        nil,
        Diagnostic(
          .unknownPod, "there is no pod “\(name.quotedForDiagnostics)”",
          hint: known.nearest(to: name).map { "did you mean “\($0)”?" })
      )
    }
    if let proxy = mesh.proxies.first(where: { $0.proxy == workload.name }) { return (proxy, nil) }
    return (
      nil,
      Diagnostic(
        .unknownPod, "the pod “\(workload.name.quotedForDiagnostics)” has no proxy")
    )
  }
}
