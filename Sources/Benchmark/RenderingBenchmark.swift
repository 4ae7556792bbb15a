internal import CommonMark
internal import Notebook
internal import Report

/// A thousand pages of 10.7 kB from prose to Markdown and HTML, beside libcmark alone.
enum RenderingBenchmark {
  private static let pageCount = 1000

  /// Measures and prints the figures.
  static func run() {
    let prose = Report.Prose(file: "notebook.md", text: text)
    var record = RunRecord(experiment: "page")
    record.title = LocalizedText("A page")
    var bareBytes = 0
    let bare = ProcessorTime.median {
      for _ in 0..<pageCount { bareBytes &+= BareRendering.byteCount(of: prose.text) }
    }
    var bytes = 0
    var memory: [Int] = []
    MemoryPeak.forget()
    let ours = ProcessorTime.median {
      for _ in 0..<pageCount {
        let files = Report.files(for: record, notebook: ["en": prose]).files
        bytes &+= files.reduce(0) { $0 + $1.bytes.count }
      }
      memory.append(MemoryPeak.megabytes)
    }
    precondition(bytes > bareBytes && !memory.isEmpty, "\(bytes) bytes beside \(bareBytes)")
    print("rendering: \(pageCount) pages of \(prose.text.utf8.count) bytes")
    print("  libcmark    \(milliseconds(bare)) ms of CPU")
    print("  labbook     \(milliseconds(ours)) ms of CPU")
    print("  ratio       \((ours / bare * 100).rounded() / 100), at most 3 is wanted")
    print(
      "  memory      \(memory.map { "\($0)" }.joined(separator: ", ")) MiB, round by round")
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }

  /// Prose as people write it: headings, paragraphs with links and code, lists, quotes, fences.
  private static let text: String = {
    let part = """
      ## What was measured in part {#part}

      The *first* terminal calls `helloworld-v2` in a loop, and the [VirtualService](x.html) turns
      each call into one of **helloworld-v1**; see <https://istio.io/latest/docs> for the field's
      own words. The second one begins ten seconds later.

      - one request at a time, because `http2MaxRequests` is 1
      - two terminals of one pod, so *one* proxy decides
        - its own cluster carries the limit
      - nothing is queued

      > A slot is taken when a stream attaches, and what finds none is refused at once.

      1. The proxy looks up the virtual host.
      2. It takes the first route that matches.

      ```yaml
      spec:
        host: helloworld-v1.default.svc.cluster.local
        trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}
      ```


      """
    var text = ""
    while text.utf8.count < 10_700 { text += part }
    return text
  }()
}
