public import Diagnostics
public import ProxyConfig
public import Resources

/// What a rule version makes of a mesh's resources.
public struct Compilation: Sendable {
  /// Every proxy's configuration, and the network around them.
  public var mesh: MeshConfiguration
  /// What the admission webhook says; resources with an error played no part.
  public var refused: [AdmissionFinding]
  /// What is not modelled, with whom it concerns.
  public var unmodelled: [UnmodelledPart]
  /// What concerns everybody, but for ``contests``.
  public var diagnostics: [Diagnostic]
  /// Rules, or parts of rules, that others put aside at some proxy, as the proxies' translation met
  /// them.
  public var contests: [RuleNote] = []
  /// What becomes of each route of Gateway API at each of its parents.
  public var routes: [RouteParentStatus] = []
  /// What the proxies were translated from: whoever asks why a rule does not act is answered from
  /// it.
  ///
  /// Absent where a compilation is put together by hand.
  var index: MeshIndex?

  /// The value of these parts.
  public init(
    mesh: MeshConfiguration, refused: [AdmissionFinding] = [],
    unmodelled: [UnmodelledPart] = [], diagnostics: [Diagnostic] = []
  ) {
    self.mesh = mesh
    self.refused = refused
    self.unmodelled = unmodelled
    self.diagnostics = diagnostics
  }
}

/// Istio's control plane: from resources to each proxy's configuration.
public enum ControlPlane {
  /// Translates resources as istiod does under a rule version.
  ///
  /// `names`: the proxies to translate, as `POD.NAMESPACE`; `nil` is all of them. The network
  /// around them is whole in any case.
  public static func compile(
    _ resources: ResourceSet, under rules: RuleVersion, proxies names: Set<String>? = nil
  ) -> Compilation {
    let (admitted, findings) = Admission.admitted(resources, under: rules)
    let index = MeshIndex(admitted, under: rules)
    var mesh = MeshConfiguration(ruleVersion: rules.name, envoyMinor: rules.envoyMinor)
    mesh.workloads = index.networkWorkloads
    mesh.services = index.networkServices
    mesh.outside = index.outsideHosts
    mesh.doors = index.gatewayDoors
    var compilation = Compilation(
      mesh: mesh, refused: findings, unmodelled: index.unmodelled,
      diagnostics: index.generalFindings + index.gatewaysWithoutPods
        + index.workloads.diagnostics)
    compilation.contests = index.destinationRules.contests
    compilation.routes = index.routeStatuses
    compilation.index = index
    compilation.translate(names)
    return compilation
  }
}

extension Compilation {
  /// Translates proxies that are not translated yet, and adds them at the places that they have
  /// among all.
  ///
  /// `names`: as `POD.NAMESPACE`; `nil` is all of them. Pods without a proxy are passed over.
  public mutating func translate(_ names: Set<String>?) {
    guard let index else { return }
    var translation = MeshTranslation(index: index)
    var known: [String: ProxyConfiguration] = [:]
    for proxy in mesh.proxies { known[proxy.proxy] = proxy }
    mesh.proxies = index.workloads.pods.compactMap { pod in
      if let proxy = known[pod.name] { return proxy }
      guard names?.contains(pod.name) ?? true else { return nil }
      return translation.configuration(of: pod)
    }
    if index.ambient.isOn {
      mesh.tunnels = TunnelBuilder(index: index).configurations(
        of: names?.union(mesh.tunnels.map(\.proxy)))
    }
    contests = translation.notes.notes + contests
  }
}

extension MeshIndex {
  /// What concerns everybody: routes and policies that are not accepted, patches that act on
  /// nobody, versions that are not served, a mesh without proxies.
  var generalFindings: [Diagnostic] {
    routeFindings + policyFindings + versionsNotServed + undiscoveredNamespaces
      + meshWithoutProxies + patchesWithoutProxies + settingFindings + ambientFindings
      + refusedAnnotations + ingressFindings + missingObjects
  }
}
