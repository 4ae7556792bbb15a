import Commands
import Diagnostics
import EnvoyMessages
import Forms
import Foundation
import Laboratory
import ProjectFiles

/// The program: arguments → an action → an exit status.
public enum Labbook {
  /// labbook's own version.
  public static let version = "0.1.0"

  /// Runs one command.
  ///
  /// - Parameters:
  ///   - arguments: without the program's own name.
  ///   - environment: the process's.
  ///   - directory: where the user stands.
  /// - Returns: the exit status, as ``ExitStatus`` lists them.
  public static func main(
    _ arguments: [String], environment: [String: String], directory: String
  ) async -> Int32 {
    Delivery.holdStandardStreams()
    let console = Console(environment: environment)
    do throws(UsageError) {
      let invocation = try ArgumentParser.parse(arguments)
      let session = Session(
        invocation: invocation, console: console, directory: directory, environment: environment)
      return console.status(try await session.perform()).rawValue
    } catch {
      console.report([error.diagnostic])
      return console.status(.usage).rawValue
    }
  }
}

/// One command with everything around it.
struct Session: Sendable {
  /// What the arguments say.
  let invocation: Invocation
  /// Where the program writes.
  let console: Console
  /// Where the user stands: an absolute path.
  let directory: String
  /// The process's environment.
  let environment: [String: String]

  /// Performs the command, or prints what is asked for instead.
  func perform() async throws(UsageError) -> ExitStatus {
    switch invocation.request {
    case .help(let name):
      let command = name.flatMap { CommandRegister.specification(of: $0) }
      console.print(lines: (command.map { Help.text(of: $0) } ?? Help.overview) + "\n")
      return .success
    case .group(let word):
      console.print(lines: Help.text(ofGroup: word) + "\n")
      return .success
    case .version:
      console.print("labbook \(Labbook.version)")
      return .success
    case .limits:
      console.print(lines: LimitsTable.text + "\n")
      return .success
    case .command(let name): return try await perform(name)
    }
  }

  private func perform(_ name: CommandName) async throws(UsageError) -> ExitStatus {
    switch name {
    case .run:
      let processors = ProcessInfo.processInfo.activeProcessorCount
      let options = try RunOptions(invocation, processors: processors)
      guard let project = locateProject(), let book = loadBook(project) else { return .badInput }
      return await RunAction(
        options: options, project: project, book: book, directory: directory, console: console
      ).run()
    case .list:
      guard let project = locateProject() else { return .badInput }
      return try ListAction(invocation, project: project, console: console).run()
    case .rulesList, .rulesShow, .rulesDiff, .rulesSupport:
      guard let book = loadBook(nearestProject) else { return .badInput }
      return RulesAction(
        book: book, console: console, printsJSON: try invocation.wantsJSON
      ).run(name, invocation.arguments)
    case .check: return try CheckAction(CheckOptions(invocation), self).run()
    case .explain:
      return ExplainAction(code: invocation.arguments.first, console: console).run()
    case .upgrade: return try UpgradeAction(invocation: invocation, session: self).run()
    case .test: return try TestAction(invocation: invocation, session: self).run()
    case .probes: return try ProbesAction(invocation: invocation, session: self).run()
    case .curl: return try CurlAction(CurlOptions(invocation), self).run()
    case .proxyConfigListeners, .proxyConfigRoutes, .proxyConfigClusters, .proxyConfigEndpoints,
      .proxyConfigAll:
      return try ProxyConfigAction(ProxyConfigOptions(name, invocation), self).run()
    case .new:
      guard let project = locateProject() else { return .badInput }
      return NewAction(name: invocation.arguments[0], project: project, console: console).run()
    case .completions, .man:
      return ShellSupportAction(invocation, console: console).run(name)
    case .initialize:
      return try InitAction(invocation, session: self).run()
    case .export:
      guard let project = locateProject(), let book = loadBook(project) else { return .badInput }
      return try ExportAction(invocation, project: project, book: book, session: self).run()
    case .serve:
      guard let project = locateProject() else { return .badInput }
      return try await ServeAction(invocation, project: project, console: console).run()
    case .publish:
      guard let project = locateProject(), let book = loadBook(project) else { return .badInput }
      return PublishAction(invocation, project: project, book: book, session: self).run()
    case .blocks:
      for line in BlockTable.lines { console.print(line) }
      return .success
    case .schema:
      console.print(json: ExperimentSchema.json.text(indentation: 2))
      return .success
    case .compare where invocation.has("base"):
      guard let project = locateProject() else { return .badInput }
      return try RunCompareAction(invocation: invocation, project: project, session: self).run()
    case .history:
      guard let project = locateProject() else { return .badInput }
      return try HistoryAction(invocation: invocation, project: project, session: self).run()
    case .compare where MeshCompareOptions.apply(to: invocation):
      return try await MeshCompareAction(
        options: MeshCompareOptions(invocation), session: self
      ).run()
    case .compare:
      let processors = ProcessInfo.processInfo.activeProcessorCount
      let options = try CompareOptions(invocation, processors: processors)
      guard let project = locateProject(), let book = loadBook(project) else { return .badInput }
      return try await CompareAction(
        options: options, project: project, book: book, console: console
      ).run()
    }
  }

  /// The project around the user, if there is one.
  var nearestProject: Project? {
    Project.locate(named: invocation.value("root"), from: directory).project
  }

  /// The rule versions, or `nil` with the findings reported.
  func loadBook(_ project: Project?) -> RuleVersionBook? {
    let (book, diagnostics) = RuleVersionBook.load(project)
    console.report(diagnostics)
    return diagnostics.hasErrors ? nil : book
  }

  /// The project around the user; `nil` with the finding reported.
  func locateProject() -> Project? {
    let (project, problem) = Project.locate(named: invocation.value("root"), from: directory)
    if let problem { console.report([problem]) }
    return project
  }
}
