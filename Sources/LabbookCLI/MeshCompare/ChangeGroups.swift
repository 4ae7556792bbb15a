import DataPlane
import Diagnostics
import Laboratory
import Probes

/// Requests whose answers change alike, at any proxies.
struct AnswerGroup {
  /// The one with the shortest request.
  var change: AnswerChange
  /// At which proxies.
  var proxies: [String]
  /// How many more there are.
  var more = 0

  private struct Key: Hashable {
    var causes: [Int]
    var before: String
    var after: String
    var isConnection: Bool
    var origin: ResourceIdentifier?
  }

  /// The groups, in the order of their first changes.
  static func all(_ changes: [AnswerChange]) -> [AnswerGroup] {
    var groups: [AnswerGroup] = []
    var places: [Key: Int] = [:]
    for change in changes {
      let (before, after) = AnswerWords.both(change)
      let key = Key(
        causes: change.causes, before: before, after: after, isConnection: change.request == nil,
        origin: (change.originAfter ?? change.originBefore)?.resource)
      guard let place = places[key] else {
        places[key] = groups.count
        groups.append(AnswerGroup(change: change, proxies: change.proxies))
        continue
      }
      groups[place].more += 1
      for proxy in change.proxies where !groups[place].proxies.contains(proxy) {
        groups[place].proxies.append(proxy)
      }
      if change.size < groups[place].change.size { groups[place].change = change }
    }
    return groups
  }

  /// The group in words.
  func answer(_ line: CurlLine) -> ChangeReport.Answer {
    let (before, after) = AnswerWords.both(change)
    let origin = change.originAfter ?? change.originBefore
    return ChangeReport.Answer(
      command: change.request.map {
        line.text($0, change.connection, at: change.proxies.first ?? "")
      }, question: AnswerWords.question(change), before: before, after: after,
      place: origin?.location, proxies: proxies, more: more)
  }
}

/// Properties that change alike, of any objects.
struct PropertyGroup {
  /// The first one.
  var change: PropertyChange
  /// At which proxies.
  var proxies: [String]
  /// How many more there are.
  var more = 0

  private struct Key: Hashable {
    var causes: [Int]
    var difference: MessageDifference
    var kind: String
    var origin: ResourceIdentifier?
  }

  /// The groups, in the order of their first changes.
  static func all(_ changes: [PropertyChange]) -> [PropertyGroup] {
    var groups: [PropertyGroup] = []
    var places: [Key: Int] = [:]
    for change in changes {
      let key = Key(
        causes: change.causes, difference: change.difference,
        kind: String(change.subject.words.prefix { $0 != " " }),
        origin: (change.originAfter ?? change.originBefore)?.resource)
      guard let place = places[key] else {
        places[key] = groups.count
        groups.append(PropertyGroup(change: change, proxies: change.proxies))
        continue
      }
      groups[place].more += 1
      for proxy in change.proxies where !groups[place].proxies.contains(proxy) {
        groups[place].proxies.append(proxy)
      }
    }
    return groups
  }

  /// The group in words.
  var property: ChangeReport.Property {
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
