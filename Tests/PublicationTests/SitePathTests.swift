import Diagnostics
import Testing

@testable import Publication

@Suite struct SitePathTests {
  @Test(
    arguments: [
      ("index.html", "a/index.html", "a/index.html", nil),
      ("../b/", "a/index.html", "b/index.html", nil),
      ("#x", "a/index.html", "a/index.html", "x"),
      ("../b/c.html#d%20e", "a/i.html", "b/c.html", "d e"),
      ("/mesh/a.css", "x/y/z.html", "a.css", nil), ("/mesh/", "x.html", "index.html", nil),
      ("./a%2Db.svg?x=1", "p/i.html", "p/a-b.svg", nil), ("..", "a/index.html", "index.html", nil),
      ("../../x", "a/index.html", "../", nil), ("", "a/index.html", "a/index.html", nil),
    ] as [(String, String, String, String?)])
  func addressesLeadToFiles(address: String, page: String, path: String, fragment: String?) {
    let target = SitePath.target(address, from: page, base: "/mesh/")
    #expect(target == SitePath.Target(path: path, fragment: fragment))
  }

  @Test(arguments: [
    "https://a.example/", "mailto:a@b.example", "//a.example/x", "/other/", "data:x",
  ])
  func addressesThatLeaveTheSiteAreNotFollowed(address: String) {
    #expect(SitePath.target(address, from: "index.html", base: "/mesh/") == nil)
  }

  @Test func aLedgerNamesWhatLeadsNowhere() {
    var ledger = LinkLedger(base: "/")
    ledger.add(file: "labbook.css")
    ledger.add(
      page: "a/index.html", anchors: ["x"],
      links: ["#x", "#y", "../labbook.css", "../b/index.html#z", "../b/index.html#w", "../c/"])
    ledger.add(page: "b/index.html", anchors: ["z"], links: ["https://e.example/", "../a/#x"])
    let found = ledger.findings()
    #expect(found.allSatisfy { $0.code == .brokenLink })
    #expect(found.count == 3, "\(found)")
    for address in ["“#y”", "“../b/index.html#w”", "“../c/”"] {
      #expect(found.contains { $0.summary.contains(address) }, "\(address)")
    }
  }

  @Test(arguments: [
    ("index.html", ""), ("a/index.html", "a/"), ("a/b c.html", "a/b%20c.html"),
    ("a/ko/index.html", "a/ko/"),
  ])
  func readersSeeFolders(path: String, address: String) {
    #expect(SitePath.clean(path) == address)
  }
}
