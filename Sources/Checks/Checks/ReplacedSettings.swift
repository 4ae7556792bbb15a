internal import ControlPlane
internal import Diagnostics

extension Check {
  /// Settings that others replace as a whole.
  static let replacedSettings = Check(
    .settingsReplaced, "settings that others replace as a whole",
    meaning: "The portLevelSettings of a port replace the policy as a whole: what they leave out "
      + "is default and not inherited. A block of a subset replaces that block of the rule as "
      + "a whole.",
    fix: "Repeat what shall hold in the settings that replace it.",
    source: "(pilot/pkg/networking/util/util.go@1.30.3, GetPortLevelTrafficPolicy)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec:
        host: web
        trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}, portLevelSettings: [{port: {number: 8080}, loadBalancer: {simple: RANDOM}}]}
      """
  ) { context in
    context.lostPolicies.filter { $0.code == .settingsReplaced }.map { $0.diagnostic(.note) }
  }
}
