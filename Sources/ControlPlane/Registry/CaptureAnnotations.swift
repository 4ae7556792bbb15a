internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// What a pod's annotations `traffic.sidecar.istio.io/…` take from its sidecar, or leave to it
/// (pkg/kube/inject/validate.go and manifests/charts/istio-control/istio-discovery/files/
/// injection-template.yaml@1.30.3).
struct CaptureAnnotations {
  /// A value that the injector does not take: it refuses the pod.
  struct Problem: Hashable {
    /// The annotation.
    var name: String
    /// What is wrong with its value, in words that follow it.
    var words: String
  }

  /// What the sidecar sees.
  private(set) var capture = TrafficCapture.all
  /// In the order of the annotations' names.
  private(set) var problems: [Problem] = []
  private let annotations: [String: String]

  /// What the annotations' names begin with.
  static let prefix = "traffic.sidecar.istio.io/"

  /// - Parameter metadata: the pod's.
  init(_ metadata: ResourceMetadata) {
    annotations = metadata.annotations
    guard annotations.keys.contains(where: { $0.hasPrefix(Self.prefix) }) else { return }
    excludePorts()
    includePorts()
    capture.excludedRanges = ranges("excludeOutboundIPRanges") ?? []
    capture.ranges = ranges("includeOutboundIPRanges", wildcard: true)
    let hasInbound = capture.inboundPorts != nil || !capture.excludedInboundPorts.isEmpty
    let origin = metadata.origin("metadata.annotations")
    let isWhole = capture == .all
    if hasInbound { capture.inboundOrigin = origin }
    if !isWhole { capture.outboundOrigin = origin }
  }

  private mutating func excludePorts() {
    capture.excludedInboundPorts = ports("excludeInboundPorts") ?? []
    capture.excludedOutboundPorts = ports("excludeOutboundPorts") ?? []
  }

  /// Of the pod's own ports, none where the list is empty.
  private mutating func includePorts() {
    capture.outboundPorts = ports("includeOutboundPorts") ?? []
    capture.inboundPorts = ports("includeInboundPorts", wildcard: true)
  }

  /// `nil` where nothing is said, or everything.
  private mutating func ports(_ setting: String, wildcard: Bool = false) -> Set<Int>? {
    guard let items = items(setting, wildcard: wildcard) else { return nil }
    let numbers = items.compactMap { Int($0) }.filter { (0...65535).contains($0) }
    if numbers.count < items.count { refuse(setting, "is no list of ports such as 80,443") }
    return Set(numbers)
  }

  /// `nil` where nothing is said, or everything.
  private mutating func ranges(_ setting: String, wildcard: Bool = false) -> [CidrRange]? {
    guard let items = items(setting, wildcard: wildcard) else { return nil }
    let ranges = items.compactMap(CidrRange.init(written:))
    if ranges.count < items.count {
      refuse(setting, "is no list of address ranges such as 10.0.0.0/8,192.168.1.0/24")
    }
    return ranges
  }

  private func items(_ setting: String, wildcard: Bool) -> [String]? {
    guard let value = annotations[Self.prefix + setting] else { return nil }
    let items = value.split(separator: ",").map { String($0.filter { $0 != " " }) }
      .filter { !$0.isEmpty }
    return wildcard && items == ["*"] ? nil : items
  }

  private mutating func refuse(_ setting: String, _ words: String) {
    problems.append(Problem(name: Self.prefix + setting, words: words))
    problems.sort { $0.name < $1.name }
  }
}

extension CidrRange {
  /// An address and the length of its prefix, as people write them; `nil` for anything else.
  init?(written text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = parts.first.map(String.init),
      let length = parts.last.flatMap({ Int($0) }), length >= 0
    else { return nil }
    let isLong = address.contains(":")
    guard isLong ? length <= 128 : length <= 32 && address.isIPv4Address else { return nil }
    self.init(addressPrefix: address, prefixLen: UInt32(clamping: length))
  }
}
