internal import Diagnostics
internal import Resources

/// Reads `metadata` of an object, or of a pod template.
func decodeMetadata(_ fields: Fields) -> ResourceMetadata {
  var metadata = ResourceMetadata()
  metadata.name = fields.string("name") ?? ""
  metadata.namespace = fields.string("namespace") ?? ""
  metadata.labels = fields.stringMap("labels")
  metadata.annotations = fields.stringMap("annotations")
  if metadata.annotations["proxy.istio.io/config"] != nil {
    metadata.proxySettings = decodeProxyAnnotation(fields)
  }
  metadata.creationTimestamp = decodeTimestamp(fields)
  metadata.owners = decodeOwners(fields)
  return metadata
}

/// Owners as `Kind/name`, the one that controls the object first.
private func decodeOwners(_ fields: Fields) -> [String] {
  var owners: [String] = []
  for (node, path) in fields.items("ownerReferences") {
    guard let owner = Fields(node, path: path, fields.findings) else { continue }
    let text = "\(owner.string("kind") ?? "")/\(owner.string("name") ?? "")"
    if owner.boolean("controller") == true {
      owners.insert(text, at: 0)
    } else {
      owners.append(text)
    }
  }
  return owners
}

/// A time as Kubernetes writes it (RFC 3339), as seconds since 1970.
private func decodeTimestamp(_ fields: Fields) -> Int64? {
  guard let node = fields.value("creationTimestamp"),
    case .scalar(let text, _) = node.content
  else { return nil }
  if let seconds = secondsSince1970(rfc3339: text) { return seconds }
  fields.findings.report(
    .invalidValue,
    "\(fields.pathTo("creationTimestamp")) must be a time such as 2024-02-28T00:00:00Z, and this "
      + "is “\(text.quotedForDiagnostics)”", at: node)
  return nil
}

/// Reads `2024-02-28T00:00:00Z`, also with a fraction of seconds and an offset such as `+01:00`.
///
/// Days are counted by Howard Hinnant's `days_from_civil`.
func secondsSince1970(rfc3339 text: String) -> Int64? {
  let bytes = Array(text.utf8)
  guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
    bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
    bytes[16] == UInt8(ascii: ":"), let year = number(bytes[0..<4]),
    let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
    let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
    let second = number(bytes[17..<19]), let offset = zoneOffset(bytes[19...]),
    (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year),
    (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
  else { return nil }
  let shifted = month <= 2 ? year - 1 : year
  let era = shifted / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  let days = era * 146_097 + dayOfEra - 719_468
  return days * 86_400 + hour * 3600 + minute * 60 + second - offset
}

/// Decimal digits; `nil` where there is anything else.
private func number(_ digits: ArraySlice<UInt8>) -> Int64? {
  var value: Int64 = 0
  for digit in digits {
    guard (48...57).contains(digit) else { return nil }
    value = value * 10 + Int64(digit - 48)
  }
  return value
}

/// The seconds of what stands behind a time: a fraction, which does not count, and `Z` or an offset.
private func zoneOffset(_ text: ArraySlice<UInt8>) -> Int64? {
  var zone = text
  if zone.first == UInt8(ascii: ".") {
    zone = zone.dropFirst().drop { (48...57).contains($0) }
  }
  if zone.count == 1, let last = zone.first, last | 0x20 == UInt8(ascii: "z") { return 0 }
  let bytes = Array(zone)
  guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
    bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3]),
    let minutes = number(bytes[4..<6])
  else { return nil }
  return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
}
