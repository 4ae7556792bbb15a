public import ProxyConfig

extension TrafficCapture {
  /// Whether the sidecar takes in what comes to a port of its pod.
  public func takesIn(port: Int) -> Bool {
    guard let inboundPorts else { return !excludedInboundPorts.contains(port) }
    return inboundPorts.contains(port)
  }

  /// Whether the sidecar takes what the pod's application sends to an address, in the order of the
  /// rules: ports and addresses that pass it by, ports that it takes, addresses that it takes.
  public func takesOut(address: String, port: Int) -> Bool {
    if self == .all { return true }
    if excludedOutboundPorts.contains(port) { return false }
    let target = IPAddress(address)
    func isIn(_ ranges: [CidrRange]) -> Bool {
      ranges.contains { range in
        guard let target, let base = IPAddress(range.addressPrefix) else { return false }
        return target.isIn(base, prefixLength: Int(clamping: range.prefixLen ?? 0))
      }
    }
    if isIn(excludedRanges) { return false }
    return outboundPorts.contains(port) || ranges.map(isIn) ?? true
  }
}
