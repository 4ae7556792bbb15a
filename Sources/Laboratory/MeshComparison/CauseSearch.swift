internal import ControlPlane
internal import Diagnostics
internal import Probes
internal import ProxyConfig
internal import Resources

/// Finds what each difference is due to: one rule, the Envoy or one object is set as in the other
/// state, alone, and the same requests are asked again.
struct CauseSearch {
  /// How many rules and objects are tried each by itself.
  static let limit = 96

  /// One thing that differs between the states.
  private struct Unit {
    var cause: ChangeCause
    /// The earlier state with it.
    var forward: (ResourceSet, RuleVersion)
    /// The later state without it.
    var backward: (ResourceSet, RuleVersion)
  }

  private let before: MeshState
  private let after: MeshState
  private let units: [Unit]
  private let sides: [StationKey: (before: ProxyComparison.Side, after: ProxyComparison.Side)]
  private let mesh: MeshConfiguration

  /// Fills in the causes of a comparison.
  ///
  /// `mesh`: the earlier state's, whose addresses count.
  static func find(_ comparison: inout MeshComparison, _ mesh: MeshConfiguration) {
    let units = units(comparison.before, comparison.after)
    guard !units.isEmpty else { return }
    if units.count == 1 {
      comparison.causes = units.map(\.cause)
      let all = Array(units.indices)
      for index in comparison.answers.indices { comparison.answers[index].causes = all }
      for index in comparison.properties.indices { comparison.properties[index].causes = all }
      return
    }
    guard units.count <= limit else { return Origins.find(&comparison, units.map(\.cause)) }
    let search = CauseSearch(comparison, units, mesh)
    search.run(&comparison)
  }

  private init(_ comparison: MeshComparison, _ units: [Unit], _ mesh: MeshConfiguration) {
    before = comparison.before
    after = comparison.after
    self.units = units
    self.mesh = mesh
    let later = AddressTranslation(from: after.compilation.mesh, to: mesh)
      .applied(to: after.compilation.mesh)
    let names = Set(Self.representatives(comparison))
    let known = Dictionary(later.stations.map { ($0.key, $0.configuration) }) { first, _ in first }
    var sides: [StationKey: (before: ProxyComparison.Side, after: ProxyComparison.Side)] = [:]
    for (key, proxy) in mesh.stations where names.contains(key.pod) {
      guard let other = known[key] else { continue }
      sides[key] = (Self.side(proxy, mesh), Self.side(other, later))
    }
    self.sides = sides
  }

  private static func side(
    _ proxy: ProxyConfiguration, _ mesh: MeshConfiguration
  ) -> ProxyComparison.Side {
    ProxyComparison.Side(proxy, envoyMinor: mesh.envoyMinor, names: mesh.workloadNames)
  }

  /// As few proxies as show all answers and each kind of property, or nearly; at most so many.
  private static func representatives(_ comparison: MeshComparison) -> [String] {
    var chosen: [String] = []
    var known: Set<Shape> = []
    var lists = comparison.answers.map(\.proxies)
    for change in comparison.properties where known.insert(Shape(change)).inserted {
      lists.append(change.proxies)
    }
    for proxies in lists where chosen.count < proxyLimit {
      if !proxies.contains(where: chosen.contains), let first = proxies.first {
        chosen.append(first)
      }
    }
    return chosen
  }

  /// At how many proxies the same requests are asked again.
  private static let proxyLimit = 48

  /// What properties have in common that are due to the same.
  private struct Shape: Hashable {
    var kind: String
    var difference: MessageDifference
    var origins: [ResourceIdentifier?]

    init(_ change: PropertyChange) {
      kind = String(change.subject.words.prefix { $0 != " " })
      difference = change.difference
      // Objects tell changes of manifests apart; a rule acts on all alike.
      let resources = [change.originBefore?.resource, change.originAfter?.resource]
      origins = resources.map { $0?.kind == "Service" ? nil : $0 }
    }
  }

  /// Gives what was not asked again the causes of what is like it.
  private static func spread(_ comparison: inout MeshComparison) {
    var known: [Shape: [Int]] = [:]
    for change in comparison.properties where !change.causes.isEmpty {
      known[Shape(change)] = known[Shape(change)] ?? change.causes
    }
    for index in comparison.properties.indices where comparison.properties[index].causes.isEmpty {
      comparison.properties[index].causes = known[Shape(comparison.properties[index])] ?? []
    }
    var answers: [[String]: [Int]] = [:]
    func shape(_ change: AnswerChange) -> [String] {
      [change.connection.door.rawValue]
        + (change.before.branches + change.after.branches).map(\.details)
    }
    for change in comparison.answers where !change.causes.isEmpty {
      answers[shape(change)] = answers[shape(change)] ?? change.causes
    }
    for index in comparison.answers.indices where comparison.answers[index].causes.isEmpty {
      let isAsked = comparison.answers[index].isAsked
      guard !isAsked else { continue }
      comparison.answers[index].causes = answers[shape(comparison.answers[index])] ?? []
    }
  }

