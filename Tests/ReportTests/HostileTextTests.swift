import CommonMark
import Diagnostics
import Notebook
import Simulator
import Testing

@testable import Report

@Suite struct HostileTextTests {
  static let texts = [
    "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "'><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![x](http://evil.example/x.png)", "\u{1B}[2J\u{1B}]0;x\u{7}",
    "../../etc/passwd", "| a | b |\n| - | - |", "```\n~~~\n# injected", "{{content}}",
    "a\u{202E}b\u{0}",
    "</title></svg></pre></code></table>", "]]>--><!--", "",
  ]

  /// The fixture with one text in every field that comes from outside.
  private static func record(_ text: String) -> RunRecord {
    var record = Fixture.record
    record.experiment = text
    record.title = LocalizedText(["en": text, "ko": text])
    record.question = LocalizedText(text)
    record.notices = [text]
    record.command = text
    record.digests = [.init(path: text, sha256: text)]
    record.manifests = [.init(path: text, text: text)]
    for index in record.clients.indices {
      record.clients[index].id = text
      record.clients[index].pod = text
      record.clients[index].request.url = text
    }
    for index in record.hypotheses.indices {
      record.hypotheses[index].claim = LocalizedText(text)
      record.hypotheses[index].predictions = [LocalizedText(text)]
    }
    for index in record.results.indices { poison(&record.results[index], text) }
    return record
  }

  private static func poison(_ result: inout RuleVersionResult, _ text: String) {
    var outcome = Outcome(requestedHost: text)
    outcome.status = 503
    outcome.flags = text
    outcome.details = text
    outcome.body = text
    outcome.workload = text
    outcome.decidedBy = text
    outcome.mirroredTo = [text]
    outcome.path = [.init(proxy: text, direction: "outbound", cluster: text, attempts: 1)]
    result.history.clients = [text, text]
    result.history.outcomes = result.history.outcomes.map { _ in outcome }
    result.outcomes = [.init(client: text, outcome: outcome, count: 1)]
    for index in result.history.traces.indices {
      result.history.traces[index] = trace(text, outcome, request: index)
    }
    for index in result.judgements.indices {
      let finding = Judgement.Finding(verdict: .refuted, observation: LocalizedText(text))
      result.judgements[index].findings = [finding]
    }
  }

  private static func trace(_ text: String, _ outcome: Outcome, request: Int) -> RequestTrace {
    let origin = Origin(
      resource: ResourceIdentifier(kind: text, namespace: text, name: text), fieldPath: text,
      location: SourceLocation(file: text, line: 1, column: 1))
    var hop = RequestTrace.Hop(proxy: text, listener: text)
    hop.virtualHost = text
    hop.routes = [.init(index: 0, name: text, taken: true, why: text, origin: origin)]
    hop.actions = [.init(text: text, origin: origin)]
    hop.flags = text
    var attempt = RequestTrace.Attempt(endpoint: text, start: .zero)
    attempt.result = text
    attempt.limit = text
    attempt.limitOrigin = origin
    attempt.decision = text
    hop.attempts = [attempt]
    var trace = RequestTrace(method: text, url: text, from: text, outcome: outcome)
    trace.hops = [hop]
    trace.request = request
    trace.received = [.init(workload: text, authority: text, path: text, headers: [])]
    return trace
  }

  @Test(arguments: texts) func `hostile text is shown as text`(_ text: String) throws {
    let record = Self.record(text)
    let files = Report.files(for: record).files + Report.index(of: [record]).files
    for file in files {
      #expect(!file.path.split(separator: "/").contains("..") && !file.path.hasPrefix("/"))
      #expect(file.path.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F })
      if file.path.hasSuffix(".yaml") { continue }
      let scalars = file.text.unicodeScalars
      #expect(!scalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
      #expect(!scalars.contains("\u{202E}"))
      if file.path.hasSuffix(".html") { try Self.expectHarmless(page: file.text) }
      if file.path.hasSuffix(".svg") { _ = try MarkupReader.elements(of: file.text) }
      if file.path.hasSuffix(".md") { try Self.expectHarmless(markdown: file.text) }
    }
  }

  private static func expectHarmless(page: String) throws {
    let elements = try MarkupReader.elements(ofPage: page)
    #expect(!elements.contains { ["script", "iframe", "object", "form"].contains($0.name) })
    #expect(elements.count { $0.name == "main" } == 1)
    for element in elements {
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
      for name in ["href", "src"] {
        #expect(element.attributes[name]?.hasPrefix("javascript:") != true)
      }
      #expect(element.name != "img" || element.attributes["src"]?.contains(":") == false)
    }
  }

  /// Tables are written beside libcmark's own escapes, so the whole is read back.
  private static func expectHarmless(markdown: String) throws {
    let page = Document(parsing: markdown).rendered()
    let html = String(decoding: page.html, as: UTF8.self)
    #expect(!html.contains("=\"javascript:") && !html.contains("src=\"http"))
    #expect(!html.contains("\ninjected\n"))
  }

  @Test func `prose cannot bring markup along`() throws {
    let prose = Report.Prose(
      file: "notebook.md",
      text: "<script>alert(1)</script>\n\nA <b onclick=x>b</b> [c](javascript:d).\n")
    let rendering = Report.files(for: Fixture.record, notebook: ["en": prose])
    let page = try rendering.text("max-connection-dr/index.html")
    #expect(!page.contains("<script") && !page.contains("<b ") && !page.contains("javascript:"))
    #expect(try !rendering.text("max-connection-dr/index.md").contains("javascript:"))
    // What the reader may not run is shown to them.
    #expect(page.contains("&lt;script&gt;"))
  }
}
