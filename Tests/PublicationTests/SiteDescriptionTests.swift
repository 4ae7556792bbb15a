import Diagnostics
import Manifests
import Notebook
import Testing

@Suite struct SiteDescriptionTests {
  private func read(_ text: String) -> (description: SiteDescription, diagnostics: [Diagnostic]) {
    SiteDescriptionReader.read(
      ManifestSource(name: "labbook.yaml", text: "apiVersion: labbook/v1\nkind: Site\n" + text))
  }

  @Test func everySettingIsRead() {
    let (site, findings) = read(
      """
      name: {en: Mesh notes, ko: 메시 노트}
      description: What rules do.
      baseURL: HTTPS://Example.org:8443/mesh
      author: Somebody
      languages: [en, ko]
      logo: art/logo.svg
      repository: https://github.com/example/mesh
      branch: trunk
      aliases: {old: new, older: new}
      """)
    #expect(findings == [])
    #expect(site.name.text(in: "ko") == "메시 노트")
    #expect(site.address?.text == "https://example.org:8443/mesh/")
    #expect(site.address?.path == "/mesh/")
    #expect(site.languages == ["en", "ko"])
    #expect(site.editAddress == "https://github.com/example/mesh/edit/trunk/{path}")
    #expect(site.aliases.map(\.name) == ["old", "older"])
  }

  @Test(
    arguments: [
      ("repository: https://gitlab.com/a/b", "https://gitlab.com/a/b/-/edit/main/{path}"),
      ("repository: https://git.example/a", nil),
      (
        "repository: https://git.example/a\nedit: \"https://git.example/a/{path}\"",
        "https://git.example/a/{path}"
      ),
    ] as [(String, String?)])
  func editAddressesFollowFromTheRepository(text: String, address: String?) {
    let (site, findings) = read(text)
    #expect(findings == [])
    #expect(site.editAddress == address)
  }

  @Test(arguments: [
    ("baseURL: example.org", 3, 10, "does not begin with"),
    ("baseURL: ftp://a.example/", 3, 10, "neither"),
    ("baseURL: https://", 3, 10, "names no host"),
    ("baseURL: \"https://a b/\"", 3, 10, "host that can be none"),
    ("baseURL: https://u@a.example/", 3, 10, "user's name"),
    ("baseURL: https://a.example:99999/", 3, 10, "port"),
    ("baseURL: https://a.example/?q", 3, 10, "after its folder"),
    ("baseURL: https://a.example/ü/", 3, 10, "%XX"),
    ("baseURL: https://a.example/../b/", 3, 10, "steps"), ("baseURL: 7", 3, 10, "must be a text"),
    ("name: \"\"", 3, 7, "is empty"), ("nmae: x", 3, 1, "has no field"),
    ("languages: [fr]", 3, 13, "en and ko"),
    ("languages: [ko]", 3, 12, "en is among"), ("logo: ../x.svg", 3, 7, "below the project"),
    ("logo: x.gif", 3, 7, "SVG or a PNG"), ("repository: here", 3, 13, "does not begin"),
    ("edit: https://a.example/", 3, 7, "{path}"), ("branch: a b", 3, 9, "%XX"), ("- a", 3, 1, ""),
  ])
  func whatNoSiteCanHaveIsToldAtItsPlace(text: String, line: Int, column: Int, words: String) {
    let findings = read(text).diagnostics
    #expect(findings.hasErrors)
    let finding = findings.first
    #expect(finding?.location?.line == line, "\(findings)")
    if !words.isEmpty {
      #expect(finding?.location?.column == column, "\(findings)")
      #expect(finding?.summary.contains(words) == true, "\(findings)")
    }
  }

  @Test(arguments: ["", "apiVersion: labbook/v1\n", "kind: Site\n", "a: [", "{}\n---\n{}\n"])
  func aFileOfAnotherKindIsRefused(text: String) {
    let findings = SiteDescriptionReader.read(ManifestSource(name: "labbook.yaml", text: text))
      .diagnostics
    #expect(findings.hasErrors)
  }
}
