internal import ControlPlane
internal import Diagnostics
internal import ProxyConfig
internal import Simulator

/// Sidecars that stand on the way and see nothing of it, because of their pods' annotations.
enum PassedSidecars {
  /// The remarks: the client's own sidecar, then those of the pods that received the request.
  static func notes(_ trace: RequestTrace, in compilation: Compilation) -> [AnswerNote] {
    let pods = compilation.mesh.workloads
    let client = pods.first { $0.name == trace.from && $0.hasProxy }
    var notes: [AnswerNote] = []
    if let client, let origin = client.capture.outboundOrigin, trace.outcome.curlExit != 6,
      !passes(trace, client, inbound: false)
    {
      notes.append(
        note(client, "the sidecar of \(client.name) does not see what is sent", origin))
    }
    let receivers = Set(trace.received.map(\.workload)).union([trace.outcome.workload ?? ""])
    for pod in pods where receivers.contains(pod.name) && pod.hasProxy {
      guard let origin = pod.capture.inboundOrigin, !passes(trace, pod, inbound: true) else {
        continue
      }
      notes.append(note(pod, "the sidecar of \(pod.name) does not see what comes in", origin))
    }
    return notes
  }

  private static func note(_ pod: Workload, _ what: String, _ origin: Origin) -> AnswerNote {
    AnswerNote(
      .ignored, .sidecarPassedBy, at: pod.name,
      "\(what): no rule for its proxy acts, and no mutual TLS is spoken there",
      why: "annotations traffic.sidecar.istio.io of the pod take this port or address from it",
      fix: "take the port or address out of the annotation", origins: [origin])
  }

  private static func passes(_ trace: RequestTrace, _ pod: Workload, inbound: Bool) -> Bool {
    trace.hops.contains { $0.proxy == pod.name && ($0.direction == "inbound") == inbound }
  }
}
