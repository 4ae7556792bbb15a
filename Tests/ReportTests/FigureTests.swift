import CommonMark
import Diagnostics
import Foundation
import Notebook
import Simulator
import Testing

@testable import Report

@Suite struct FigureTests {
  static let figures = PageTests.pages.files.filter {
    $0.path.hasSuffix(".svg") && !$0.path.contains("/ko/")
  }
  .map(SiteFile.init)

  @Test(arguments: figures) func `a figure has title and description, and keeps within its frame`(
    _ file: SiteFile
  ) throws {
    let elements = try MarkupReader.elements(of: file.text)
    let frame = (elements.first?.attributes["viewBox"] ?? "").split(separator: " ")
      .compactMap { Int($0) }
    try #require(frame.count == 4)
    for name in ["title", "desc"] {
      let texts = elements.filter { $0.name == name }
      #expect(texts.count == 1 && texts.allSatisfy { !$0.text.isEmpty })
    }
    for element in elements {
      #expect(element.attributes["style"] == nil)
      for point in Self.points(of: element) {
        #expect(0...frame[2] ~= point.x && 0...frame[3] ~= point.y, "\(element)")
      }
    }
  }

  /// A rectangle's corners, a text's beginning and end, a path's first point.
  private static func points(of element: Element) -> [(x: Int, y: Int)] {
    let number = { (name: String) in element.attributes[name].flatMap { Int($0) } ?? 0 }
    let (x, y) = (number("x"), number("y"))
    switch element.name {
    case "rect": return [(x, y), (x + number("width"), y + number("height"))]
    case "text":
      let isTerminal = element.attributes["class"]?.contains("t-terminal") == true
      let length = (isTerminal ? TextSize.terminal : .small).width(element.text)
      switch element.attributes["text-anchor"] {
      case "end": return [(x - length, y), (x, y)]
      case "middle": return [(x - length / 2, y), (x + length / 2, y)]
      default: return [(x, y), (x + length, y)]
      }
    case "path":
      let numbers = (element.attributes["d"] ?? "").dropFirst().prefix { !$0.isLetter }
        .split(separator: " ").compactMap { Int($0) }
      return numbers.count == 2 ? [(numbers[0], numbers[1])] : [(-1, -1)]
    default: return []
    }
  }

  @Test func `each figure of a page has its file, and each file its figure`() throws {
    let page = try PageTests.pages.text("max-connection-dr/index.md")
    let placed = page.matches(of: #/\]\((figures/[^)]+\.svg)\)/#).map { String($0.output.1) }
    let drawn = Self.figures.filter { !$0.path.hasSuffix("-narrow.svg") }
    #expect(placed.sorted() == drawn.map { String($0.path.dropFirst(18)) }.sorted())
    #expect(placed.count > 4)
  }

  @Test func `the traffic graph shows who refused`() {
    let record = Fixture.record
    let owners = TrafficGraph.owners(record)
    let graphs = record.results.map {
      TrafficGraph($0.history, of: record, owners: owners)
    }
    #expect(
      graphs[1].nodes.map(\.name) == [
        "terminal-1", "terminal-2", "helloworld-v1", "helloworld-v1",
      ])
    // Refused by the receiver's proxy: every request passes, the workload's proxy refuses.
    #expect(graphs[1].nodes.map { $0.refusals.count > 0 } == [false, false, false, true])
    // Refused by the callers' proxy: what is refused never reaches the workload.
    #expect(graphs[2].nodes.map { $0.refusals.count > 0 } == [true, true, false, false])
    #expect(graphs[2].edges.first { $0.target == 3 }?.failures == 0)
    #expect(graphs[3] == graphs[2] && graphs[4] == graphs[2])
    // What never comes back goes round between the two.
    let rounds = graphs[0].edges.filter { $0.source > 1 && $0.target > 1 }
    #expect(rounds.count == 4 && rounds.allSatisfy { $0.flow.count > 61 })
  }

  @Test func `what a proxy refuses goes no further, and rates are over the clients' own time`() {
    let record = Fixture.record
    let graph = TrafficGraph(record.results[2].history, of: record, owners: [:])
    let requests = record.results[2].history.requests
    for client in 0..<2 {
      let all = requests.filter { $0.client == client }
      let refused = all.count { $0.outcome == 1 }
      let edge = graph.edges.first { $0.source == client }
      #expect(graph.nodes[client].refusals.count == refused)
      #expect(edge?.flow.count == all.count - refused && edge?.failures == 0)
      // The second terminal is at work for two of the three seconds.
      #expect(edge?.flow.nanoseconds == (client == 0 ? 3_000_000_000 : 2_000_000_000))
    }
  }

