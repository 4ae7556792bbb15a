/// A host as a server of a Gateway has it: a name, `*.` and the end of one, or `*`.
struct HostPattern: Hashable {
  /// As written, in lower case.
  let text: String

  init(_ text: String) { self.text = text.lowercased() }

  /// How closely it fits a name: more for longer patterns, most for the name itself; `nil` where it
  /// does not.
  func closeness(to name: String) -> Int? {
    let name = name.lowercased()
    if text == name { return .max }
    guard text.hasPrefix("*") else { return nil }
    let end = text.dropFirst()
    return name.hasSuffix(end) && name.utf8.count > end.utf8.count ? end.utf8.count : nil
  }
}
