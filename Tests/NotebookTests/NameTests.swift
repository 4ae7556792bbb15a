import Testing

@testable import Notebook

/// How words and names are joined to others: Korean particles, names with and without a namespace,
/// texts in several languages.
@Suite struct NameTests {
  /// A word, and it with the particles of subject, topic, object, direction and company.
  static let particles: [(word: String, forms: [String])] = [
    ("요청", ["요청이", "요청은", "요청을", "요청으로", "요청과"]),
    ("프록시", ["프록시가", "프록시는", "프록시를", "프록시로", "프록시와"]),
    ("파일", ["파일이", "파일은", "파일을", "파일로", "파일과"]),
    (
      "istio-1.24.0",
      ["istio-1.24.0이", "istio-1.24.0은", "istio-1.24.0을", "istio-1.24.0으로", "istio-1.24.0과"]
    ),
    ("istio-1.31", ["istio-1.31이", "istio-1.31은", "istio-1.31을", "istio-1.31로", "istio-1.31과"]),
    ("1.22", ["1.22가", "1.22는", "1.22를", "1.22로", "1.22와"]),
    ("Pod", ["Pod가", "Pod는", "Pod를", "Pod로", "Pod와"]),
    ("503 (UO)", ["503 (UO)가", "503 (UO)는", "503 (UO)를", "503 (UO)로", "503 (UO)와"]),
    ("", ["가", "는", "를", "로", "와"]),
  ]

  @Test(arguments: particles.indices) func particlesFollowTheLastSound(_ index: Int) {
    let (word, forms) = Self.particles[index]
    let kinds: [KoreanParticle] = [.iGa, .eunNeun, .eulReul, .euroRo, .gwaWa]
    #expect(kinds.map { $0.after(word) } == forms)
  }

  @Test(arguments: [
    ("web.shop", "web.shop", true), ("web.shop", "web", true), ("web.shop", "shop", false),
    ("web.shop", "web.other", false), ("web-0.shop", "web", false), ("web", "web", true),
    ("", "web", false),
  ])
  func aNameMayLeaveItsNamespaceOut(full: String, name: String, isMeant: Bool) {
    #expect(QualifiedName.matches(full, name) == isMeant)
  }

  @Test(arguments: [
    ("web-0.shop", "web-0", true), ("web-0.shop", "web", true), ("web-0.shop", "web.shop", true),
    ("web-0.shop", "web.other", false), ("web-a-1.shop", "web-a", true),
    ("web-a-1.shop", "web", false), ("web.shop", "web", true), ("web-0", "web", false),
  ])
  func aProxyIsMeantByItsDeployment(proxy: String, name: String, isMeant: Bool) {
    #expect(QualifiedName.matches(proxy: proxy, name) == isMeant)
  }

  @Test(arguments: [
    ("outbound|80||web.shop.svc.cluster.local", "web.shop.svc.cluster.local", true),
    ("outbound|80|v1|web.shop.svc.cluster.local", "web", true),
    ("outbound|80||web.shop.svc.cluster.local", "shop", false),
    ("PassthroughCluster", "PassthroughCluster", true), ("outbound|80||", "web", false),
  ])
  func aClusterIsMeantByItsHost(cluster: String, host: String, isMeant: Bool) {
    #expect(QualifiedName.matches(cluster: cluster, host) == isMeant)
  }

  @Test func aTextIsTakenInTheNearestLanguage() {
    let both = LocalizedText(["en": "Yes", "ko": "예"])
    #expect(both.text(in: "ko") == "예")
    #expect(both.text(in: "de") == "Yes")
    #expect(both.isGiven(in: "ko"))
    #expect(!both.isGiven(in: "de"))
    #expect(LocalizedText(["ko": "예", "fr": "Oui"]).text(in: "de") == "Oui")
    #expect(LocalizedText([:]).text(in: "en") == "")
  }
}
