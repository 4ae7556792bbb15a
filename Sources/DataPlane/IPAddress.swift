/// An IPv4 or IPv6 address as its bits, for ranges.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16 bytes.
  var bytes: [UInt8]

  /// Reads dotted decimal or colon hexadecimal notation; `nil` for anything else.
  init?(_ text: String) {
    guard let bytes = text.contains(":") ? Self.version6(text) : Self.version4(text) else {
      return nil
    }
    self.bytes = bytes
  }

  private static func version4(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { UInt8($0) }
    return bytes.count == 4 ? bytes : nil
  }

  private static func version6(_ text: String) -> [UInt8]? {
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = halves.map { half in
      half.split(separator: ":").map { UInt16($0, radix: 16) }
    }
    guard !groups.joined().contains(nil), text.contains("::") == (halves.count == 2) else {
      return nil
    }
    let head = groups[0].compactMap(\.self)
    let tail = groups.count == 2 ? groups[1].compactMap(\.self) : []
    let missing = 8 - head.count - tail.count
    guard halves.count == 2 ? missing > 0 : missing == 0 else { return nil }
    let all = head + Array(repeating: 0, count: missing) + tail
    return all.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
  }

  /// Whether it is of RFC 1918, RFC 4193 or the loopback
  /// (source/common/network/utility.cc, isInternalAddress).
  var isPrivate: Bool {
    switch (bytes.count, bytes[0], bytes[1]) {
    case (4, 10, _), (4, 127, _), (4, 192, 168), (4, 172, 16...31), (16, 0xFD, _): true
    case (16, _, _): bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    default: false
    }
  }

  /// Whether the first bits are those of another address of the same kind.
  func isIn(_ range: IPAddress, prefixLength: Int) -> Bool {
    guard bytes.count == range.bytes.count else { return false }
    for (place, byte) in bytes.enumerated() {
      let bits = min(max(prefixLength - place * 8, 0), 8)
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      if byte & mask != range.bytes[place] & mask { return false }
    }
    return true
  }
}
