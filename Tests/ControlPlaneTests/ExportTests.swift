internal import Resources
internal import Testing

@testable internal import ControlPlane

/// Who sees what is exported (`pilot/pkg/model/push_context_test.go` TestServiceWithExportTo,
/// TestVirtualServiceWithExportTo and …DefaultExportTo@1.30.3 state the same facts).
@Suite struct ExportTests {
  @Test(arguments: [
    ([], nil, "shop", true), ([], ["."], "shop", false), ([], ["."], "default", true),
    (["*"], ["."], "shop", true), (["."], nil, "shop", false), (["."], nil, "default", true),
    (["shop"], nil, "shop", true), (["shop"], nil, "default", false),
    ([".", "shop"], nil, "default", true), (["default"], nil, "default", true),
    (["~"], nil, "default", false), (["~", "shop"], nil, "shop", false),
    (["~", "*"], nil, "shop", true),
  ])
  func reach(
    _ exportTo: [String], _ fallback: [String]?, _ client: String, _ isSeen: Bool
  ) {
    #expect(Export(exportTo, default: fallback, in: "default").reaches(client) == isSeen)
  }

  @Test(arguments: [
    ("istio-1.29", [".", "shop"], ["."]), ("istio-1.30", [".", "shop"], [".", "shop"]),
    ("istio-1.29", ["shop"], ["~"]), ("istio-1.29", ["*"], ["*"]),
  ])
  func meshDefault(_ version: String, _ written: [String], _ honoured: [String]) throws {
    let rules = try #require(RuleVersion.named(version))
    var mesh = MeshConfig()
    mesh.defaultServiceExportTo = written
    mesh.defaultVirtualServiceExportTo = written
    #expect(mesh.serviceExport(under: rules) == honoured)
    #expect(mesh.virtualServiceExport(under: rules) == honoured)
    #expect(MeshConfig().serviceExport(under: rules) == nil)
  }
}
