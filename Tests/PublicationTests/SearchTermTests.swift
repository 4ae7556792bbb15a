import Testing

@testable import Publication

@Suite struct SearchTermTests {
  @Test(arguments: [
    ("A VirtualService", ["virtualservice"]),
    ("istio-1.24: 503 UO", ["istio", "1", "24", "503", "uo"]),
    ("사이드카의", ["사이", "이드", "드카", "카의"]), ("Pod로 간다", ["pod", "간다"]), ("로", []),
    ("http2MaxRequests: 1", ["http2maxrequests", "1"]), ("123456", []), ("", []),
    ("Größe", ["größe"]),
    (String(repeating: "a", count: 41), []), ("<b>&amp;", ["amp"]),
  ])
  func termsAreWordsAndPairsOfSyllables(text: String, terms: [String]) {
    #expect(SearchTerms.of(text) == Set(terms))
  }

  @Test func theIndexHoldsDistancesInOrder() {
    var index = SearchIndex()
    index.add(SearchIndex.Page(path: "a/index.html", title: "Limits", summary: ""), text: "retry")
    index.add(SearchIndex.Page(path: "b/index.html", title: "</script>", summary: "x"), text: "")
    index.add(SearchIndex.Page(path: "c d/", title: "Retry", summary: ""), text: "limits")
    let json = index.json(root: "../")
    #expect(json.contains("\"terms\":[\"limits\",\"retry\",\"script\"]"), "\(json)")
    #expect(json.contains("\"postings\":[\"0 2\",\"0 2\",\"1\"]"), "\(json)")
    #expect(json.contains("\"../c%20d/\""))
    #expect(!json.contains("</script>"))
  }
}
