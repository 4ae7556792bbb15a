import Commands
import ControlPlane
import DataPlane
import Diagnostics
import EnvoyMessages
import Forms
import Laboratory
import Manifests
import Probes
import ProxyConfig

/// `labbook probes`: the requests that tell a mesh's configurations apart.
struct ProbesAction {
  /// The arguments.
  let invocation: Invocation
  /// The program around it.
  let session: Session

  /// Derives the requests and prints them, or what they reach.
  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    let manifests = try ManifestSelection(invocation)
    let isJSON = try invocation.wantsJSON
    guard let version = session.ruleVersion(invocation.value("rules")) else { return .badInput }
    let input = try MeshInput(
      manifests, versions: [version], allowsUnmodelled: true, directory: session.directory)
    console.report(input.diagnostics.filter { $0.code != .notModelled })
    guard input.isAnswerable, let mesh = input.compilations.first?.mesh else { return .badInput }
    var wanted: Set<String>?
    for name in invocation.arguments {
      let (proxy, problem) = ProxyNames.proxy(named: name, in: mesh)
      if let problem { console.report([problem]) }
      guard let proxy else { return .badInput }
      wanted = (wanted ?? []).union([proxy.proxy])
    }
    let options = manifests.files.flatMap { ["-f", $0] } + ["--rules", version.name]
    let listing = ProbeListing(
      tables: ProbeTable.all(of: mesh, at: wanted), line: CurlLine(mesh, options: options))
    let isCoverage = invocation.has("coverage")
    if isJSON {
      let value = isCoverage ? listing.coverageJSON : listing.json
      console.print(json: value.text(indentation: 2))
    } else {
      for line in isCoverage ? listing.coverageLines : listing.lines { console.print(line) }
    }
    return input.status
  }
}
