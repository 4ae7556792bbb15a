import Testing

/// `-n` and `-R` as kubectl has them.
@Suite struct ManifestSelectionTests {
  private static let manifests = [
    "here/pods.yaml": """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}}
    """,
    "here/below/service.yaml": """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
    """,
  ]

  private func curl(_ options: [String]) throws -> Program.Result {
    let notebook = try Notebook(copying: [])
    for (path, text) in Self.manifests { try notebook.write(text, to: path) }
    return try Program.run(
      ["curl", "--from", "client.shop", "http://web.shop/", "-o", "json", "-f", "here"] + options,
      in: notebook.root)
  }

  @Test func foldersBelowAreReadWhereItIsAskedFor() throws {
    let shallow = try curl(["-n", "shop"])
    #expect(shallow.output.contains("\"curlExit\": 6"), "\(shallow.output)")
    let deep = try curl(["-n", "shop", "-R"])
    #expect(deep.output.contains("\"status\": 200"), "\(deep.output) \(deep.errors)")
  }

  @Test func aNameThatIsNoNamespaceIsRefused() throws {
    #expect(try curl(["-n", "Shop/1"]).status == 64)
  }
}