  private func run(_ comparison: inout MeshComparison) {
    var found: [ChangeCause] = []
    for isForward in [true, false] {
      for unit in units {
        let open = OpenChanges(comparison, isForward: isForward)
        guard !open.isEmpty else { break }
        let (answers, properties) = changed(by: unit, open, comparison, isForward: isForward)
        guard !answers.isEmpty || !properties.isEmpty else { continue }
        let place = found.firstIndex(of: unit.cause) ?? found.count
        if place == found.count { found.append(unit.cause) }
        for index in answers { comparison.answers[index].causes.append(place) }
        for index in properties { comparison.properties[index].causes.append(place) }
      }
      if isForward {
        let asked = Set(sides.keys.map(\.pod))
        for index in comparison.answers.indices {
          comparison.answers[index].isAsked =
            comparison.answers[index].isPath
            || comparison.answers[index].proxies.contains(where: asked.contains)
        }
        Self.spread(&comparison)
      }
    }
    comparison.causes = found
    let rest = OpenChanges(comparison, isForward: false)
    guard !rest.isEmpty else { return }
    comparison.causes.append(ChangeCause(kind: .together))
    for index in rest.answers { comparison.answers[index].causes = [found.count] }
    for index in rest.properties { comparison.properties[index].causes = [found.count] }
  }

  /// The differences that are still to be explained: all of them going forward, those that nothing
  /// explains going backward.
  private struct OpenChanges {
    var answers: [Int]
    var properties: [Int]

    init(_ comparison: MeshComparison, isForward: Bool) {
      answers = comparison.answers.indices.filter {
        isForward || comparison.answers[$0].causes.isEmpty
      }
      properties = comparison.properties.indices.filter {
        isForward || comparison.properties[$0].causes.isEmpty
      }
    }

    var isEmpty: Bool { answers.isEmpty && properties.isEmpty }
  }

  /// Which differences a unit brings about alone, or takes away alone.
  private func changed(
    by unit: Unit, _ open: OpenChanges, _ comparison: MeshComparison, isForward: Bool
  ) -> (answers: [Int], properties: [Int]) {
    let (resources, version) = isForward ? unit.forward : unit.backward
    let paths = open.answers.filter { comparison.answers[$0].isPath }
    // A path leads from a pod through waypoints.
    let callers = paths.flatMap { comparison.answers[$0].proxies.prefix(1) }
    let wanted = Set(sides.keys.map(\.pod) + callers + (paths.isEmpty ? [] : waypoints))
    let compiled = ControlPlane.compile(resources, under: version, proxies: wanted).mesh
    let hybrid = AddressTranslation(from: compiled, to: mesh).applied(to: compiled)
    var answers = changedPaths(paths, in: hybrid, comparison, isForward: isForward)
    var properties: [Int] = []
    var index = PairIndex(mesh, hybrid)
    for (key, proxy) in hybrid.stations {
      guard let known = sides[key] else { continue }
      let base = isForward ? known.before : known.after
      let (outbound, inbound) = index.deltas(base.configuration, proxy)
      guard !(outbound.isEmpty && inbound.isEmpty && hybrid.envoyMinor == envoy(isForward)) else {
        continue
      }
      let other = Self.side(proxy, hybrid)
      answers += open.answers.filter { position in
        let change = comparison.answers[position]
        return !change.isPath && change.proxies.contains(proxy.proxy) && !answers.contains(position)
          && other.answer(to: change) != (isForward ? change.before : change.after)
      }
      let asked = open.properties.filter {
        comparison.properties[$0].proxies.contains(proxy.proxy) && !properties.contains($0)
      }
      guard !asked.isEmpty else { continue }
      let fields = Self.fields(base, other, outbound).union(Self.fields(base, other, inbound))
      properties += asked.filter { fields.contains(Field(comparison.properties[$0])) }
    }
    return (answers, properties)
  }

  /// Which requests have another way out in a mesh.
  private func changedPaths(
    _ paths: [Int], in hybrid: MeshConfiguration, _ comparison: MeshComparison, isForward: Bool
  ) -> [Int] {
    guard !paths.isEmpty else { return [] }
    var view = PathView(hybrid)
    return paths.filter { position in
      let change = comparison.answers[position]
      return view.answer(to: change) != (isForward ? change.before : change.after)
    }
  }

  /// The waypoints' pods of both states.
  private var waypoints: [String] {
    (before.compilation.mesh.workloads + after.compilation.mesh.workloads)
      .filter { $0.proxyKind == .waypoint }.map(\.name)
  }

