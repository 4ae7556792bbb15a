import Foundation

/// What the program answered to a question of the conformance suite, held against what is expected.
struct GatewayConformanceAnswer {
  private let answer: [String: Any]
  private var outcome: [String: Any] { answer["outcome"] as? [String: Any] ?? [:] }
  private var received: [[String: Any]] { answer["received"] as? [[String: Any]] ?? [] }

  init(_ answer: [String: Any]) { self.answer = answer }

  /// Who answered, without the pod's number; empty for a proxy.
  var workload: String {
    let pod = (outcome["workload"] as? String ?? "").split(separator: ".").first ?? ""
    return String(pod.dropLastNumber)
  }

  private var status: Int { outcome["status"] as? Int ?? 0 }

  /// What is not as expected, in words.
  func problems(_ question: GatewayConformanceCase) -> [String] {
    var problems = question.facts.compactMap { problem($0) }
    if let problem = problem(answer: question.answer) { problems.append(problem) }
    return problems
  }

  private func problem(answer expected: String) -> String? {
    let responses = Self.values(outcome["headers"])
    if expected.hasPrefix("grpc ") {
      // Codes as google.golang.org/grpc/codes names them.
      let codes = ["Unimplemented": "12", "Unavailable": "14"]
      let code = responses["grpc-status"]
      return code == codes[String(expected.dropFirst(5))] ? nil : "grpc-status \(code ?? "none")"
    }
    let statuses = expected.split(separator: "|").compactMap { Int($0) }
    if !statuses.isEmpty { return statuses.contains(status) ? nil : "status \(status)" }
    return status == 200 && workload == expected ? nil : "\(status) by \(workload)"
  }

  private func problem(_ fact: String) -> String? {
    let words = fact.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return "no fact: \(fact)" }
    let rest = words[1]
    switch words[0] {
    case "response": return Self.problem(rest, in: Self.values(outcome["headers"]))
    case "received": return problem(received: rest)
    case "location": return problem(location: rest)
    case "mirrored":
      let names = received.compactMap { $0["workload"] as? String }
      return names.contains { $0.hasPrefix(rest) } ? nil : "not \(fact)"
    case "attempts":
      let hops = answer["hops"] as? [[String: Any]] ?? []
      let count = (hops.first?["attempts"] as? [Any])?.count ?? 0
      return String(count) == rest ? nil : "\(count) attempts"
    default: return "no fact: \(fact)"
    }
  }

  /// The request as who answered received it.
  private func problem(received expected: String) -> String? {
    let request =
      received.first { ($0["workload"] as? String) == (outcome["workload"] as? String) } ?? [:]
    for key in ["path", "authority"] where expected.hasPrefix(key + " ") {
      let value = request[key] as? String
      return value == String(expected.dropFirst(key.count + 1)) ? nil : "\(key) \(value ?? "none")"
    }
    return Self.problem(expected, in: Self.values(request["headers"]))
  }

  private func problem(location expected: String) -> String? {
    let location = Self.values(outcome["headers"])["location"] ?? ""
    let url = URLComponents(string: location)
    let parts = [
      "scheme": url?.scheme, "host": url?.host, "port": url?.port.map(String.init) ?? "none",
      "path": url?.path,
    ]
    let isRight = expected.split(separator: " ").allSatisfy { part in
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      return pair.count == 2 && parts[pair[0]] == pair[1]
    }
    return isRight ? nil : "location \(location)"
  }

  /// `NAME: VALUE or VALUE`, or `no NAME`.
  private static func problem(_ expected: String, in headers: [String: String]) -> String? {
    if expected.hasPrefix("no ") {
      let name = String(expected.dropFirst(3))
      return headers[name].map { "\(name): \($0)" }
    }
    guard let colon = expected.range(of: ": ") else { return "no header: \(expected)" }
    let name = String(expected[..<colon.lowerBound])
    let right = expected[colon.upperBound...].components(separatedBy: " or ").map(\.withoutBlanks)
    let value = headers[name]
    return value.map { right.contains($0.withoutBlanks) } == true
      ? nil : "\(name): \(value ?? "missing")"
  }

  /// Headers by their names in lower case; several of one name are one list.
  private static func values(_ pairs: Any?) -> [String: String] {
    var values: [String: String] = [:]
    for pair in pairs as? [[String]] ?? [] where pair.count == 2 {
      let name = pair[0].lowercased()
      values[name] = values[name].map { "\($0),\(pair[1])" } ?? pair[1]
    }
    return values
  }
}

extension String {
  fileprivate var withoutBlanks: String { filter { $0 != " " } }
}

extension Substring {
  /// `web` of `web-0`.
  fileprivate var dropLastNumber: Substring {
    guard let dash = lastIndex(of: "-"), self[index(after: dash)...].allSatisfy(\.isNumber) else {
      return self
    }
    return self[..<dash]
  }
}
