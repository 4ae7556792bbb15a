import Diagnostics
import Resources
import Testing

@testable import Manifests

@Suite struct YAMLReaderTests {
  private func findings(_ text: String, limits: ReadingLimits = .standard) -> [String] {
    let source = ManifestSource(name: "a.yaml", text: text)
    return YAMLReader.documents(of: source, limits: limits).diagnostics.map(\.description)
  }

  /// sigs.k8s.io/yaml reads YAML 1.1 through gopkg.in/yaml.v2's resolver.
  @Test(arguments: [
    ("80", YAMLScalar.integer(80)), ("-1", .integer(-1)), ("+7", .integer(7)),
    ("0x1F", .integer(31)), ("0b101", .integer(5)), ("0o17", .integer(15)), ("017", .integer(15)),
    ("1_000", .integer(1000)), ("0", .integer(0)), ("1.5", .number(1.5)), ("1e3", .number(1000)),
    (".5", .number(0.5)), ("yes", .boolean(true)), ("Off", .boolean(false)),
    ("true", .boolean(true)),
    ("FALSE", .boolean(false)), ("y", .boolean(true)), ("n", .boolean(false)), ("08", .number(8)),
    ("1.2.3", .text),
    ("-0x8000000000000000", .integer(.min)), ("-0x-8000000000000000", .text), ("--5", .text),
    ("+-5", .text), ("0x-1", .text), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("0xffffffffffffffff", .text),
    ("1e400", .text), ("-1e400", .text), ("1e308", .number(1e308)),
    ("10ms", .text), ("-", .text), ("1e", .text), ("٣", .text),
  ])
  func plainScalarsMeanWhatKubernetesReads(text: String, expected: YAMLScalar) {
    #expect(YAMLScalar(plain: text) == expected)
  }

  @Test func aDuplicateKeyNamesBothPlaces() {
    #expect(
      findings("a: 1\nb: 2\na: 3\n") == [
        "a.yaml:3:1: error[LB0004]: the key “a” is given twice\n  note: a.yaml:1:1: first given here"
      ])
  }

  @Test func columnsCountUnicodeScalars() {
    #expect(
      findings("\"키\": {값: 1, 값: 2}\n").first?.hasPrefix("a.yaml:1:13: error[LB0004]") == true)
  }

  @Test func depthHasALimitAtItsBoundary() {
    var limits = ReadingLimits()
    limits.depth = 5
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(findings(nested(5), limits: limits) == [])
    #expect(findings(nested(6), limits: limits).first?.contains("LB0003") == true)
  }

  @Test func aliasesHaveALimitAtItsBoundary() {
    var limits = ReadingLimits()
    limits.aliasNodeCount = 6
    let anchor = "a: &a [1, 2]\n"
    #expect(findings(anchor + "b: *a\nc: *a\n", limits: limits) == [])
    #expect(
      findings(anchor + "b: *a\nc: *a\nd: *a\n", limits: limits).first?.contains("LB0003") == true)
  }

  @Test func sizeHasALimitAtItsBoundary() {
    var limits = ReadingLimits()
    limits.fileByteCount = 4
    #expect(findings("a: 1", limits: limits) == [])
    #expect(findings("a: 12", limits: limits).first?.contains("LB0003") == true)
  }

  @Test func documentsBeforeASyntaxErrorAreKept() {
    let source = ManifestSource(name: "a.yaml", text: "a: 1\n---\nb: 2\n---\nc: [1\n")
    let (documents, diagnostics) = YAMLReader.documents(of: source)
    #expect(documents.count == 2)
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.code == .unreadableYAML)
  }

  @Test(arguments: [
    ([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8)), Array("a: 1\r\nb: 2\r\n".utf8),
    [0xFF, 0xFE, 0x61, 0, 0x3A, 0, 0x20, 0, 0x31, 0],
  ])
  func byteOrderMarksAndLineEndsAreRead(bytes: [UInt8]) {
    let (documents, diagnostics) = YAMLReader.documents(
      of: ManifestSource(name: "a.yaml", bytes: bytes))
    #expect(documents.count == 1)
    #expect(diagnostics == [])
  }

  @Test func whatNobodyReadsOfAnObjectIsPassedOver() {
    let text = """
      kind: Deployment
      metadata:
        managedFields: [{manager: &who kubectl}, {a: {b: [1, 2, 3]}}]
        name: *who
      status: {replicas: 1, conditions: [{type: Ready}]}
      spec: {status: kept}
      """
    func nodes(skips: Bool) -> [String: String] {
      let source = ManifestSource(name: "a.yaml", text: text)
      let (documents, diagnostics) = YAMLReader.documents(of: source, skips: skips)
      #expect(diagnostics == [])
      guard let root = documents.first, case .mapping(let entries) = root.content else {
        return [:]
      }
      var found: [String: String] = [:]
      for entry in entries {
        guard case .mapping(let inner) = entry.value.content else { continue }
        for item in inner {
          if case .scalar(let text, _) = item.value.content { found[item.key] = text }
        }
      }
      return found
    }
    #expect(nodes(skips: false) == ["name": "kubectl", "replicas": "1", "status": "kept"])
    #expect(nodes(skips: true) == ["name": "kubectl", "status": "kept"])
  }

  @Test(.timeLimit(.minutes(10))) func manyLabelsAreReadInLinearTime() {
    let labels = (0..<100_000).map { "    l\($0): v\n" }.joined()
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n" + labels
    let reading = ManifestReader.read([ManifestSource(name: "a.yaml", text: text)])
    #expect(reading.diagnostics == [])
    #expect(reading.resources.pods.first?.metadata.labels.count == 100_000)
  }

  @Test func seededNoiseNeverCrashes() {
    var state: UInt64 = 1
    let alphabet = Array("abc:-[]{}&*!|>'\"%@`#,? \n\t0é\u{0}".utf8)
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      let (documents, diagnostics) = YAMLReader.documents(
        of: ManifestSource(name: "noise", bytes: bytes))
      for diagnostic in diagnostics { #expect(diagnostic.location != nil) }
      for document in documents { _ = document.places }
    }
  }
}
