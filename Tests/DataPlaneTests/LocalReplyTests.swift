import DataPlane
import Testing

@Suite struct LocalReplyTests {
  private static let reset = "upstream connect error or disconnect/reset before headers. "

  /// The measured catalogue.
  @Test(arguments: [
    (LocalReplyReason.routeNotFound, 404, "", "NR", "route_not_found"),
    (.clusterNotFound(status: 503), 503, "", "NC", "cluster_not_found"),
    (.clusterNotFound(status: 500), 500, "", "NC", "cluster_not_found"),
    (.noHealthyUpstream, 503, "no healthy upstream", "UH", "no_healthy_upstream"),
    (
      .upstreamReset(.overflow, isRetry: false, transportFailure: ""), 503,
      reset + "reset reason: overflow", "UO", "upstream_reset_before_response_started{overflow}"
    ),
    (
      .upstreamReset(
        .remoteConnectionFailure, isRetry: true,
        transportFailure: "delayed connect error: Connection refused"), 503,
      reset + "retried and the latest reset reason: remote connection failure", "UF",
      "upstream_reset_before_response_started{remote_connection_failure|"
        + "delayed_connect_error:_Connection_refused}"
    ),
    (
      .upstreamReset(.connectionTimeout, isRetry: false, transportFailure: ""), 503,
      reset + "reset reason: connection timeout", "UF",
      "upstream_reset_before_response_started{connection_timeout}"
    ),
    (
      .upstreamReset(.connectionTermination, isRetry: false, transportFailure: ""), 503,
      reset + "reset reason: connection termination", "UC",
      "upstream_reset_before_response_started{connection_termination}"
    ),
    (
      .upstreamReset(.protocolError, isRetry: false, transportFailure: ""), 502,
      reset + "reset reason: protocol error", "UPE",
      "upstream_reset_before_response_started{protocol_error}"
    ),
    (.responseTimeout, 504, "upstream request timeout", "UT", "response_timeout"),
    (.perTryTimeout, 504, "upstream request timeout", "UT", "upstream_per_try_timeout"),
    (
      .faultAbort(status: 418, grpcStatus: nil), 418, "fault filter abort", "FI",
      "fault_filter_abort"
    ),
    (.directResponse(status: 502, body: ""), 502, "", "", "direct_response"),
    (.redirect(status: 301, location: "http://b/"), 301, "", "", "direct_response"),
  ])
  func says(reason: LocalReplyReason, status: Int, body: String, flags: String, details: String) {
    let reply = LocalReply(reason, version: EnvoyVersion(minor: 38))
    #expect(reply.status == status)
    #expect(reply.body == body)
    #expect(ResponseFlags(reply.flags).description == flags)
    #expect(reply.details == details)
  }

  @Test func saysTheTransportsReasonUpTo137() {
    let reason = LocalReplyReason.upstreamReset(
      .remoteConnectionFailure, isRetry: false,
      transportFailure: "delayed connect error: Connection refused")
    let reply = LocalReply(reason, version: EnvoyVersion(minor: 37))
    #expect(
      reply.body == Self.reset + "reset reason: remote connection failure, transport failure "
        + "reason: delayed connect error: Connection refused")
  }

  /// As logs of Istio 1.20 have it, and as measured.
  @Test(arguments: [
    (28, "remote_connection_failure,delayed_connect_error:_111"),
    (38, "remote_connection_failure|delayed_connect_error:_Connection_refused"),
  ])
  func wordsARefusedConnection(minor: Int, inner: String) {
    let version = EnvoyVersion(minor: minor)
    let reset = ResetReason.remoteConnectionFailure
    let reason = LocalReplyReason.upstreamReset(
      reset, isRetry: false, transportFailure: reset.transportFailure(version))
    #expect(
      LocalReply(reason, version: version).details
        == "upstream_reset_before_response_started{\(inner)}")
  }

  @Test func marksAnOverflow() {
    let reason = LocalReplyReason.upstreamReset(.overflow, isRetry: false, transportFailure: "")
    let reply = LocalReply(reason, version: EnvoyVersion(minor: 38))
    #expect(reply.headers == [HeaderField("x-envoy-overloaded", "true")])
  }

  @Test(arguments: [(38, "URX,UF"), (30, "URX,UF"), (29, "UF,URX"), (28, "UF,URX")])
  func ordersFlagsAsTheReleaseDoes(minor: Int, expected: String) {
    let flags = ResponseFlags([.upstreamRetryLimitExceeded, .upstreamConnectionFailure])
    #expect(flags.text(EnvoyVersion(minor: minor)) == expected)
  }
}
