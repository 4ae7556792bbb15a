internal import ProxyConfig

extension RouteTable {
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
  /// (source/common/http/filter_manager.cc, prepareLocalReplyViaFilterChain). A gRPC client gets
  /// status 200 and `grpc-status`.
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
