import Commands
import Diagnostics
import Foundation
import Preview
import ProjectFiles
import Publication

/// `labbook serve`: the notebook in a browser while one writes.
struct ServeAction {
  /// Where to listen; 0 for any port that is free.
  let port: UInt16
  /// The notebook on disk.
  let project: Project
  /// Where the program writes.
  let console: Console

  /// The port where nothing is said.
  static let usualPort = "8765"
  /// How long it rests between two looks at the files.
  private static let interval = Duration.milliseconds(60)

  /// - Throws: a port that is none.
  init(_ invocation: Invocation, project: Project, console: Console) throws(UsageError) {
    let text = invocation.value("port") ?? Self.usualPort
    guard let port = Int(text).flatMap(UInt16.init(exactly:)) else {
      throw .invalidValue(option: "--port", value: text, expected: "a port from 0 to 65535")
    }
    self.port = port
    self.project = project
    self.console = console
  }

  /// Serves until it is interrupted.
  func run() async -> ExitStatus {
    let pages = PreviewPages { PreviewPage.bytes(of: $0, version: $1) }
    let (port, console) = (port, console)
    let opened: Result<UInt16, PreviewServer.Problem> = await withCheckedContinuation { answer in
      Thread.detachNewThread {
        do throws(PreviewServer.Problem) {
          try PreviewServer.run(port: port, pages: pages) { answer.resume(returning: .success($0)) }
        } catch {
          answer.resume(returning: .failure(error))
        }
      }
    }
    switch opened {
    case .failure(let problem):
      console.report([
        Diagnostic(
          .unusablePort, "the preview cannot listen on 127.0.0.1:\(port): \(problem.words)",
          hint: problem.isTaken ? "name another with --port, or 0 for any that is free" : nil)
      ])
      return .badInput
    case .success(let port):
      console.print("http://127.0.0.1:\(port)/")
      await watch(pages)
      return .success
    }
  }

  private func watch(_ pages: PreviewPages) async {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    var site = PreviewSite(
      project: project, labbookVersion: Labbook.version, jobs: min(max(processors, 1), 64))
    while !Task.isCancelled {
      let start = ContinuousClock.now
      if let update = await site.update() {
        pages.replace(update.files)
        console.report(update.findings)
        let ran = update.ran.isEmpty ? "" : ", \(update.ran.count) run"
        let took = (ContinuousClock.now - start).formatted(
          .units(allowed: [.seconds, .milliseconds], fractionalPart: .hide))
        let names =
          update.rendered.count > 3
          ? "\(update.rendered.count) experiments" : update.rendered.joined(separator: ", ")
        console.note("\(names.isEmpty ? "pages" : names)\(ran): \(took)")
      }
      // Where looking takes long, there is more rest.
      let look = ContinuousClock.now - start
      try? await Task.sleep(for: max(Self.interval, min(look * 2, .seconds(2))))
    }
  }
}
