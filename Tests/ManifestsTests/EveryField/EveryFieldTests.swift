import Diagnostics
import Manifests
import Resources
import Testing

/// Every field of every kind is read into a value, and what is wrong with it is told at its line.
@Suite struct EveryFieldTests {
  static let fixtures =
    ManifestFixture.routing + ManifestFixture.istio + ManifestFixture.kubernetes

  private func read(_ text: String) -> ManifestReading {
    ManifestReader.read([ManifestSource(name: "m.yaml", text: text)])
  }

  /// The objects' values without their metadata, which know the lines that they come from.
  private func values(_ text: String) -> String {
    read(text).resources.objects.map { Self.dump($0) }.joined(separator: "\n")
  }

  private static func dump(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    guard !mirror.children.isEmpty else { return "\(value)" }
    if mirror.displayStyle == .dictionary || mirror.displayStyle == .set {
      return mirror.children.map { dump($0.value) }.sorted().joined(separator: ", ")
    }
    return mirror.children.filter { $0.label != "metadata" }
      .map { "(\($0.label ?? "") \(dump($0.value)))" }.joined()
  }

  @Test(arguments: fixtures)
  func aSoundObjectHasNoFindings(fixture: ManifestFixture) {
    let reading = read(fixture.text)
    #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
    #expect(reading.resources.objects.count == 1)
    #expect(fixture.fieldLines.count > 1)
  }

  /// A field that is left out is missed, in the value or by a finding.
  @Test(arguments: fixtures)
  func noFieldIsLost(fixture: ManifestFixture) {
    let whole = values(fixture.text)
    for line in fixture.fieldLines {
      let (indent, key, value) = fixture.parts(of: line)
      guard !fixture.idleLines.contains("\(indent)\(key): \(value)") else { continue }
      // The first field of a list's item carries the item's mark.
      let rest = indent.contains("-") ? "\(indent.filter { $0 == " " })" : nil
      let text = fixture.replacing(line, by: indent.contains("-") ? "\(indent){}" : rest)
      let reading = read(text)
      #expect(
        !reading.diagnostics.isEmpty || values(text) != whole,
        "\(fixture.kind): \(key): \(value) leaves no trace")
    }
  }

  /// A field that the kind does not have is told at its line, with its name.
  @Test(arguments: fixtures)
  func aMisspeltFieldIsTold(fixture: ManifestFixture) {
    for line in fixture.fieldLines {
      let (indent, key, value) = fixture.parts(of: line)
      guard !key.hasPrefix("\"") else { continue }
      let reading = read(fixture.replacing(line, by: "\(indent)\(key)x: \(value)"))
      #expect(
        reading.diagnostics.contains {
          $0.description.hasPrefix("m.yaml:\(line + 4):") && $0.description.contains("“\(key)x”")
        }, "\(fixture.kind): \(key)x passes without a word")
    }
  }

  /// A value of another type is told at its line; nothing traps on it.
  @Test(arguments: fixtures, ["[[1]]", "{a: {b: c}}"])
  func aValueOfAnotherTypeIsTold(fixture: ManifestFixture, other: String) {
    for line in fixture.fieldLines {
      let (indent, key, value) = fixture.parts(of: line)
      guard !value.hasPrefix("["), !value.hasPrefix("{") else { continue }
      let reading = read(fixture.replacing(line, by: "\(indent)\(key): \(other)"))
      #expect(
        reading.diagnostics.contains { $0.description.hasPrefix("m.yaml:\(line + 4):") },
        "\(fixture.kind): \(key): \(other) passes without a word")
    }
  }
}
