import Foundation
import Testing

/// One question of Gateway API's conformance suite, as `Tests/GatewayAPIConformance` writes it.
struct GatewayConformanceCase: Sendable {
  /// The line, for messages.
  var line: String
  var method: String
  /// Empty where the request names the server that it enters at.
  var host: String
  var path: String
  var headers: [[String]]
  /// What the application does: `delay`, `status`, or headers of its response.
  var application: [[String]]
  /// Who answers, or with which status.
  var answer: String
  var facts: [String]

  /// Reads `METHOD [//HOST]PATH [HEADERS] {APPLICATION} -> ANSWER ; FACT`.
  init?(_ line: String) {
    guard let arrow = line.range(of: " -> ") else { return nil }
    self.line = line
    var left = String(line[..<arrow.lowerBound])
    headers = Self.pairs(&left, "[", "]")
    application = Self.pairs(&left, "{", "}")
    let words = left.split(separator: " ")
    guard words.count == 2 else { return nil }
    method = String(words[0])
    path = String(words[1])
    host = ""
    if path.hasPrefix("//") {
      let rest = path.dropFirst(2)
      let slash = rest.firstIndex(of: "/") ?? rest.endIndex
      host = String(rest[..<slash])
      path = String(rest[slash...])
    }
    let right = line[arrow.upperBound...].components(separatedBy: " ; ")
    answer = right[0]
    facts = Array(right.dropFirst())
  }

  /// Takes `[a: b | c: d]` out of a text.
  private static func pairs(_ text: inout String, _ open: Character, _ close: Character)
    -> [[String]]
  {
    guard let start = text.firstIndex(of: open), let end = text.firstIndex(of: close) else {
      return []
    }
    let inner = text[text.index(after: start)..<end]
    text.removeSubrange(start...end)
    return inner.components(separatedBy: " | ").compactMap { pair in
      guard let colon = pair.range(of: ": ") else { return nil }
      return [String(pair[..<colon.lowerBound]), String(pair[colon.upperBound...])]
    }
  }

  /// The request as a line of `curl --requests`.
  ///
  /// - `sender`: `outside`, or a pod.
  /// - `server`: what is called where the host is a header; `nil` calls the host itself.
  func request(from sender: String, server: String?, scheme: String, id: Int) throws -> String {
    var headers = headers
    if server != nil, !host.isEmpty { headers.insert(["Host", host], at: 0) }
    var request: [String: Any] = [
      "id": id, "from": sender, "method": method, "headers": headers,
      "url": "\(scheme)://\(server ?? host)\(path)",
    ]
    if !application.isEmpty {
      var script: [String: Any] = [:]
      for pair in application where pair[0] == "delay" || pair[0] == "status" {
        script[pair[0]] = Int(pair[1])
      }
      script["headers"] = application.filter { $0[0] != "delay" && $0[0] != "status" }
      request["application"] = script
    }
    return String(
      decoding: try JSONSerialization.data(withJSONObject: request), as: UTF8.self)
  }
}

/// The questions of one file that enter at one place.
struct GatewayConformanceGroup: Sendable {
  /// Such as `same`, `listeners:8080`, `https secure` or `deploy/echo-v1.mesh`.
  var place: String
  var cases: [GatewayConformanceCase]

  /// All groups of a file.
  static func groups(of text: String) -> [GatewayConformanceGroup] {
    var groups: [GatewayConformanceGroup] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# at ") {
        groups.append(GatewayConformanceGroup(place: String(line.dropFirst(5)), cases: []))
      } else if line.hasPrefix("#   ") {
        if let found = GatewayConformanceCase(String(line.dropFirst(4))), !groups.isEmpty {
          groups[groups.count - 1].cases.append(found)
        } else {
          Issue.record("this line is no question: \(line)")
        }
      }
    }
    return groups
  }
}
