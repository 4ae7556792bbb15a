public import Diagnostics

/// What the input tells of the environment in which istiod runs, and of what Istio's CNI plugin was
/// told at its installation.
public struct IstiodEnvironment: Hashable, Sendable {
  /// A variable that is given.
  public struct Variable: Hashable, Sendable {
    /// As written.
    public var value: String
    /// Where it is written.
    public var origin: Origin

    /// The value of these parts.
    public init(value: String, origin: Origin) {
      self.value = value
      self.origin = origin
    }
  }

  /// By name; the keys of the CNI plugin's ConfigMap are among them.
  public var variables: [String: Variable] = [:]
  /// The container that gives the whole environment, so that what it does not name has its default;
  /// `nil` where something may be given elsewhere.
  public var whole: Origin?

  /// Nothing is told.
  public init() {}

  /// Whether a variable is on or off, read as Go's `strconv.ParseBool` reads it; `nil` where it is
  /// not given, or is neither.
  public func flag(_ name: String) -> Bool? {
    switch variables[name]?.value {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}

extension ResourceSet {
  /// What is known of istiod's environment: what its own container says, else what its installation
  /// does; the CNI plugin's settings in any case.
  public var istiod: IstiodEnvironment {
    guard var found = runningIstiod else { return installation }
    for (name, variable) in installation.variables where name.hasPrefix("AMBIENT_") {
      found.variables[name] = variable
    }
    return found
  }

  /// The environment of istiod's container: of the revision in use, where there are several.
  private var runningIstiod: IstiodEnvironment? {
    let used = Set(namespaces.compactMap { $0.metadata.labels["istio.io/rev"] })
    let candidates =
      controllers.filter { $0.metadata.isIstiods }.map { ($0.metadata, $0.template, true) }
      + pods.filter { $0.metadata.isIstiods }.map { ($0.metadata, $0.spec, false) }
    let chosen =
      candidates.first { used == [$0.0.labels["istio.io/rev"] ?? "default"] } ?? candidates.first
    guard let (metadata, spec, isTemplate) = chosen,
      let position = spec.containers.firstIndex(where: { $0.name == Container.istiodsName })
    else { return nil }
    let containers: FieldPath = isTemplate ? "spec.template.spec.containers" : "spec.containers"
    return spec.containers[position].environment(metadata, containers.index(position))
  }
}

extension ResourceMetadata {
  fileprivate var isIstiods: Bool { labels["app"] == "istiod" || name == "istiod" }
}

extension Container {
  fileprivate func environment(
    _ metadata: ResourceMetadata, _ path: FieldPath
  ) -> IstiodEnvironment {
    var result = IstiodEnvironment()
    var isWhole = !takesEnvironmentFromElsewhere
    for (position, variable) in environment.enumerated() {
      guard let value = variable.value else {
        // What a field reference gives concerns the pod alone.
        isWhole = isWhole && !variable.name.hasPrefix("PILOT_")
        continue
      }
      result.variables[variable.name] = .init(
        value: value, origin: metadata.origin(path.key("env").index(position)))
    }
    result.whole = isWhole ? metadata.origin(path) : nil
    return result
  }
}
