internal import Diagnostics

/// What addresses may look like (pkg/config/validation/agent/validation.go@1.30.3; Go's
/// net/netip).
enum AddressSyntax {
  /// The scheme of a Unix domain socket's address.
  static let unixPrefix = "unix://"

  /// Why a number is no port; `nil` for 1 to 65,535.
  static func problem(ofPort port: some BinaryInteger) -> String? {
    (1...65535).contains(Int(port)) ? nil : "must lie between 1 and 65535, and is \(port)"
  }

  /// Why a text is no IP address; `nil` where it is one.
  static func problem(ofAddress address: String) -> String? {
    isAddress(address) ? nil : "must be an IP address, and is “\(address.quotedForDiagnostics)”"
  }

  /// An address, or a block in CIDR notation (`ValidateIPSubnet`).
  static func problem(ofSubnet subnet: String) -> String? {
    let parts = subnet.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return problem(ofAddress: subnet) }
    let length = parts[1]
    let limit = parts[0].contains(":") ? 128 : 32
    guard isAddress(String(parts[0])), let bits = Int(length), (0...limit).contains(bits),
      length == "\(bits)", !parts[0].contains("%")
    else {
      return "must be an address or a block of addresses, and is “\(subnet.quotedForDiagnostics)”"
    }
    return nil
  }

  /// A Unix domain socket's path, without its scheme (`ValidateUnixAddress`).
  static func problem(ofUnixPath path: Substring) -> String? {
    if path.isEmpty { return "must name a socket" }
    if path.hasPrefix("@") { return nil }
    return path.hasPrefix("/") && !path.hasSuffix("/") ? nil : "must be a file's absolute path"
  }

  /// Whether a text is an IPv4 or IPv6 address.
  static func isAddress(_ text: String) -> Bool {
    text.contains(":") ? isVersion6(text) : isVersion4(text[...])
  }

  private static func isVersion4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard let value = UInt8(part), part.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) else {
          return false
        }
        return part == "\(value)"
      }
  }

  private static func isVersion6(_ text: String) -> Bool {
    var address = text[...]
    if let percent = address.firstIndex(of: "%") {
      guard address.index(after: percent) < address.endIndex else { return false }
      address = address[..<percent]
    }
    guard !address.contains(":::") else { return false }
    let halves = address.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return false }
    var count = 0
    for (position, half) in halves.enumerated() where !half.isEmpty {
      guard let groups = groupCount(half, isLast: position == halves.count - 1) else {
        return false
      }
      count += groups
    }
    return halves.count == 2 ? count <= 7 : count == 8
  }

  private static func groupCount(_ text: Substring, isLast: Bool) -> Int? {
    var groups = text.split(separator: ":", omittingEmptySubsequences: false)
    var count = 0
    if isLast, let last = groups.last, last.contains(".") {
      guard isVersion4(last) else { return nil }
      groups.removeLast()
      count = 2
    }
    for group in groups {
      guard (1...4).contains(group.utf8.count), UInt16(group, radix: 16) != nil,
        !group.hasPrefix("+")
      else { return nil }
    }
    return count + groups.count
  }

  /// An IPv6 address as Go writes it: groups without leading zeros, the longest run of two or more
  /// empty ones as `::` (net/netip, Addr.String).
  static func canonical(version6 text: String) -> String {
    let halves = text.lowercased().components(partedBy: "::")
    func groups(_ text: Substring) -> [String] {
      text.split(separator: ":").map { group in
        let trimmed = group.drop { $0 == "0" }
        return trimmed.isEmpty ? "0" : String(trimmed)
      }
    }
    guard !text.contains("."), !text.contains("%"), let first = halves.first else { return text }
    let head = groups(first)
    let tail = halves.count == 2 ? groups(halves[1]) : []
    let all = head + Array(repeating: "0", count: max(0, 8 - head.count - tail.count)) + tail
    var best = 0..<0
    var start = 0
    while start < all.count {
      let end = all[start...].firstIndex { $0 != "0" } ?? all.count
      if end - start > max(1, best.count) { best = start..<end }
      start = max(end, start + 1)
    }
    guard !best.isEmpty else { return all.joined(separator: ":") }
    return all[..<best.lowerBound].joined(separator: ":") + "::"
      + all[best.upperBound...].joined(separator: ":")
  }
}

extension String {
  /// The parts around the first of a separator.
  fileprivate func components(partedBy separator: String) -> [Substring] {
    guard let range = firstRange(of: separator) else { return [self[...]] }
    return [self[..<range.lowerBound], self[range.upperBound...]]
  }
}
