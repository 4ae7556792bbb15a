internal import ControlPlane
internal import Diagnostics
internal import Simulator

/// A host that the client's resolver knows no address of.
enum UnknownHost {
  /// curl's exit status where a name could not be resolved.
  private static let couldNotResolve = 6

  /// The remark on a request that never left its client.
  static func notes(_ trace: RequestTrace, in compilation: Compilation) -> [AnswerNote] {
    guard trace.outcome.curlExit == couldNotResolve, let url = try? RequestURL(trace.url) else {
      return []
    }
    let names = compilation.hostsCalled(by: trace.from).filter { !$0.hasPrefix("*") }
    let meant = names.nearest(to: url.host)
    return [
      AnswerNote(
        .missing, at: trace.from,
        "nothing in the input is called \(url.host): no Service, no pod, no ServiceEntry with an "
          + "address", why: "the client's resolver knows no such name, so nothing is sent",
        fix: meant.map { "did you mean \($0)?" })
    ]
  }
}
