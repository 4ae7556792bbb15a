import Diagnostics
import Manifests
import Notebook
import Simulator
import Testing

@Suite struct ExperimentReaderTests {
  static let sound = """
    apiVersion: labbook/v1
    title: A title
    question: {en: Why?, ko: 왜?}
    rules: [istio-1.30]
    clients:
      - {id: a, pod: nginx, loop: {url: "http://web:80/", pause: 10ms}}
    hypotheses:
      - id: h
        claim: All is well
        predicts: [{all: {client: a}, are: {status: 200}}]
        expect: {istio-1.30: supported}
    """

  private func read(_ text: String) -> (experiment: Experiment?, diagnostics: [Diagnostic]) {
    ExperimentReader.read(ManifestSource(name: "experiment.yaml", text: text), name: "x")
  }

  @Test func readsASoundExperiment() throws {
    let (experiment, diagnostics) = read(Self.sound)
    #expect(diagnostics == [])
    let found = try #require(experiment)
    #expect(found.title.text(in: "ko") == "A title")
    #expect(found.question.text(in: "ko") == "왜?")
    #expect(found.clients.map(\.id) == ["a"])
    #expect(
      found.clients[0].traffic
        == .loop(pause: .constant(.milliseconds(10)), reuseConnection: false))
    #expect(found.hypotheses[0].expected == ["istio-1.30": .supported])
  }

  /// What is put in place of a line of the sound experiment, and the finding that it gives.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var line: String
    var written: String
    var finding: String
    var testDescription: String { written }
  }

  @Test(arguments: [
    Mistake(
      line: "apiVersion: labbook/v1", written: "apiVersion: labbook/v9",
      finding: "1:13: error[LB0011]: experiments have no apiVersion “labbook/v9”"),
    Mistake(
      line: "title: A title", written: "titel: A title",
      finding: "2:1: error[LB0005]: this document has no field “titel”"),
    Mistake(
      line: "title: A title", written: "seed: -1\ntitle: A title",
      finding: "2:7: error[LB0008]: seed must lie between 0 and 9223372036854775807, and this is -1"
    ),
    Mistake(
      line: "rules: [istio-1.30]", written: "rules: [istio-1.30]\nmanifests: [../elsewhere]",
      finding: "5:13: error[LB0201]: manifests[0] leaves the experiment's folder: “../elsewhere”"),
    Mistake(
      line: "rules: [istio-1.30]", written: "rules: [istio-1.30]\nmanifests: [a/../../b]",
      finding: "5:13: error[LB0201]: manifests[0] leaves the experiment's folder: “a/../../b”"),
    Mistake(
      line: "rules: [istio-1.30]", written: "rules: [istio-1.30]\nmanifests: [/etc]",
      finding: "5:13: error[LB0201]: manifests[0] leaves the experiment's folder: “/etc”"),
    Mistake(
      line: #"  - {id: a, pod: nginx, loop: {url: "http://web:80/", pause: 10ms}}"#,
      written: #"  - {id: a, pod: nginx, loop: {url: "http:///x", pause: 10ms}}"#,
      finding: "6:37: error[LB0203]: the URL “http:///x” has no host"),
    Mistake(
      line: #"  - {id: a, pod: nginx, loop: {url: "http://web:80/", pause: 10ms}}"#,
      written: #"  - {id: a, pod: nginx, loop: {url: "http://web:99999/"}}"#,
      finding: "6:37: error[LB0203]: the URL “http://web:99999/” has the port “99999”, "
        + "and ports go from 1 to 65535"),
    Mistake(
      line: #"  - {id: a, pod: nginx, loop: {url: "http://web:80/", pause: 10ms}}"#,
      written: #"  - {id: a, pod: nginx, loop: {url: "http://web/", pause: ten}}"#,
      finding: "6:59: error[LB0008]: clients[0].loop.pause must be a length of time, "
        + "and this is “ten”"),
    Mistake(
      line: #"  - {id: a, pod: nginx, loop: {url: "http://web:80/", pause: 10ms}}"#,
      written: "  - {id: a, pod: nginx}",
      finding: "6:5: error[LB0007]: clients[0] sends nothing: it needs loop, open or rounds"),
    Mistake(
      line: "    predicts: [{all: {client: a}, are: {status: 200}}]", written: "    predicts: []",
      finding: "8:5: error[LB0202]: hypothesis “h” predicts nothing, so no run can refute it"),
    Mistake(
      line: "    predicts: [{all: {client: a}, are: {status: 200}}]",
      written: "    predicts: [{all: {client: b}, are: {status: 200}}]",
      finding: "10:23: error[LB0206]: hypothesis “h” speaks of a client “b”, and there is none"),
    Mistake(
      line: "    predicts: [{all: {client: a}, are: {status: 200}}]",
      written: "    predicts: [{all: {client: a}, are: {}}]",
      finding: "10:40: error[LB0202]: hypotheses[0].predicts[0].are asks nothing, "
        + "so no run can refute it"),
    Mistake(
      line: "    predicts: [{all: {client: a}, are: {status: 200}}]",
      written: "    predicts: [{none: {client: a, flag: U0}}]",
      finding: "10:41: error[LB0216]: hypotheses[0].predicts[0].none.flag “U0” is none of Envoy's "
        + "response flags"),
    Mistake(
      line: "    predicts: [{all: {client: a}, are: {status: 200}}]",
      written: "    predicts: [{none: {client: a}, atLeast: 1, count: 2}]",
      finding: "10:45: error[LB0014]: hypotheses[0].predicts[0] says count and atLeast 1, "
        + "and one is enough"),
    Mistake(
      line: "    predicts: [{all: {client: a}, are: {status: 200}}]",
      written: "    predicts: [{attempts: {client: a, at: callee}, atMost: 1}]",
      finding: "10:43: error[LB0008]: hypotheses[0].predicts[0].attempts.at must be one of caller, "
        + "all, and this is “callee”"),
    Mistake(
      line: "    predicts: [{all: {client: a}, are: {status: 200}}]",
      written: "    predicts: [{share: {client: a}}]",
      finding: "10:16: error[LB0007]: hypotheses[0].predicts[0] has no bound, "
        + "so no run can refute it"),
    Mistake(
      line: "    expect: {istio-1.30: supported}", written: "    expect: {istio-1.30: maybe}",
      finding: "11:26: error[LB0008]: hypotheses[0].expect.istio-1.30 must be one of supported, "
        + "refuted, undecided, and this is “maybe”"),
    Mistake(
      line: "    expect: {istio-1.30: supported}", written: "    expect: {istio-1.31: refuted}",
      finding: "11:14: error[LB0205]: hypothesis “h” expects a verdict under “istio-1.31”, "
        + "which is not among the experiment's rules"),
  ])
  func namesThePlaceOfAMistake(_ mistake: Mistake) {
    let text = Self.sound.replacing(mistake.line, with: mistake.written)
    #expect(text != Self.sound)
    let findings = read(text).diagnostics.map { $0.description.prefix { $0 != "\n" } }
    #expect(findings.contains { $0 == "experiment.yaml:" + mistake.finding }, "\(findings)")
  }

  @Test(arguments: [
    ("{attempts: {client: a, at: all}, atMost: 2}", "all proxies on the path"),
    ("{attempts: {client: a}, atMost: 2}", "at the caller"),
    ("{none: {client: a, status: 404}, atLeast: 5}", "at least 5 requests are expected"),
    ("{all: {client: a}, are: {status: 200}, count: 1}", "exactly 1 request is expected"),
    ("{count: {client: a, flag: UO}, atLeast: 5}", "is at least 5"),
  ])
  func readsWhatBelongsToAPrediction(_ written: String, _ said: String) throws {
    let text = Self.sound.replacing("{all: {client: a}, are: {status: 200}}", with: written)
    let (experiment, diagnostics) = read(text)
    #expect(diagnostics == [])
    let prediction = try #require(experiment?.hypotheses[0].predictions.first)
    #expect(prediction.wording.text(in: "en").contains(said), "\(prediction.wording)")
  }

  @Test func givesAllFindingsAtOnce() {
    let text = Self.sound.replacing("title: A title", with: "titel: A title")
      .replacing("status: 200", with: "status: fine").replacing("http://web:80/", with: "web")
    #expect(read(text).diagnostics.count == 4)
  }

  @Test(arguments: ["", "---\n", "- a\n", "just a text\n", "{[", "\u{1}\u{2}"])
  func refusesWhatIsNoExperiment(text: String) {
    let (experiment, diagnostics) = read(text)
    #expect(experiment == nil)
    #expect(diagnostics.hasErrors)
  }
}
