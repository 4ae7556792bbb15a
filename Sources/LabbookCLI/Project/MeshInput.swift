import Commands
import ControlPlane
import Diagnostics
import Forms
import Laboratory
import Manifests
import ProjectFiles
import ProxyConfig
import Resources

/// Manifests from `-f`, compiled under rule versions.
struct MeshInput {
  /// What the manifests hold.
  var reading: ManifestReading
  /// The mesh under each rule version, in order; empty where nothing could be compiled.
  var compilations: [Compilation] = []
  /// Everything that was found, each finding once.
  var diagnostics: [Diagnostic] = []
  /// What plays no part in the answers, each resource and reason once.
  var leftOut: [LeftOut] = []
  /// What is not modelled and touches every question: the answers are given without it.
  var unmodelled: [Diagnostic] = []
  /// Whether an answer can be given all the same: what admission refuses or istiod could not read
  /// leaves the rest of the mesh as it is; a file that does not parse, or a kind that does not
  /// exist, does not.
  var isAnswerable = true

  /// - `proxies`: the pods whose proxies are wanted, as `POD.NAMESPACE`; `nil` for all.
  /// - `tellsContests`: whether rules are named that others put aside at any proxy; an answer to
  ///   one request names those that concern it.
  /// - `path`: the pods that the question is about, whom alone what is not modelled must not touch;
  ///   `nil` for all. What touches a request is known when it is answered.
  /// - `isRecorded`: whether the mesh is compiled as those of the corpus were recorded: of objects
  ///   that no API server had completed.
  /// - Throws: where no file is named.
  init(
    _ manifests: ManifestSelection, versions: [RuleVersion], allowsUnmodelled: Bool,
    directory: String,
    proxies: Set<String>? = nil, path: RequestPath? = nil, tellsContests: Bool = true,
    isRecorded: Bool = false
  ) throws(UsageError) {
    guard !manifests.files.isEmpty else { throw .missingOption("-f FILE") }
    var input = InputFiles(.commandLine)
    input.isRecursive = manifests.isRecursive
    for file in manifests.files {
      input.add(file, at: Project.absolute(file, from: directory))
    }
    reading = ManifestReader.read(input.sources, namespace: manifests.namespace)
    reading.resources = reading.resources.withInstalled(manifests.gateways)
    var resources = reading.resources
    if isRecorded { resources.forgetAssumedProtocols() }
    isAnswerable = !input.diagnostics.hasErrors && !reading.isBroken
    leftOut = zip(reading.unreadable, reading.unreadableReasons).map {
      LeftOut(resource: $0, reason: $1)
    }
    var findings = DistinctDiagnostics()
    findings.add(input.diagnostics + reading.diagnostics)
    for version in versions where isAnswerable {
      var compilation = ControlPlane.compile(
        resources, under: version, proxies: proxies)
      if !tellsContests { compilation.contests = [] }
      findings.add(compilation.refused.map(\.diagnostic))
      for finding in compilation.refused where finding.severity == .error {
        let refused = LeftOut(resource: finding.resource, reason: finding.diagnostic)
        if !leftOut.contains(refused) { leftOut.append(refused) }
      }
      let found = compilation.diagnostics(on: path)
      unmodelled += found.filter { $0.code == .notModelled && $0.severity == .error }
      findings.add(found.map { $0.allowed(allowsUnmodelled) })
      compilations.append(compilation)
    }
    diagnostics = findings.all
    if diagnostics.contains(where: { $0.code == .notModelled && $0.severity == .error }) {
      isAnswerable = false
    }
  }

  /// The status after an answer.
  var status: ExitStatus { diagnostics.hasErrors ? .badInput : .success }
}
