public import ControlPlane
public import Diagnostics
internal import ProxyConfig
public import Simulator

/// What an answer does not say by its decisions alone.
public enum Explanation {
  /// Every remark on an answer: what does not act first, then what was done, then lessons.
  ///
  /// - `trace`: the answer.
  /// - `request`: what was asked.
  /// - `compilation`: the mesh in which it was asked.
  public static func notes(
    on trace: RequestTrace, to request: RequestTemplate, in compilation: Compilation
  ) -> [AnswerNote] {
    let hops = trace.hops.indices.compactMap {
      HopContext(request, trace, at: $0, in: compilation)
    }
    var notes = UnknownHost.notes(trace, in: compilation) + hops.flatMap(MissingCluster.notes)
    notes += PassedSidecars.notes(trace, in: compilation)
    notes += IgnoredRules.notes(on: trace, to: request, hops, in: compilation)
    for hop in hops {
      notes += RouteShares.notes(hop) + Balancing.notes(hop) + Rewrites.notes(hop)
      notes += SecurityFacts.notes(hop)
    }
    notes += Rewrites.received(trace, hops)
    notes += Lesson.notes(hops)
    var known: Set<AnswerNote> = []
    return notes.filter { known.insert($0).inserted }
  }

  /// What the rules for a proxy leave out, whatever is called: for `proxy-config --explain`.
  public static func notes(on proxy: String, in compilation: Compilation) -> [AnswerNote] {
    compilation.notes(at: proxy).map { AnswerNote($0, at: proxy) }
  }
}

extension AnswerNote {
  /// A rule that does not act.
  init(_ note: RuleNote, at proxy: String) {
    self.init(
      .ignored, note.code, at: proxy, note.summary, why: note.why, fix: note.fix,
      origins: [note.rule, note.winner])
  }
}
