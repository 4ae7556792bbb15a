package import EnvoyMessages
internal import Foundation
internal import ProxyConfig

/// One field in which two messages of one name differ.
package struct MessageDifference: Hashable, Sendable {
  /// From the message down, such as `circuitBreakers.thresholds[0].maxRequests`.
  package var path: String
  /// `nil` where it was not set.
  package var before: JSONValue?
  /// `nil` where it is not set any more.
  package var after: JSONValue?

  /// The fields that differ, in the order of the earlier message, then what is new.
  ///
  /// `isVisible`: whether a field can change an outcome; fields below one that cannot are passed
  /// over.
  static func all(
    _ before: JSONValue?, _ after: JSONValue?, isVisible: (String) -> Bool = { _ in true }
  ) -> [MessageDifference] {
    var found: [MessageDifference] = []
    compare(before, after, "", isVisible, &found)
    return found
  }

  /// A message as JSON; `nil` where it cannot be encoded.
  static func json(_ message: (some Encodable)?) -> JSONValue? {
    guard let message, let data = try? JSONEncoder().encode(message) else { return nil }
    return try? JSONValue(reading: Array(data))
  }

  private static func compare(
    _ before: JSONValue?, _ after: JSONValue?, _ path: String, _ isVisible: (String) -> Bool,
    _ found: inout [MessageDifference]
  ) {
    guard before != after, isVisible(path) else { return }
    switch (before, after) {
    case (.object(let old)?, .object(let new)?):
      let keys = old.map(\.key) + new.map(\.key).filter { key in !old.contains { $0.key == key } }
      for key in keys {
        compare(
          before?[key], after?[key], path.isEmpty ? key : "\(path).\(key)", isVisible, &found)
      }
    case (.array(let old)?, .array(let new)?):
      compareLists(old, new, path, isVisible, &found)
    default:
      found.append(MessageDifference(path: path, before: before, after: after))
    }
  }

  private static func compareLists(
    _ old: [JSONValue], _ new: [JSONValue], _ path: String, _ isVisible: (String) -> Bool,
    _ found: inout [MessageDifference]
  ) {
    let oldNames = old.compactMap { $0["name"]?.string }
    let newNames = new.compactMap { $0["name"]?.string }
    if oldNames.count == old.count, newNames.count == new.count, !old.isEmpty,
      Set(oldNames).count == old.count, Set(newNames).count == new.count, oldNames != newNames
    {
      for name in oldNames + newNames.filter({ !oldNames.contains($0) }) {
        compare(
          old.first { $0["name"]?.string == name }, new.first { $0["name"]?.string == name },
          "\(path)[\(name)]", isVisible, &found)
      }
      if found.isEmpty || Set(oldNames) == Set(newNames) {
        found.append(
          MessageDifference(
            path: "\(path) (order)", before: .array(oldNames.map { .string($0) }),
            after: .array(newNames.map { .string($0) })))
      }
      return
    }
    guard old.count == new.count else {
      found.append(MessageDifference(path: path, before: .array(old), after: .array(new)))
      return
    }
    for (index, pair) in zip(old, new).enumerated() {
      compare(pair.0, pair.1, "\(path)[\(index)]", isVisible, &found)
    }
  }
}

extension MessageDifference {
  /// Both sides in a few words, such as `5s → 10s`; absent is `not set`.
  package var words: String { "\(Self.text(before)) → \(Self.text(after))" }

  /// A value on one line.
  package static func text(_ value: JSONValue?) -> String {
    guard let value else { return "not set" }
    let text = value.string ?? value.text
    return text.count > 160 ? text.prefix(157) + "…" : text
  }
}
