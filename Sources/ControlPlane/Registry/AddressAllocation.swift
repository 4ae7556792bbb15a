internal import Resources

/// The addresses that istiod gives hosts of ServiceEntries which have none of their own, for
/// waypoints and for proxies that answer DNS queries (pilot/pkg/controllers/ipallocate@1.30.3).
///
/// Which host gets which one follows the order of the input; nobody's answer depends on it.
struct AddressAllocation {
  /// The label by which an entry wants none.
  static let label = "networking.istio.io/enable-autoallocate-ip"

  private let isOn: Bool
  private var used: Set<String>
  private var next = 0

  init(_ entries: [ServiceEntry], under rules: RuleVersion) {
    isOn = rules[.allocatesAddresses]
    used = Set(
      isOn ? entries.flatMap { $0.addresses + $0.allocated.map(\.address) } : [])
  }

  /// Why a host gets none.
  enum Refusal: Sendable {
    /// The entry has no resolution, so that the address that is dialled counts.
    case noResolution
    /// The entry's label says so.
    case label
    /// The host stands for many.
    case wildcard
    /// istiod is not told to.
    case off
  }

  /// Why a host of an entry without addresses gets none; `nil` where it gets one
  /// (pilot/pkg/networking/serviceentry/ip_autoallocation.go@1.30.3,
  /// `shouldV2AutoAllocateIPFromPieces`; keepHost).
  static func refusal(
    _ host: String, _ resolution: MeshService.Resolution, labels: [String: String],
    under rules: RuleVersion
  ) -> Refusal? {
    if resolution == .passthrough { return .noResolution }
    if host.isWildcardHost, resolution != .dynamicDNS { return .wildcard }
    if labels[label]?.lowercased() == "false" { return .label }
    return rules[.allocatesAddresses] ? nil : .off
  }

  /// What each host of an entry is given, by host: what its status says, else the next free one.
  mutating func addresses(of entry: ServiceEntry, under rules: RuleVersion) -> [String: [String]] {
    guard isOn, entry.addresses.isEmpty else { return [:] }
    let resolution = MeshService.Resolution(entry: entry.resolution)
    var found: [String: [String]] = [:]
    for host in entry.hosts where found[host] == nil {
      let refusal = Self.refusal(
        host, resolution, labels: entry.metadata.labels, under: rules)
      guard refusal == nil else { continue }
      let known = entry.allocated.filter { $0.host == host && !$0.address.contains(":") }
      found[host] = known.isEmpty ? [free()] : known.map(\.address)
    }
    return found
  }

  /// The next of 240.240.0.0/16 that nobody has.
  private mutating func free() -> String {
    var address = ""
    repeat {
      next += 1
      address = "240.240.\(next >> 8 & 255).\(next & 255)"
    } while used.contains(address) && next < 1 << 16
    used.insert(address)
    return address
  }
}
