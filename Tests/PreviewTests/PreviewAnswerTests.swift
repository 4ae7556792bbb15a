import Testing

@testable import Preview

@Suite struct PreviewAnswerTests {
  private let pages: PreviewPages = {
    let pages = PreviewPages { page, version in page + Array(" at \(version)".utf8) }
    pages.replace([
      "index.html": Array("top".utf8), "a/index.html": Array("a".utf8), "a/b c.svg": [1],
      "labbook.css": [2],
    ])
    return pages
  }()

  @Test(arguments: [
    ("/", 200, "text/html; charset=utf-8"), ("/a/", 200, "text/html; charset=utf-8"),
    ("/a/b%20c.svg", 200, "image/svg+xml"), ("/labbook.css", 200, "text/css; charset=utf-8"),
    ("/a", 301, "text/plain; charset=utf-8"), ("/b", 404, "text/plain; charset=utf-8"),
    ("/../../etc/passwd", 404, "text/plain; charset=utf-8"),
    ("/%2e%2e/%2e%2e/etc/passwd", 404, "text/plain; charset=utf-8"),
    ("/a/../index.html", 404, "text/plain; charset=utf-8"),
    ("/%zz", 400, "text/plain; charset=utf-8"),
    ("/%00", 400, "text/plain; charset=utf-8"), ("/%ff", 400, "text/plain; charset=utf-8"),
    ("", 400, "text/plain; charset=utf-8"), ("/%", 400, "text/plain; charset=utf-8"),
  ])
  func onlyItsOwnPagesAreAnswered(path: String, status: Int32, type: String) {
    let answer = PreviewAnswer(path: path, host: "127.0.0.1:8765", pages: pages)
    #expect(answer.status == status)
    #expect(answer.type == type)
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.0.0.1:1", true), ("localhost:8765", true), ("LOCALHOST", true),
    ("evil.example", false), ("127.0.0.1.evil.example", false), ("localhost:", true), ("", false),
    ("localhost:80:80", false), ("localhost:x", false), ("[::1]:80", false),
  ])
  func aForeignHostIsRefused(host: String, isOwn: Bool) {
    let answer = PreviewAnswer(path: "/", host: host, pages: pages)
    #expect(answer.status == (isOwn ? 200 : 421))
    #expect(PreviewAnswer(path: "/", host: nil, pages: pages).status == 421)
  }

  @Test func pagesKnowTheirVersion() {
    #expect(pages.version == 1)
    #expect(
      PreviewAnswer(path: "/", host: "localhost", pages: pages).body == Array("top at 1".utf8))
    #expect(PreviewAnswer(path: "/labbook.css", host: "localhost", pages: pages).body == [2])
    pages.replace(["404.html": [3]])
    #expect(pages.version == 2)
    let missing = PreviewAnswer(path: "/x", host: "localhost", pages: pages)
    #expect(missing.status == 404)
    #expect(missing.type == "text/html; charset=utf-8")
  }
}
