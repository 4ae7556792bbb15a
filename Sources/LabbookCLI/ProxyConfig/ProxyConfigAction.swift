import Commands
import ControlPlane
import Diagnostics
import EnvoyMessages
import Explanations
import Forms
import Laboratory
import Manifests
import ProjectFiles
import ProxyConfig

/// `labbook proxy-config`: what istiod would push.
struct ProxyConfigAction {
  /// What is asked for.
  let options: ProxyConfigOptions
  /// The project and the terminal around the command.
  let session: Session

  init(_ options: ProxyConfigOptions, _ session: Session) {
    self.options = options
    self.session = session
  }

  /// Prints the table or the messages.
  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    guard let versions = session.ruleVersions(options.rules) else { return .badInput }
    let input = try MeshInput(
      options.manifests, versions: versions,
      allowsUnmodelled: options.allowsUnmodelled, directory: session.directory,
      proxies: options.pod.flatMap(ProxyNames.candidates),
      path: options.pod.flatMap(ProxyNames.candidates).map { RequestPath(pods: $0) },
      isRecorded: options.command == .proxyConfigAll)
    console.report(input.diagnostics)
    guard input.isAnswerable else { return .badInput }
    guard let name = options.pod else { return printAll(input) }
    guard let compilation = input.compilations.first else { return .badInput }
    let (proxy, problem) = ProxyNames.proxy(named: name, in: compilation.mesh)
    guard let proxy else {
      if let problem { console.report([problem]) }
      return .badInput
    }
    do {
      var text = try text(of: proxy)
      if options.explains, !options.isJSON {
        let notes = AnswerNoteForm.lines(Explanation.notes(on: proxy.proxy, in: compilation))
        if !notes.isEmpty { text += notes.joined(separator: "\n") + "\n" }
      }
      if options.isJSON {
        console.print(json: text.trimmedLineEnd)
      } else {
        console.print(lines: text)
      }
      // Messages keep the form that Envoy's admin interface has; there standard error says it.
      if !options.isJSON { for resource in input.leftOut { console.print(resource.line) } }
    } catch {
      console.note("labbook: a configuration has no JSON form: \(error)")
      return .fault
    }
    return input.status
  }

  private func printAll(_ input: MeshInput) -> ExitStatus {
    var projection = MeshProjection()
    do {
      for compilation in input.compilations {
        try projection.add(compilation, unreadable: input.reading.unreadable)
      }
    } catch {
      session.console.note("labbook: a configuration has no JSON form: \(error)")
      return .fault
    }
    var bytes: [UInt8] = []
    projection.json.write(to: &bytes)
    session.console.print(json: String(decoding: bytes, as: UTF8.self))
    return input.status
  }

  /// The table or the messages; with `--explain` also where everything is written.
  private func text(of proxy: ProxyConfiguration) throws -> String {
    let family = options.command.proxyConfigFamily
    if options.isJSON { return try CompleteMessages.text(of: family, in: proxy) }
    let table = ProxyConfigTables.text(of: family, in: proxy)
    if table.isEmpty { session.console.note("no \(family.rawValue) found") }
    guard options.explains else { return table }
    let origins = OriginTables.text(of: family, in: proxy)
    return origins.isEmpty ? table : "\(table)\n\(origins)"
  }
}

extension CommandName {
  /// What `proxy-config` is asked for.
  fileprivate var proxyConfigFamily: MeshProjection.Family {
    switch self {
    case .proxyConfigRoutes: .routes
    case .proxyConfigClusters: .clusters
    case .proxyConfigEndpoints: .endpoints
    default: .listeners
    }
  }
}
