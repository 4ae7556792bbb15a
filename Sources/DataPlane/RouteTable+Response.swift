internal import ProxyConfig

extension RouteTable {
  /// What the client gets: the head, the body where the proxy makes it, and
  /// %RESPONSE_CODE_DETAILS%.
  ///
  /// - `upstream`: the last attempt's response, where that is the answer.
  /// - `transportFailure`: what the transport said, where the last attempt was reset.
  public func response(
    _ answer: RouterStream.Answer, upstream: ResponseHead?, transportFailure: String,
    _ plan: RequestPlan, through manager: ConnectionManager
  ) -> (head: ResponseHead, body: String, details: String) {
    let reply: LocalReply
    switch answer {
    case .upstream:
      let head = upstream.map { finish($0, plan, through: manager) } ?? ResponseHead(status: 0)
      return (head, "", "via_upstream")
    case .planned:
      switch plan.answer {
      case .preflight(let fields):
        return (finishPreflight(fields, through: manager), "", "cors_response")
      case .localReply(let planned): reply = planned
      case nil: return (ResponseHead(status: 0), "", "")
      }
    case .refused(let hold):
      guard case .token(_, let refusal?) = plan.holds[Int(hold)] else {
        return (ResponseHead(status: 0), "", "")
      }
      reply = refusal
    case .noHealthyUpstream: reply = LocalReply(.noHealthyUpstream, version: version)
    case .responseTimeout: reply = LocalReply(.responseTimeout, version: version)
    case .perTryTimeout: reply = LocalReply(.perTryTimeout, version: version)
    case .reset(let reason, let isRetry):
      reply = LocalReply(
        .upstreamReset(reason, isRetry: isRetry, transportFailure: transportFailure),
        version: version)
    }
    let (head, body) = finish(reply, plan, through: manager)
    return (head, body, reply.details)
  }

  /// The upstream's response as the client gets it: the route's header changes, then CORS, then the
  /// connection manager's `server` (source/common/router/router.cc, onUpstreamHeaders).
  ///
  /// `date` and `x-envoy-upstream-service-time` are left to those who have a clock.
  public func finish(
    _ response: ResponseHead, _ plan: RequestPlan, through manager: ConnectionManager
  ) -> ResponseHead {
    var response = response
    changeResponse(plan, &response.headers)
    for field in plan.cors.responseHeaders { response.headers.set(field.name, field.value) }
    manager.finish(&response)
    return response
  }

  /// A local reply as the client gets it: the route's header changes come before the reply's own
  /// (source/common/http/filter_manager.cc, prepareLocalReplyViaFilterChain).
  ///
  /// A gRPC client gets status 200 and `grpc-status`.
  ///
  /// `content-length` is left out; it is the body's.
  public func finish(
    _ reply: LocalReply, _ plan: RequestPlan, through manager: ConnectionManager
  ) -> (head: ResponseHead, body: String) {
    var head = ResponseHead(status: reply.status)
    for field in reply.headers where field.name == "location" {
      head.headers.add(field.name, field.value)
    }
    changeResponse(plan, &head.headers)
    for field in reply.headers where field.name != "location" {
      head.headers.add(field.name, field.value)
    }
    let isGrpc = plan.admitted.isGrpc
    if isGrpc {
      addGrpcStatus(reply, &head)
    } else if reply.body.isEmpty {
      head.headers.remove("content-type")
    } else if head.headers["content-type"] == nil {
      head.headers.add("content-type", "text/plain")
    }
    for field in plan.cors.responseHeaders { head.headers.set(field.name, field.value) }
    manager.finish(&head)
    return (head, isGrpc || plan.admitted.method == "HEAD" ? "" : reply.body)
  }

  /// The CORS filter's answer to a preflight as the client gets it; no route changes it.
  public func finishPreflight(
    _ fields: [HeaderField], through manager: ConnectionManager
  ) -> ResponseHead {
    var head = ResponseHead(status: 200, headers: fields)
    manager.finish(&head)
    return head
  }

  private func addGrpcStatus(_ reply: LocalReply, _ head: inout ResponseHead) {
    let status = reply.grpcStatus ?? GrpcStatus.of(httpStatus: reply.status)
    head.status = 200
    head.headers.set("content-type", "application/grpc")
    head.headers.set("grpc-status", String(status))
    if !reply.body.isEmpty { head.headers.set("grpc-message", reply.body) }
  }

  /// Weighted cluster, then route; istiod writes none for virtual hosts and whole tables.
  private func changeResponse(_ plan: RequestPlan, _ headers: inout HeaderMap) {
    guard let compiled = compiled(plan.routing) else { return }
    if let weighted = plan.weightedCluster {
      compiled.weighted[weighted].response.apply(to: &headers, request: plan.admitted)
    }
    compiled.responseHeaders.apply(to: &headers, request: plan.admitted)
  }
}
