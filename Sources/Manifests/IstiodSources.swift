internal import Diagnostics
internal import Resources

/// Objects that tell how Istio is installed: an operator's object, the ConfigMap of the CNI plugin.
struct IstiodSources {
  private var installed = IstiodEnvironment()
  private var network: [String: IstiodEnvironment.Variable] = [:]

  /// What the installation says; the CNI plugin's own ConfigMap says it last.
  var installation: IstiodEnvironment {
    var found = installed
    for name in network.keys.sorted() { found.variables[name] = network[name] }
    return found
  }

  /// Reads the ConfigMap of the CNI plugin (manifests/charts/istio-cni/templates/configmap-cni.yaml
  /// @1.30.3); others are passed over.
  mutating func add(configMap document: Fields, _ metadata: ResourceMetadata) {
    guard metadata.name == "istio-cni-config", let data = document.fields("data") else { return }
    for (name, value) in data.scalars where name.hasPrefix("AMBIENT_") {
      network[name] = .init(value: value, origin: metadata.origin(FieldPath("data").key(name)))
    }
  }

  /// Reads what an IstioOperator or an Istio installs: `values.pilot.env`,
  /// `values.cni.ambient.dnsCapture`, and the profile `ambient`
  /// (manifests/helm-profiles/ambient.yaml@1.30.3).
  mutating func add(operator document: Fields, _ metadata: ResourceMetadata) {
    guard let spec = document.fields("spec") else { return }
    func set(_ name: String, _ value: String, _ path: FieldPath) {
      installed.variables[name] = .init(value: value, origin: metadata.origin(path))
    }
    let values = spec.fields("values")
    let profiles = [("spec", spec), ("spec.values", values)]
    for case (let path, let fields?) in profiles where fields.scalar("profile") == "ambient" {
      set("PILOT_ENABLE_AMBIENT", "true", FieldPath(stringLiteral: path).key("profile"))
    }
    for (name, value) in values?.fields("pilot")?.fields("env")?.scalars ?? [] {
      set(name, value, FieldPath("spec.values.pilot.env").key(name))
    }
    let network = values?.fields("cni")?.fields("ambient")
    if let value = network?.scalar("dnsCapture") {
      set("AMBIENT_DNS_CAPTURE", value, "spec.values.cni.ambient.dnsCapture")
    }
  }
}

extension Fields {
  /// The texts, numbers and Booleans of a mapping, as written.
  fileprivate var scalars: [(name: String, text: String)] {
    keys.compactMap { key in scalar(key).map { (key, $0) } }
  }

  /// A text, a number or a Boolean, as written.
  fileprivate func scalar(_ key: String) -> String? {
    guard case .scalar(let text, _)? = value(key)?.content else { return nil }
    return text
  }
}
