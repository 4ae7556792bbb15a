import DataPlane
import Foundation
import ProxyConfig
import Testing

/// Every request that real Envoy was asked, answered here; what chance decides must be reachable by
/// some draw.
@Suite struct DecisionsTests {
  /// Requests that are answered otherwise than by Envoy, each with its reason.
  static let known: [String: String] = [:]

  @Test func answersAsRealEnvoyDid() throws {
    var asked = 0
    var different: [String] = []
    for file in try Corpus.decisions() {
      let configurations = try Corpus.configurations(file.mesh, of: file.proxies.map(\.from))
      for proxy in file.proxies {
        let configuration = try #require(configurations[proxy.from])
        let judge = DecisionJudge(configuration, applicationHeaders: proxy.applicationHeaders)
        for question in proxy.asked {
          asked += 1
          if let difference = judge.difference(question) {
            different.append("\(file.mesh) \(proxy.from) \(difference)")
          }
        }
      }
    }
    let equal = asked - different.count
    print("decisions: \(equal) of \(asked) requests answered as Envoy 1.38 did")
    #expect(asked == 20_708)
    let unexpected = different.filter { line in !Self.known.keys.contains { line.contains($0) } }
    #expect(unexpected.isEmpty, "\(unexpected.prefix(20).joined(separator: "\n"))")
  }
}

/// Compares answers over one proxy with what was observed.
final class DecisionJudge {
  private let proxy: ProxyTables
  private let applicationHeaders: Corpus.HeaderPairs
  private var tables: [String: RouteTable] = [:]

  init(_ configuration: ProxyConfiguration, applicationHeaders: Corpus.HeaderPairs) {
    proxy = ProxyTables(configuration, version: EnvoyVersion(minor: 38))
    self.applicationHeaders = applicationHeaders
  }

  /// What differs, in words; `nil` where every observed outcome can come about.
  func difference(_ question: Corpus.Decisions.Asked) -> String? {
    guard let table = table(question.configuration) else { return "no \(question.configuration)" }
    let first = outcome(question, table, Draws(0, 0, 0, 0))
    var reachable: Set<ObservedOutcome> = [first.outcome]
    if first.consultedChance || first.outcome.attempts ?? 0 > 1 {
      for draws in Self.representatives(table, first.plan) {
        reachable.insert(outcome(question, table, draws).outcome)
      }
    }
    for observed in question.outcomes where !reachable.contains(observed.sorted) {
      return "\(question.configuration) \(question.request)\n  \(observed.sorted)\n  not in "
        + reachable.map { "\($0)" }.sorted().joined(separator: "\n         ")
    }
    return nil
  }

  private func table(_ name: String) -> RouteTable? {
    if let table = tables[name] { return table }
    tables[name] = proxy.routeTable(name)
    return tables[name]
  }

  private func outcome(
    _ question: Corpus.Decisions.Asked, _ table: RouteTable, _ draws: Draws
  ) -> (outcome: ObservedOutcome, consultedChance: Bool, plan: RequestPlan) {
    let request = RequestHead(
      method: question.request.method, authority: question.request.authority,
      path: question.request.path,
      headers: question.request.headers.map { HeaderField($0[0], $0[1]) })
    let application = ApplicationScript(
      status: question.application?.status ?? 200,
      headers: applicationHeaders.pairs.map { HeaderField($0.name, $0.value) },
      delay: ProtoDuration(nanoseconds: Int64((question.application?.delay ?? 0) * 1e9)),
      resets: question.application?.reset ?? false)
    let answer = answer(
      request, at: table, of: proxy, application: application, draws: draws.request,
      backOffDraw: { _ in draws.backOff })
    return (ObservedOutcome(answer).sorted, answer.plan.consultedChance, answer.plan)
  }

  /// Draws that reach every cluster, copy and fault of the chosen route.
  private static func representatives(_ table: RouteTable, _ plan: RequestPlan) -> [Draws] {
    let clusters = table.entry(plan.routing)?.route.route?.weightedClusters?.clusters ?? []
    var streams: Set<UInt64> = [0, 999_999]
    let total = clusters.reduce(0) { $0 + UInt64($1.weight ?? 0) }
    var start: UInt64 = 0
    for cluster in clusters where cluster.weight ?? 0 > 0 {
      streams.insert(start)
      streams.insert(start + total * (600_000 / total))
      start += UInt64(cluster.weight ?? 0)
    }
    return streams.flatMap { stream in
      [(0, 0), (0, 999_999), (999_999, 0), (999_999, 999_999)].flatMap { delay, abort in
        [0, UInt64(999)].map { Draws(stream, delay, abort, $0) }
      }
    }
  }

  /// All draws of one answer.
  struct Draws {
    var request: RequestDraws
    var backOff: UInt64

    init(_ stream: UInt64, _ delay: UInt64, _ abort: UInt64, _ backOff: UInt64) {
      request = RequestDraws(stream: stream, faultDelay: delay, faultAbort: abort)
      self.backOff = backOff
    }
  }
}

extension ObservedOutcome {
  /// An answer in the corpus's form.
  init(_ answer: ProxyAnswer) {
    status = answer.head.status
    flags = answer.flags.description.isEmpty ? nil : answer.flags.description
    details = answer.details
    virtualHost = answer.virtualHost
    route = answer.route
    cluster = answer.plan.cluster
    attempts = answer.attempts
    headers = answer.head.headers.fields.map { [$0.name, $0.value] }
    body = answer.body.isEmpty ? nil : answer.body
    received = answer.sent.map { sent in
      Received(
        cluster: sent.cluster, method: sent.head.method, path: sent.head.path,
        authority: sent.head.authority,
        headers: sent.head.headers.fields.map { [$0.name, $0.value] })
    }
    if received?.isEmpty ?? false { received = nil }
  }

  /// The same with what was sent in a fixed order.
  var sorted: ObservedOutcome {
    var copy = self
    copy.received?.sort { $0.sortKey < $1.sortKey }
    return copy
  }
}
