import Testing

/// `labbook upgrade`, by the built binary.
@Suite struct UpgradeTests {
  private func run(_ options: [String]) throws -> Program.Result {
    let notebook = try Notebook(copying: [])
    try notebook.write(MeshComparisonTests.mesh, to: "mesh.yaml")
    return try Program.run(["upgrade", "-f", "mesh.yaml"] + options, in: notebook.root)
  }

  @Test func everyReleaseOnTheWayIsTold() throws {
    let result = try run(["--from", "1.25", "--to", "istio-1.28"])
    #expect(result.status == 0, "\(result.errors)")
    for text in [
      "Upgrade of mesh.yaml from istio-1.25.0 to istio-1.28.0",
      "Answers differ with istio-1.27.0", "From istio-1.25.0 to istio-1.26.0",
      "From istio-1.27.0 to istio-1.28.0", "trailingDotDomains: ", "Does not concern this mesh",
      "mirrorHostSuffix: ",
    ] {
      #expect(result.output.contains(text), "\(text): \(result.output)")
    }
  }

  @Test(arguments: [("markdown", "# Upgrade of"), ("html", "<!DOCTYPE html>"), ("json", "{\n")])
  func hasForms(form: String, start: String) throws {
    let result = try run(["--from", "1.26", "--to", "1.27", "--format", form])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix(start), "\(result.output.prefix(100))")
  }

  @Test(
    arguments: [
      (["--from", "1.25"], 64), (["--from", "1.27", "--to", "1.25"], 64),
      (["--from", "naive", "--to", "1.25"], 64), (["--from", "1.5", "--to", "1.25"], 65),
    ] as [([String], Int32)])
  func whatIsNoUpgradeIsRefused(options: [String], status: Int32) throws {
    let result = try run(options)
    #expect(result.status == status, "\(result.output)\(result.errors)")
    #expect(result.output.isEmpty)
  }
}
