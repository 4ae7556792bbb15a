extension JSONValue {
  /// JSON on one line with sorted keys.
  package var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// JSON over several lines with sorted keys, as istioctl prints it.
  ///
  /// `indentation`: spaces a level.
  package func text(indentation: Int) -> String {
    var bytes: [UInt8] = []
    write(to: &bytes, indentation: indentation, depth: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends JSON on one line with sorted keys.
  package func write(to bytes: inout [UInt8]) {
    switch self {
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (position, item) in items.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    case .null, .boolean, .number, .string: writeScalar(to: &bytes)
    }
  }

  private func write(to bytes: inout [UInt8], indentation: Int, depth: Int) {
    func newLine(_ depth: Int) {
      bytes.append(UInt8(ascii: "\n"))
      bytes += Array(repeating: UInt8(ascii: " "), count: depth * indentation)
    }
    switch self {
    case .array(let items) where !items.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (position, item) in items.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(depth + 1)
        item.write(to: &bytes, indentation: indentation, depth: depth + 1)
      }
      newLine(depth)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(depth + 1)
        write(member.key, to: &bytes)
        bytes += ": ".utf8
        member.value.write(to: &bytes, indentation: indentation, depth: depth + 1)
      }
      newLine(depth)
      bytes.append(UInt8(ascii: "}"))
    case .array, .object, .null, .boolean, .number, .string: write(to: &bytes)
    }
  }

  private func writeScalar(to bytes: inout [UInt8]) {
    switch self {
    case .boolean(let value): bytes += (value ? "true" : "false").utf8
    case .number(let value):
      let isWhole = value.rounded(.towardZero) == value && value.magnitude < 9e15
      bytes += (isWhole ? String(Int64(value)) : "\(value)").utf8
    case .string(let text): write(text, to: &bytes)
    case .null, .array, .object: bytes += "null".utf8
    }
  }

  private func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case 0..<0x20, 0x7f:
        let digits = String(byte, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
