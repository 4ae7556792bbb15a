import DataPlane
import Testing

@Suite struct EnvoyVersionTests {
  @Test(arguments: [
    ("istio-1.20.2", 28), ("istio-1.24.0", 32), ("istio-1.30.3", 38), ("naive", 38),
    ("retries-as-before", 38), ("istio-2.0", 38),
  ])
  func followsTheRuleVersion(name: String, minor: Int) {
    #expect(EnvoyVersion(ruleVersion: name) == EnvoyVersion(minor: minor))
  }
}
