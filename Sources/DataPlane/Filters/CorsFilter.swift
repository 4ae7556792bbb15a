internal import ProxyConfig

extension RequestPlan {
  /// Answers a preflight, or marks the response (``CorsDecision``).
  mutating func decideCors(_ context: FilterContext) {
    guard let settings = context.settings(\.cors) else { return }
    cors = CorsDecision(settings, admitted)
    if let headers = cors.preflightAnswer {
      actions.append(FilterAction("CORS preflight answered", origin: context.route?.origin))
      answer = .preflight(headers)
    }
  }
}
