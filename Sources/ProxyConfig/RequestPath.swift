/// The pods that a request passes or may pass, or those whose requests something can touch.
public struct RequestPath: Hashable, Sendable {
  /// Pods that send the request on, as `POD.NAMESPACE`: the client, gateways.
  public var senders: Set<String>
  /// Pods that receive it: gateways, applications.
  public var receivers: Set<String>
  /// Pods whose proxies let the request pass, or refused it, without asking another service.
  public var unasked: Set<String> = []

  /// The value of these parts.
  public init(senders: Set<String> = [], receivers: Set<String> = []) {
    self.senders = senders
    self.receivers = receivers
  }

  /// The way of what a pod sends and of what it receives.
  public init(pods: Set<String>) {
    senders = pods
    receivers = pods
  }

  /// Whether some pod has one part in both.
  public func meets(_ other: RequestPath) -> Bool {
    !senders.isDisjoint(with: other.senders) || !receivers.isDisjoint(with: other.receivers)
  }

  /// This path without some pods.
  public func without(_ pods: Set<String>) -> RequestPath {
    RequestPath(
      senders: senders.subtracting(pods), receivers: receivers.subtracting(pods))
  }

  /// This path and another.
  public func union(_ other: RequestPath) -> RequestPath {
    var path = RequestPath(
      senders: senders.union(other.senders), receivers: receivers.union(other.receivers))
    // What one request is not asked about another one may be.
    path.unasked = unasked.intersection(other.unasked)
      .union(unasked.subtracting(other.senders).subtracting(other.receivers))
      .union(other.unasked.subtracting(senders).subtracting(receivers))
    return path
  }
}
