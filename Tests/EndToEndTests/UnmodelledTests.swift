import Testing

/// What can change an outcome and is not modelled is said, never passed over.
@Suite struct UnmodelledTests {
  private static let manifests = "Experiments/max-connection-dr/manifests"

  private func curl(_ spec: String, _ options: [String] = []) throws -> Program.Result {
    let notebook = try Notebook(copying: ["max-connection-dr"])
    try notebook.write(
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: v2}
      spec: {host: helloworld-v2, trafficPolicy: {\(spec)}}
      """, to: Self.manifests + "/99.yaml")
    return try Program.run(
      ["curl", "--from", "nginx", "http://helloworld-v1:5000/", "-f", Self.manifests] + options,
      in: notebook.root)
  }

  @Test(arguments: [
    "loadBalancer: {warmup: {duration: 10s}}", "connectionPool: {http: {idleTimeout: 1s}}",
    "connectionPool: {tcp: {maxConnectionDuration: 1s}}",
  ])
  func connectionsGrowOldWithoutAWarning(spec: String) throws {
    let result = try curl(spec)
    #expect(result.status == 0)
    #expect(!result.errors.contains("LB0100"), "\(result.errors)")
  }

  @Test func anEnvoyFilterIsAnErrorUnlessAllowed() throws {
    let notebook = try Notebook(copying: ["self-destination"])
    try notebook.write(
      """
      apiVersion: networking.istio.io/v1alpha3
      kind: EnvoyFilter
      metadata: {name: x}
      spec: {configPatches: [{applyTo: CLUSTER, patch: {operation: MERGE, value: {}}}]}
      """,
      to: "Experiments/self-destination/manifests/99.yaml")
    let refused = try Program.run(["run"], in: notebook.root)
    #expect(refused.status == 65)
    let allowed = try Program.run(["run", "--allow-unmodelled"], in: notebook.root)
    #expect(allowed.status == 0, "\(allowed.errors)")
    #expect(allowed.errors.contains("warning[LB0100]"))
    #expect(try notebook.read("output/self-destination/index.md").contains("EnvoyFilter"))
  }
}
