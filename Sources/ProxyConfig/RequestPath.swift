/// The pods that a request passes or may pass, or those whose requests something can touch.
public struct RequestPath: Hashable, Sendable {
  /// Pods that send the request on, as `POD.NAMESPACE`: the client, gateways.
  public var senders: Set<String>
  /// Pods that receive it: gateways, applications.
  public var receivers: Set<String>

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

  /// This path and another.
  public func union(_ other: RequestPath) -> RequestPath {
    RequestPath(
      senders: senders.union(other.senders), receivers: receivers.union(other.receivers))
  }
}
