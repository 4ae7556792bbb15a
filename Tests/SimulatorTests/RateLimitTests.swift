import ProxyConfig
import Testing

@testable import Simulator

/// Local rate limits: a bucket of tokens in a proxy.
@Suite struct RateLimitTests {
  private static func scenario(
    enabled: UInt32 = 100, enforced: UInt32 = 100, _ traffic: ClientPlan, _ fixture: MeshFixture
  ) -> Scenario {
    var limit = LocalRateLimit()
    limit.tokenBucket = LocalRateLimit.TokenBucket(
      maxTokens: 3, tokensPerFill: 3, fillInterval: ProtoDuration(nanoseconds: 60_000_000_000))
    func share(_ percent: UInt32) -> RuntimeFractionalPercent {
      RuntimeFractionalPercent(
        defaultValue: FractionalPercent(numerator: percent, denominator: .hundred))
    }
    limit.filterEnabled = share(enabled)
    limit.filterEnforced = share(enforced)
    limit.responseHeadersToAdd = [HeaderValueOption(key: "x-limited", value: "yes")]
    var scenario = fixture.scenario([traffic])
    for proxy in scenario.mesh.proxies.indices {
      for listener in scenario.mesh.proxies[proxy].listeners.indices
      where scenario.mesh.proxies[proxy].listeners[listener].trafficDirection == .inbound {
        let count = scenario.mesh.proxies[proxy].listeners[listener].filterChains?.count ?? 0
        for chain in 0..<count {
          scenario.mesh.proxies[proxy].listeners[listener].filterChains?[chain]
            .httpConnectionManager?.httpFilters.insert(
              HTTPFilter(name: FilterName.localRateLimit, .localRateLimit(limit)), at: 0)
        }
      }
    }
    return scenario
  }

  @Test func refusesWhatFindsNoToken() throws {
    let fixture = MeshFixture()
    let history = Simulation.run(Self.scenario(fixture.rounds(8, of: 1), fixture))
    #expect(history.count(status: 200) == 3)
    let refused = try #require(history.outcomes.first { $0.status == 429 })
    #expect(refused.decidingFlags == "RL")
    #expect(refused.body == "local_rate_limited")
    #expect(refused.decidedBy == "server-0.default")
    let trace = try #require(history.traces.first { $0.outcome == refused })
    #expect(trace.responseHeaders.contains { $0.name == "x-limited" && $0.value == "yes" })
    #expect(trace.hops.last?.actions.map(\.text) == ["local rate limit: no token is left"])
  }

  @Test(arguments: [(0, 100), (100, 0)])
  func letsAllPass(enabled: UInt32, enforced: UInt32) {
    let fixture = MeshFixture()
    let history = Simulation.run(
      Self.scenario(enabled: enabled, enforced: enforced, fixture.rounds(8, of: 1), fixture))
    #expect(history.count(status: 200) == 8)
    #expect(!history.consultedChance)
  }

  @Test func refusesAShare() {
    let fixture = MeshFixture()
    let history = Simulation.run(
      Self.scenario(enforced: 50, fixture.rounds(1_000, of: 1, every: 10), fixture))
    #expect(history.consultedChance)
    #expect((420...580).contains(history.count(status: 429)))
  }
}