  @Test func `one request goes from call to call`() throws {
    let record = Fixture.record
    let diagram = try #require(SequenceDiagram(record.results[2].history))
    #expect(diagram.lifelines.map(\.role) == [.client, .proxy])
    #expect(diagram.events.map(\.text) == ["GET /hello", "overflow: max_requests 1", "503 UO"])
    let theory = try #require(SequenceDiagram(record.results[1].history))
    #expect(theory.lifelines.map(\.role).prefix(3) == [.client, .proxy, .proxy])
    let loop = try #require(SequenceDiagram(record.results[0].history))
    #expect(loop.outcome.hopLimitReached && loop.events.count <= 22)
    #expect(SequenceDiagram(History(clients: [])) == nil)
  }

  @Test func `a curve of response times steps at its quantiles`() throws {
    let curve = ResponseTimes.Curve(versions: "x", durations: [10, 20, 30, 40])
    let shares = [0, 250_000, 250_001, 500_000, 990_000, 1_000_000]
    #expect(shares.map { curve.quantile(millionths: $0) } == [10, 10, 20, 20, 40, 40])
    let times = try #require(ResponseTimes(Fixture.record))
    #expect(times.curves.first?.versions == "naive … istio-1.30.3" && times.isClosedLoop)
  }

  @Test func `copies and hosts outside the mesh have their places`() {
    var record = Fixture.record
    record.external = [.init(host: "daum.net")]
    var outcome = Outcome(requestedHost: "daum.net")
    outcome.status = 200
    outcome.workload = "daum.net"
    outcome.workloadOwner = "daum.net"
    outcome.path = [
      .init(
        proxy: "nginx.default", direction: "outbound", cluster: "outbound|80||daum.net",
        attempts: 1)
    ]
    outcome.mirroredTo = [Fixture.outbound]
    let graph = TrafficGraph(Fixture.history(outcome, outcome), of: record, owners: [:])
    #expect(
      graph.nodes.dropFirst(2).map(\.name) == ["daum.net", "daum.net", "helloworld-v1"])
    #expect(graph.edges.filter(\.isMirror).map(\.target) == [4, 4])
  }

  @Test func `overflows run together as curl leaves them`() {
    let record = Fixture.record
    let panes = Terminals(record.results[2].history, clients: record.clients).panes
    #expect(panes.map(\.client) == ["terminal-1", "terminal-2"])
    let lines = panes[1].rows.map { $0.segments.map(\.text).joined() }
    #expect(lines.joined().hasPrefix(Fixture.overflowBody + Fixture.overflowBody))
    #expect(lines.allSatisfy { $0.count <= Terminals.columns })
    #expect(panes[0].rows.count == 20 && panes[0].isCutAbove)
  }

  @Test func `a cell shows the worst outcome of its interval`() {
    var history = History(clients: ["a"])
    history.outcomes = [Fixture.answered, Fixture.refused(byCaller: true), Fixture.neverReturned]
    history.end = Fixture.milliseconds(60)
    let requests: [(start: Int64, outcome: Int)] = [(0, 0), (0, 1), (1, 0), (59, 2)]
    history.requests = requests.enumerated().map { number, request in
      RequestRecord(
        client: 0, number: number, start: Fixture.milliseconds(request.start),
        end: Fixture.milliseconds(60), outcome: request.outcome)
    }
    let timeline = Timeline(history)
    let cells = timeline.strips[0].cells
    #expect(timeline.cellNanoseconds == 1_000_000 && cells.count == 60)
    #expect(cells[0].worst == .refused && cells[0].counts == [1, 0, 1, 0, 0])
    #expect(cells[1].worst == .answered && cells[2].worst == nil)
    #expect(cells[59].worst == .noResponse)
  }

  /// A client that calls every third interval, is refused once, and falls silent.
  @Test func `silence between two intervals of one outcome belongs to them`() {
    var history = History(clients: ["a"])
    history.outcomes = [Fixture.answered, Fixture.refused(byCaller: true)]
    let starts: [(Int64, Int)] = [(0, 0), (3, 0), (6, 0), (9, 1), (12, 0), (59, 0)]
    history.requests = starts.enumerated().map { number, request in
      RequestRecord(
        client: 0, number: number, start: Fixture.milliseconds(request.0),
        end: Fixture.milliseconds(60), outcome: request.1)
    }
    let timeline = Timeline(history)
    #expect(timeline.runs.count == 11)
    let joined = Timeline.joined(timeline.runs)
    #expect(joined.map(\.kind) == [.answered, nil, .refused, nil, .answered])
    #expect(joined.map(\.cells) == [0..<7, 7..<9, 9..<10, 10..<12, 12..<60])
    #expect(joined.map(\.silentCount) == [4, 2, 0, 2, 46])
    #expect(joined[0].counts == [3, 0, 0, 0, 0])
  }

  @Test func `ejections and open breakers have rows of their own`() {
    var history = Fixture.record.results[2].history
    let still = Timeline(history)
    #expect(still.lanes.isEmpty)
    func event(_ kind: ProxyEvent.Kind, _ milliseconds: Int64) -> ProxyEvent {
      ProxyEvent(
        kind, at: Fixture.milliseconds(milliseconds), proxy: "nginx.default",
        cluster: Fixture.outbound)
    }
    history.events = [event(.ejection, 1000), event(.healthUpdate, 1000), event(.return, 2500)]
    var overflow = event(.overflow, 1200)
    overflow.end = Fixture.milliseconds(2900)
    overflow.count = 9
    overflow.cause = "max_requests 1"
    overflow.origin = Fixture.limit
    history.events?.append(overflow)
    let timeline = Timeline(history)
    #expect(timeline.lanes == [.hosts, .limits])
    let scope = FigureScope(Fixture.record, 2..<3)
    for language in Language.allCases {
      let words = Words(language: language)
      let picture = timeline.picture(id: "timeline", scope: scope, words: words)
      #expect(picture.drawing.height == still.drawing(words, .wide).height + 2 * 29)
      let rows = picture.events?.rows.map { $0.map { $0.content.map(\.plainText).joined() } }
      #expect(rows?.count == 4)
      #expect(
        rows?.last?.dropFirst(2) == [
          "nginx.default", Fixture.outbound, "max_requests 1",
          "DestinationRule default/helloworld-v1-max-connection 60-limit.yaml:10",
        ])
      #expect(picture.files.map(\.path).last == "figures/timeline-events.csv")
    }
  }

  @Test func `a page has the first rows of a long table, the file all`() {
    let table = Table(
      id: "t", caption: ["T"], header: [.init(["n"])],
      rows: (0..<100).map { [.init([.text("\($0)")])] })
    let shown = table.shown(Words(language: .english))
    #expect(shown.rows.count == 60)
    #expect(shown.caption.map(\.plainText).joined().contains("60 of 100"))
    #expect(table.csv.split(separator: "\n").count == 101)
    var short = table
    short.rows = Array(table.rows.prefix(60))
    #expect(short.shown(Words(language: .english)) == short)
  }

  @Test func `rules stand with the proxy where they acted`() {
    let acted = RulesActed(Fixture.record.results[2].history).actors
    #expect(acted.map(\.proxy) == ["nginx.default", "helloworld-v1-0.default"])
    #expect(acted[0].rules.map(\.part) == [.route, .cluster, .limit])
    #expect(acted[1].rules.isEmpty)
    let record = Fixture.record
    let valued = RulesActed(record.results[2].history, manifests: record.manifests).actors
    #expect(valued[0].rules.map(\.value) == ["", "http2MaxRequests: 1", "http2MaxRequests: 1"])
    let (route, limit) = (Fixture.shift.resource, Fixture.limit.resource)
    let cards = RulesActed(record.results[2].history).cards(at: 0)
    guard case .acted(let proxy, let boxes)? = cards.first else {
      Issue.record("\(cards)")
      return
    }
    #expect(proxy == "nginx.default" && boxes.map(\.resource) == [route, limit, limit])
    #expect(
      RulesActed(record.results[2].history).cards(at: 1) == [.idle(["helloworld-v1-0.default"])])
    let theory = RulesActed(Fixture.record.results[1].history).actors
    #expect(theory[1].rules.map(\.origin) == [Fixture.limit])
  }

  @Test(arguments: [
    ("short", 200, "short"), ("a-rather-long-name-of-a-thing", 100, "a-rathe…-thing"),
    ("x", 1, ""),
  ])
  func `texts are shortened in the middle`(_ text: String, _ width: Int, _ shown: String) {
    #expect(TextSize.body.fitted(text, width: width) == shown)
  }
}
