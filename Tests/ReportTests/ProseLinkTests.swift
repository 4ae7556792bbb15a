import Diagnostics
import Notebook
import Testing

@testable import Report

/// Links, pictures and downloads of prose: where they lead, and what is said of those that lead
/// nowhere.
@Suite struct ProseLinkTests {
  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1]
  static let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>".utf8)

  static let surroundings = ProseSurroundings(
    file: { path in
      switch path {
      case "images/a.png", "images/a b.png", "images/a.jpg": .success(png)
      case "b.svg": .success(svg)
      case "data.csv": .success(Array("a,b\n".utf8))
      case "page.html": .success(Array("<p>".utf8))
      case "noise.bin": .success([0, 1, 2])
      case "figures/mine.svg": .success(svg)
      case "large.png":
        .failure(.init(code: .limitExceeded, words: "has more bytes than that", isMissing: false))
      case "link.png":
        .failure(
          .init(code: .pathEscapes, words: "is a link that leaves its folder", isMissing: false))
      default: .failure(.init(code: .unreadableFile, words: "does not exist", isMissing: true))
      }
    },
    experiment: { name in
      name == "other"
        ? .init(name: "other", title: LocalizedText(["en": "A", "ko": "B"]), question: .init("Q"))
        : nil
    })

  private static func rendering(_ prose: String, _ language: String = "en") -> Report.Rendering {
    var notebook: [String: Report.Prose] = [:]
    notebook[language] = .init(file: "notebook.md", text: prose)
    return Report.files(for: Fixture.record, notebook: notebook, surroundings: surroundings)
  }

  struct Link: Sendable, CustomTestStringConvertible {
    var written: String
    var html: String
    var language = "en"
    var testDescription: String { "\(written) in \(language)" }
  }

  static let links = [
    Link(written: "[a](data.csv)", html: "<a href=\"data.csv\">a</a>"),
    Link(written: "[a](data.csv)", html: "<a href=\"../data.csv\">a</a>", language: "ko"),
    Link(written: "![a](images/a.png) b", html: "<img src=\"images/a.png\" alt=\"a\" />"),
    Link(
      written: "![a](./images/a%20b.png) b", html: "<img src=\"../images/a%20b.png\" alt=\"a\" />",
      language: "ko"),
    Link(written: "[a](manifests/50-shift.yaml)", html: "<a href=\"manifests.yaml\">a</a>"),
    Link(
      written: "[a](manifests/50-shift.yaml#L2)\n\n```labbook manifests\n```",
      html: "<a href=\"#manifests-50-shift.yaml-L2\">a</a>"),
    Link(written: "[a](run.json)", html: "<a href=\"run.json\">a</a>"),
    Link(written: "[a](../other/index.html)", html: "<a href=\"../other/index.html\">a</a>"),
    Link(written: "[a](../other/notebook.md)", html: "<a href=\"../other/index.html\">a</a>"),
    Link(
      written: "[a](../other/notebook.ko.md#b)",
      html: "<a href=\"../../other/ko/index.html#b\">a</a>", language: "ko"),
    Link(
      written: "[a](../../other/ko/index.html)",
      html: "<a href=\"../../other/ko/index.html\">a</a>", language: "ko"),
    Link(written: "[a](notebook.ko.md)", html: "<a href=\"ko/index.html\">a</a>"),
    Link(written: "# One\n\n[a](#one)", html: "<a href=\"#one\">a</a>"),
    Link(written: "[a](https://a.example/b)", html: "<a href=\"https://a.example/b\">a</a>"),
    Link(written: "x[^1]\n\n[^1]: [a](data.csv)", html: "<a href=\"data.csv\">a</a>"),
    Link(written: "| b |\n| - |\n| [a](data.csv) |", html: "<a href=\"data.csv\">a</a>"),
  ]

  @Test(arguments: links) func leads(_ given: Link) throws {
    let rendering = Self.rendering(given.written, given.language)
    let folder = given.language == "en" ? "" : "\(given.language)/"
    let page = try #require(
      rendering.files.first { $0.path == "max-connection-dr/\(folder)index.html" })
    #expect(page.text.contains(given.html), "\(rendering.diagnostics)")
    #expect(!rendering.diagnostics.contains { $0.location != nil })
  }

  @Test func whatIsShownIsPublishedOnce() {
    let rendering = Self.rendering("![a](images/a.png) [b](images/a.png) [c](b.svg)")
    let paths = rendering.files.map(\.path)
    #expect(paths.count { $0 == "max-connection-dr/images/a.png" } == 1)
    #expect(
      rendering.files.contains { $0.path == "max-connection-dr/b.svg" && $0.bytes == Self.svg })
  }

  /// What is refused, with line, column and words.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var written: String
    var finding: String
    var testDescription: String { written }
  }

  static let refusals = [
    Refusal(
      written: "a\n\nb [a](gone.csv)", finding: "3:7: error[LB0330]: “gone.csv” leads nowhere"),
    Refusal(written: "[a](../gone/index.html)", finding: "1:5: error[LB0330]"),
    Refusal(written: "[a](figures/gone.svg)", finding: "1:5: error[LB0330]"),
    Refusal(
      written: "# Results\n\n[a](#result)",
      finding: "3:5: error[LB0330]: “#result” leads to a place that the page does not have"),
    Refusal(written: "[a](/etc/passwd)", finding: "1:5: error[LB0330]"),
    Refusal(
      written: "[a](manifests/50-shift.yaml#L999)\n\n```labbook manifests\n```",
      finding: "1:5: error[LB0330]"),
    Refusal(written: "| b |\n| - |\n| [a](gone) |", finding: "3:7: error[LB0330]"),
    Refusal(written: "x[^1]\n\n[^1]: b\n    [a](gone)", finding: "4:9: error[LB0330]"),
    Refusal(written: "![a](../../etc/passwd.png)", finding: "1:6: error[LB0201]"),
    Refusal(written: "![a](link.png)", finding: "1:6: error[LB0201]: “link.png” is a link that"),
    Refusal(written: "![a](large.png)", finding: "1:6: error[LB0003]: “large.png” has more bytes"),
    Refusal(
      written: "![a](images/a.jpg)",
      finding: "1:6: error[LB0331]: “images/a.jpg” holds what is called .png, and is called"),
    Refusal(written: "![a](data.csv)", finding: "1:6: error[LB0331]: “data.csv” is no picture"),
    Refusal(written: "[a](noise.bin)", finding: "1:5: error[LB0331]: “noise.bin” is of no type"),
    Refusal(
      written: "[a](page.html)", finding: "1:5: error[LB0331]: “page.html” is text, and only"),
    Refusal(
      written: "![a](figures/mine.svg)",
      finding: "1:6: error[LB0331]: “figures/mine.svg” stands where labbook writes its own files"),
    Refusal(
      written: "![a](https://a.example/b.png)",
      finding: "1:6: warning[LB0332]: the picture “https://a.example/b.png” becomes a link"),
    Refusal(written: "a\n<b>c</b>", finding: "2:1: warning[LB0332]: “<b…” is shown as code"),
    Refusal(
      written: "\\[ [a](javascript:x)", finding: "1:8: warning[LB0332]: “javascript:x” is no link"),
  ]

  @Test(arguments: refusals) func isRefused(_ given: Refusal) {
    let found = Self.rendering(given.written).diagnostics.filter { $0.location != nil }
    let words = found.map(\.description)
    #expect(words.contains { $0.hasPrefix("notebook.md:\(given.finding)") }, "\(words)")
    #expect(Set(found.map(\.location)).count == found.count, "each once: \(words)")
  }

  @Test(arguments: [
    ("<svg><script>x</script></svg>", "the element script"),
    ("<svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></svg>", "the element script"),
    ("<svg onload=\"x\"/>", "the attribute onload"),
    ("<svg><a href=\"java&#115;cript:x\"/></svg>", "a reference to something outside"),
    ("<svg><image xlink:href='http://a.example/b.png'/></svg>", "a reference to something outside"),
    ("<svg><foreignObject/></svg>", "the element foreignobject"),
    ("<svg><set attributeName='xlink:href' to='javascript:x'/></svg>", "an animation of href"),
    ("<svg><style>@import 'a.css';</style></svg>", "a style of elsewhere"),
    ("<svg><rect style='fill:url(http://a.example)'/></svg>", "a reference to something outside"),
    ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "entities of its own"),
    ("<?xml-stylesheet href='a.css'?><svg/>", "a processing instruction"),
    ("<svg><![CDATA[<script>]]></svg>", "a CDATA section"),
    ("<svg><rect x=1/></svg>", "markup that does not end"),
  ])
  func actingPicturesAreRefused(_ svg: String, _ words: String) {
    let found = SVGReview.objection(to: svg)
    #expect(found?.hasPrefix(words) == true, "\(found ?? "nothing")")
  }

  @Test(arguments: [
    "<?xml version=\"1.0\"?><!-- a --><!DOCTYPE svg PUBLIC \"a\" \"b\"><svg><use href=\"#a\"/></svg>",
    "<svg style='fill:url(#a)'><style>.a { fill: red }</style><text>a &lt; b</text></svg>",
    "<svg><image href='data:image/png;base64,AAAA'/></svg>",
  ])
  func otherPicturesAreNot(_ svg: String) {
    #expect(SVGReview.isSVG(Array(svg.utf8)))
    #expect(SVGReview.objection(to: svg) == nil)
  }
}