  private func envoy(_ isForward: Bool) -> Int {
    isForward ? before.version.envoyMinor : after.version.envoyMinor
  }

  /// A property without its values.
  private struct Field: Hashable {
    var subject: PropertyChange.Subject
    var path: String

    init(_ change: PropertyChange) {
      subject = change.subject
      path = change.difference.path
    }
  }

  private static func fields(
    _ first: ProxyComparison.Side, _ second: ProxyComparison.Side, _ delta: TableDelta
  ) -> Set<Field> {
    guard !delta.isEmpty else { return [] }
    var comparison = ProxyComparison(first, second, delta)
    comparison.compare()
    return Set(comparison.changes.properties.map(Field.init))
  }

  /// Everything that differs between the states, each by itself.
  private static func units(_ before: MeshState, _ after: MeshState) -> [Unit] {
    var units: [Unit] = []
    for rule in after.version.differences(from: before.version) {
      let cause = ChangeCause(
        kind: .rule(
          id: rule.id, before: rule.text(under: before.version),
          after: rule.text(under: after.version), source: rule.source))
      var forward = before.version
      forward[rule] = after.version[rule]
      var backward = after.version
      backward[rule] = before.version[rule]
      units.append(
        Unit(
          cause: cause, forward: (before.resources, forward),
          backward: (after.resources, backward)))
    }
    if before.version.envoyMinor != after.version.envoyMinor {
      var forward = before.version
      forward.envoyMinor = after.version.envoyMinor
      var backward = after.version
      backward.envoyMinor = before.version.envoyMinor
      units.append(
        Unit(
          cause: ChangeCause(
            kind: .envoy(before: before.version.envoyMinor, after: after.version.envoyMinor)),
          forward: (before.resources, forward), backward: (after.resources, backward)))
    }
    return units + manifestUnits(before, after)
  }

  private static func manifestUnits(_ before: MeshState, _ after: MeshState) -> [Unit] {
    var units = ManifestDifference.all(before.resources, after.resources).map { difference in
      Unit(
        cause: ChangeCause(
          kind: .manifest(difference.key.identifier, difference.presence, difference.fields)),
        forward: (
          difference.applied(to: before.resources, from: after.resources, isForward: true),
          before.version
        ),
        backward: (
          difference.applied(to: after.resources, from: before.resources, isForward: false),
          after.version
        ))
    }
    let (old, new) = (before.resources.meshConfig, after.resources.meshConfig)
    let installations = (before.resources.installation, after.resources.installation)
    guard
      old.withoutPlaces != new.withoutPlaces
        || installations.0.variables.mapValues(\.value)
          != installations.1.variables.mapValues(\.value)
    else { return units }
    var forward = before.resources
    forward.meshConfig = new
    forward.installation = installations.1
    var backward = after.resources
    backward.meshConfig = old
    backward.installation = installations.0
    let fields = (old.metadata?.places).flatMap { places in
      (new.metadata?.places).map { places.differences(to: $0) }
    }
    units.append(
      Unit(
        cause: ChangeCause(kind: .meshConfiguration(fields ?? [])),
        forward: (forward, before.version), backward: (backward, after.version)))
    return units
  }

  /// Causes by where rules come from, where there are too many to try each.
  private enum Origins {
    static func find(_ comparison: inout MeshComparison, _ units: [ChangeCause]) {
      comparison.causes = units + [ChangeCause(kind: .together)]
      func places(_ origins: [Origin?]) -> [Int] {
        let resources = origins.compactMap { $0?.resource }
        let found = units.indices.filter { index in
          guard case .manifest(let resource, _, _) = units[index].kind else { return false }
          return resources.contains(resource)
        }
        return found.isEmpty ? [units.count] : found
      }
      for index in comparison.answers.indices {
        let change = comparison.answers[index]
        comparison.answers[index].causes = places([change.originBefore, change.originAfter])
      }
      for index in comparison.properties.indices {
        let change = comparison.properties[index]
        comparison.properties[index].causes = places([change.originBefore, change.originAfter])
      }
    }
  }
}

extension MeshConfig {
  /// The settings alone.
  fileprivate var withoutPlaces: MeshConfig {
    var config = self
    config.metadata = nil
    return config
  }
}

extension PathView {
  /// What becomes of the request of a change on its way out.
  fileprivate mutating func answer(to change: AnswerChange) -> ProbeAnswer? {
    guard let request = change.request, let pod = change.proxies.first else { return nil }
    return answer(request, from: pod, to: change.connection.head)
  }
}

extension ProxyComparison.Side {
  /// What becomes of the request or connection of a change on this side.
  func answer(to change: AnswerChange) -> ProbeAnswer? {
    guard let request = change.request else { return view.answer(change.connection, names: names) }
    return reply(request, change.table, change.connection)?.answer
  }
}
