/// What a tunnel of CONNECT requests (HBONE) leads to: its authority.
public struct TunnelTarget: Hashable, Sendable {
  /// The address that was dialled: a Service's, or a pod's.
  public var address: String
  /// The port that was dialled.
  public var port: Int

  /// What was dialled.
  public init(address: String, port: Int) {
    self.address = address
    self.port = port
  }
}
