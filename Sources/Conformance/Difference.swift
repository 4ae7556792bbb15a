internal import EnvoyMessages

/// Where our configuration is not istiod's.
struct Difference: Sendable {
  /// The mesh's folder in the corpus.
  var mesh: String
  /// The release as the corpus names it.
  var release: String
  /// The proxy, or `validation`.
  var proxy: String
  /// Family and name of the message.
  var item: String
  /// The way to the value, such as `virtualHosts[2].routes[0].match.prefix`; may be empty.
  var path: String
  /// What istiod has, as JSON; empty where it has nothing.
  var expected: String
  /// What labbook has, as JSON; empty where it has nothing.
  var got: String

  /// The part of the configuration: a family of messages, `proxies` or `validation`.
  var part: String {
    if proxy == "validation" { return proxy }
    let word = String(item.prefix { $0 != " " })
    return MeshProjection.Family(rawValue: word)?.rawValue ?? "proxies"
  }

  /// What kind of difference it is: two of one kind are told once.
  var kind: String {
    let place = path.filter { !$0.isNumber }
    return "\(item.prefix { $0 != " " }) \(place) \(path.isEmpty ? "\(expected) \(got)" : "")"
  }

  /// Several lines for a person.
  var text: String {
    """
        \(mesh) \(release) \(proxy): \(item)\(path.isEmpty ? "" : " at \(path)")
          expected \(expected.shortened)
          got      \(got.shortened)
    """
  }
}

extension JSONValue {
  /// The first place where two values differ, and what stands there; `nil` where they are equal.
  func firstDifference(
    from other: JSONValue, at path: String = ""
  ) -> (path: String, expected: String, got: String)? {
    guard self != other else { return nil }
    switch (self, other) {
    case (.object(let members), .object(let others)):
      let keys = Set((members + others).map(\.key)).sorted()
      for key in keys where self[key] != other[key] {
        let place = path.isEmpty ? key : "\(path).\(key)"
        guard let mine = self[key], let theirs = other[key] else {
          return (place, self[key]?.text ?? "nothing", other[key]?.text ?? "nothing")
        }
        return mine.firstDifference(from: theirs, at: place)
      }
      return nil
    case (.array(let items), .array(let others)) where items.count == others.count:
      for (position, item) in items.enumerated() where item != others[position] {
        return item.firstDifference(from: others[position], at: "\(path)[\(position)]")
      }
      return nil
    case (.array(let items), .array(let others)):
      let names = (items.map(\.briefName), others.map(\.briefName))
      return (
        "\(path).count", "\(names.0.count): \(names.0.joined(separator: " "))",
        "\(names.1.count): \(names.1.joined(separator: " "))"
      )
    default: return (path, text, other.text)
    }
  }

  private var briefName: String {
    self["name"]?.string ?? self["clusterName"]?.string ?? String(text.prefix(60))
  }
}

extension String {
  fileprivate var shortened: String { utf8.count > 400 ? "\(prefix(400))…" : self }
}
