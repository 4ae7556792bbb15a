import Diagnostics
import Testing

@testable import Forms

/// Text as XML, HTML and GitHub's workflow commands take it.
@Suite struct WrittenTextTests {
  @Test(arguments: [
    ("a<b> & \"c\"", "a&lt;b&gt; &amp; &quot;c&quot;"), ("line\n\tnext", "line\n\tnext"),
    ("bell\u{7}", "bell\u{FFFD}"), ("\u{FFFE}", "\u{FFFD}"), ("한글", "한글"),
  ])
  func whatMarkupCannotHoldIsReplaced(text: String, written: String) {
    #expect(MarkupText.escaped(text) == written)
  }

  @Test(arguments: [
    ("a.yaml", "50 %\nmore", "::error file=a.yaml,line=2,col=3::50 %25%0Amore"),
    ("a:b,c%.yaml", "x", "::error file=a%3Ab%2Cc%25.yaml,line=2,col=3::x"),
  ])
  func anAnnotationStandsAtItsLine(file: String, message: String, line: String) {
    let place = SourceLocation(file: file, line: 2, column: 3)
    #expect(WorkflowAnnotation.line("error", at: place, message) == line)
  }

  @Test func anAnnotationMayStandNowhere() {
    #expect(WorkflowAnnotation.line("notice", at: nil, "x") == "::notice::x")
    #expect(
      WorkflowAnnotation.line("warning", at: nil, title: "LB0106", "x")
        == "::warning title=LB0106::x")
  }
}
