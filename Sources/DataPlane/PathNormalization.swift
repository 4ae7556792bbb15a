/// The path as `normalize_path` leaves it; the query is kept as it is.
///
/// `.` and `..` are resolved, `\` becomes `/`, escapes of unreserved characters are undone, other
/// escapes stay, and what may not stand in a path is escaped
/// (source/common/http/path_utility.cc, canonicalPath; url/url_canon_path.cc of googleurl).
/// `nil` where Envoy answers 400: an escaped or bare NUL.
public func normalizedPath(_ path: String) -> String? {
  let bytes = Array(path.utf8)
  let end = bytes.firstIndex(of: 63) ?? bytes.count
  var output: [UInt8] = []
  var place = 0
  while place < end {
    guard let piece = PathPiece(bytes[..<end], at: place) else { return nil }
    switch piece.kind {
    case .slash: output.append(47)
    case .dot where output.last == 47:
      let (count, next) = dots(bytes[..<end], from: place)
      guard let count, count <= 2 else {
        output.append(contentsOf: piece.output)
        break
      }
      if count == 2 { backUp(&output) }
      place = next < end ? next + 1 : next
      continue
    case .dot, .other: output.append(contentsOf: piece.output)
    }
    place = piece.next
  }
  if output.isEmpty { output = [47] }
  return String(decoding: output + bytes[end...], as: UTF8.self)
}

/// How many dots stand between two slashes, and where the slash or the end behind them is;
/// `nil` where something else stands there too.
private func dots(_ path: ArraySlice<UInt8>, from start: Int) -> (count: Int?, next: Int) {
  var place = start
  var count = 0
  while place < path.endIndex, let piece = PathPiece(path, at: place), piece.kind == .dot {
    count += 1
    place = piece.next
  }
  guard place < path.endIndex else { return (count, place) }
  let isSlash = path[place] == 47 || path[place] == 92
  return (isSlash ? count : nil, place)
}

/// Removes the last segment; the slash before it stays.
private func backUp(_ output: inout [UInt8]) {
  guard output.count > 1 else { return }
  output.removeLast()
  while output.last != 47 { output.removeLast() }
}

/// One character of a path, or one escape.
private struct PathPiece {
  enum Kind { case slash, dot, other }

  var kind = Kind.other
  var output: [UInt8]
  var next: Int

  init?(_ path: ArraySlice<UInt8>, at place: Int) {
    let byte = path[place]
    output = [byte]
    next = place + 1
    switch byte {
    case 0: return nil
    case 47, 92: kind = .slash
    case 46: kind = .dot
    case 37:
      guard place + 2 < path.endIndex, let high = hexadecimal(path[place + 1]),
        let low = hexadecimal(path[place + 2])
      else { return }
      let value = high << 4 | low
      guard value != 0 else { return nil }
      next = place + 3
      output = isUnreserved(value) ? [value] : Array(path[place..<next])
      kind = value == 46 ? .dot : .other
    case 0...32, 34, 35, 60, 62, 96, 123, 125, 127...: output = escaped(byte)
    default: break
    }
  }
}

private func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case 48...57, 65...90, 97...122, 45, 46, 95, 126: true
  default: false
  }
}

private func hexadecimal(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 48...57: byte - 48
  case 65...70: byte - 55
  case 97...102: byte - 87
  default: nil
  }
}

private func escaped(_ byte: UInt8) -> [UInt8] {
  let digits = Array("0123456789ABCDEF".utf8)
  return [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}
