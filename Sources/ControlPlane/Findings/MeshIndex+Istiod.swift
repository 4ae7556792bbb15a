internal import Diagnostics
internal import Resources

// What istiod's own settings mean for what is asked of it.
extension MeshIndex {
  /// Settings that are taken for granted, that keep something from acting, or that are not modelled.
  var settingFindings: [Diagnostic] {
    [ambientSetting, alphaSetting].compactMap(\.self) + unmodelledVariables
  }

  private var ambientSetting: Diagnostic? {
    guard ambient.isAsked, let asking = ambient.asking else { return nil }
    let place = asking.places.location(of: FieldPath())
    return setting(
      IstiodEnvironment.ambient, at: place,
      assumed: "istiod is taken to run in ambient mode, as \(asking.identifier) asks",
      missing: "ambient mode does not act, though \(asking.identifier) asks for it")
  }

  private var alphaSetting: Diagnostic? {
    let alpha = AlphaRoutes(istiod, under: rules)
    let objects = resources.gatewayAPI
    let listening = objects.gateways.first { gateway in
      gateway.listeners.contains { alpha.isAlpha($0.protocol) }
    }
    let metadata =
      (alpha.isAlpha("TCP") ? objects.tcpRoutes.first?.metadata : nil)
      ?? (alpha.isAlpha("TLS") ? objects.tlsRoutes.first?.metadata : nil) ?? listening?.metadata
    guard let metadata else { return nil }
    return setting(
      IstiodEnvironment.alphaGatewayAPI, at: metadata.places.location(of: FieldPath()),
      assumed: "istiod is taken to serve Gateway API's experimental routes, as "
        + "\(metadata.identifier) asks",
      missing: "\(metadata.identifier) does not act: under \(rules.name) it is experimental")
  }

  /// A note where a setting is taken for granted, a warning where istiod does not have it.
  private func setting(
    _ name: String, at place: SourceLocation?, assumed: String, missing: String
  ) -> Diagnostic? {
    if istiod.assumes(name) {
      return Diagnostic(
        .note, .assumedSetting, assumed, at: place,
        why: "that takes \(name)=true, and nothing in the input says how istiod is set up",
        hint: "add istiod's Deployment to the input, and what it says counts")
    }
    guard !istiod.serves(name) else { return nil }
    let said = istiod.variables[name]
    let origin = said?.origin ?? istiod.whole
    let why =
      said.map { "istiod runs with \(name)=\($0.value.quotedForDiagnostics)" }
      ?? "istiod runs without \(name), which is off unless it is set"
    return Diagnostic(
      .warning, .assumedSetting, missing, at: place, why: why, hint: "set \(name) to true",
      notes: [.init("istiod's environment", at: origin?.location)])
  }

  /// Variables that change outcomes and are not modelled, at values other than their usual ones.
  private var unmodelledVariables: [Diagnostic] {
    IstiodVariable.all.compactMap { variable in
      guard case .unmodelled(let usual, let what) = variable.effect,
        let given = istiod.variables[variable.name], let isOn = istiod.flag(variable.name),
        isOn != usual
      else { return nil }
      return Diagnostic(
        .warning, .notModelled,
        "\(variable.name)=\(given.value.quotedForDiagnostics) of istiod is not modelled: \(what)",
        at: given.origin.location, hint: "answers are those of \(variable.name)=\(usual)")
    }
  }
}
