internal import DataPlane
internal import Diagnostics
package import Laboratory
internal import Probes

/// Changes that are alike, at any proxies.
package struct ChangeGroup<Change> {
  /// The first one, or the smallest where changes have sizes.
  package var change: Change
  /// At which proxies.
  package var proxies: [String]
  /// How many more there are.
  package var more = 0

  /// The groups, in the order of their first changes.
  ///
  /// - `key`: what changes of a group have in common.
  /// - `proxies`: at which proxies a change is.
  /// - `size`: how much there is to read of a change; the smallest speaks for its group.
  package static func all<Key: Hashable>(
    _ changes: [Change], by key: (Change) -> Key, proxies: (Change) -> [String],
    size: (Change) -> Int = { _ in 0 }
  ) -> [ChangeGroup] {
    var groups: [ChangeGroup] = []
    var places: [Key: Int] = [:]
    for change in changes {
      let key = key(change)
      guard let place = places[key] else {
        places[key] = groups.count
        groups.append(ChangeGroup(change: change, proxies: proxies(change)))
        continue
      }
      groups[place].more += 1
      for proxy in proxies(change) where !groups[place].proxies.contains(proxy) {
        groups[place].proxies.append(proxy)
      }
      if size(change) < size(groups[place].change) { groups[place].change = change }
    }
    return groups
  }
}

/// What requests have in common whose answers change alike.
private struct AnswerKey: Hashable {
  var causes: [Int]
  var before: String
  var after: String
  var isConnection: Bool
  var origin: ResourceIdentifier?
}

extension ChangeGroup<AnswerChange> {
  /// Requests whose answers change alike.
  package static func all(_ changes: [AnswerChange]) -> [ChangeGroup] {
    all(
      changes,
      by: { change in
        let (before, after) = AnswerWords.both(change)
        return AnswerKey(
          causes: change.causes, before: before, after: after, isConnection: change.request == nil,
          origin: (change.originAfter ?? change.originBefore)?.resource)
      }, proxies: \.proxies, size: \.size)
  }

  private func command(_ line: CurlLine) -> String? {
    let proxy = change.proxies.first ?? ""
    guard let request = change.request else { return line.text(change.connection, at: proxy) }
    return line.text(request, change.connection, at: proxy)
  }

  /// The group in words.
  package func answer(_ line: CurlLine) -> ChangeReport.Answer {
    let (before, after) = AnswerWords.both(change)
    let origin = change.originAfter ?? change.originBefore
    return ChangeReport.Answer(
      command: command(line), question: AnswerWords.question(change), before: before, after: after,
      place: origin?.location, proxies: proxies, more: more)
  }
}

/// What properties have in common that change alike.
private struct PropertyKey: Hashable {
  var causes: [Int]
  var difference: MessageDifference
  var kind: String
  var origin: ResourceIdentifier?
}

extension ChangeGroup<PropertyChange> {
  /// Properties that change alike, of any objects.
  package static func all(_ changes: [PropertyChange]) -> [ChangeGroup] {
    all(
      changes,
      by: { change in
        PropertyKey(
          causes: change.causes, difference: change.difference,
          kind: String(change.subject.words.prefix { $0 != " " }),
          origin: (change.originAfter ?? change.originBefore)?.resource)
      }, proxies: \.proxies)
  }

  /// The group in words.
  package var property: ChangeReport.Property {
    ChangeReport.Property(
      subject: change.subject.words, path: change.difference.path,
      values: change.difference.words,
      place: (change.originAfter ?? change.originBefore)?.location, proxies: proxies, more: more)
  }
}

extension AnswerChange {
  /// How much there is to read of the question.
  fileprivate var size: Int {
    guard let request else { return connection.head.address.utf8.count }
    let headers = request.headers.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    return request.path.utf8.count + request.authority.utf8.count + headers
      + (request.method == "GET" ? 0 : 8)
  }
}
