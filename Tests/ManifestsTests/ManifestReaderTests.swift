import Diagnostics
import Manifests
import Resources
import Testing

@Suite struct ManifestReaderTests {
  private func read(_ text: String) -> ManifestReading {
    ManifestReader.read([ManifestSource(name: "m.yaml", text: text)])
  }

  private func firstLines(_ reading: ManifestReading) -> [String] {
    reading.diagnostics.map { String($0.description.prefix { $0 != "\n" }) }
  }

  private func virtualService(_ spec: String, version: String = "v1") -> String {
    """
    apiVersion: networking.istio.io/\(version)
    kind: VirtualService
    metadata: {name: a}
    spec: \(spec)
    """
  }

  @Test(arguments: ["v1", "v1beta1", "v1alpha3"])
  func everyApiVersionIsRead(version: String) {
    let reading = read(virtualService("{hosts: [a]}", version: version))
    #expect(reading.diagnostics == [])
    #expect(reading.resources.virtualServices.map(\.hosts) == [["a"]])
  }

  @Test func listsAndStreamsAreReadInOrder() {
    let reading = read(
      """
      apiVersion: v1
      kind: List
      items:
        - {apiVersion: v1, kind: Namespace, metadata: {name: a}}
        - {apiVersion: v1, kind: Service, metadata: {name: s, namespace: a}, spec: {ports: [{port: 80}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c}]}}
      """)
    #expect(reading.diagnostics == [])
    #expect(reading.resources.namespaces.map(\.metadata.name) == ["a"])
    #expect(reading.resources.services.map(\.metadata.namespace) == ["a"])
    #expect(reading.resources.pods.map(\.metadata.namespace) == ["default"])
  }

  @Test func everyFieldKnowsItsPlace() throws {
    let reading = read(
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata:
        name: a
      spec:
        hosts:
          - a
        http:
          - match:
              - uri: {prefix: /x}
            route:
              - destination: {host: b}
      """)
    let service = try #require(reading.resources.virtualServices.first)
    func place(_ path: FieldPath) -> String? { service.metadata.origin(path).description }
    let http = FieldPath().key("spec").key("http").index(0)
    #expect(place(http) == "VirtualService default/a spec.http[0] (m.yaml:9)")
    #expect(
      place(http.key("match").index(0).key("uri"))
        == "VirtualService default/a spec.http[0].match[0].uri (m.yaml:10)")
    #expect(
      place(http.key("route").index(0))
        == "VirtualService default/a spec.http[0].route[0] (m.yaml:12)")
  }

  @Test(arguments: [
    ("{hosts: [a], htttp: []}", "4:20: error[LB0005]: spec has no field “htttp”"),
    ("{hosts: a}", "4:15: error[LB0006]: spec.hosts must be a list, and this is a text"),
    (
      "{hosts: [a], http: [{timeout: 5}]}",
      "4:37: error[LB0006]: spec.http[0].timeout must be a text, and this is a number"
    ),
    (
      "{hosts: [a], http: [{timeout: 5x}]}",
      "4:37: error[LB0008]: spec.http[0].timeout must be a length of time, and this is “5x”"
    ),
    ("{hosts: [80]}", "4:16: error[LB0006]: spec.hosts[0] must be a text, and this is a number"),
    (
      "{hosts: [a], http: [{retries: {attempts: many}}]}",
      "4:48: error[LB0006]: spec.http[0].retries.attempts must be a whole number, and this is a text"
    ),
  ])
  func mistakesInIstiosKindsAreFindings(spec: String, finding: String) {
    let lines = firstLines(read(virtualService(spec)))
    #expect(lines == ["m.yaml:" + finding])
  }

  @Test func whatKubernetesKindsHoldBeyondIsPassedOver() {
    let reading = read(
      """
      {apiVersion: v1, kind: Service, metadata: {name: s, uid: u, managedFields: [{manager: m}]},
       spec: {ports: [{port: 80}], sessionAffinity: None, internalTrafficPolicy: Local},
       status: {loadBalancer: {}}}
      """)
    #expect(reading.diagnostics == [])
  }

  @Test func settingsOfTheProxiesThemselvesAreAWarning() {
    let reading = read(
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data:
        mesh: |
          rootNamespace: root
          defaultConfig: {concurrency: 2, proxyMetadata: {ISTIO_META_HTTP10: "1"}}
      """)
    #expect(reading.resources.meshConfig.rootNamespace == "root")
    #expect(
      firstLines(reading) == [
        "m.yaml:7:16: warning[LB0100]: proxyMetadata.ISTIO_META_HTTP10 of defaultConfig is not "
          + "modelled"
      ])
  }

  @Test func theLaterOfTwoCounts() {
    let reading = read(
      virtualService("{hosts: [a]}") + "\n---\n" + virtualService("{hosts: [b]}"))
    #expect(reading.resources.virtualServices.map(\.hosts) == [["b"]])
    #expect(
      firstLines(reading)
        == [
          "m.yaml:6:1: warning[LB0012]: VirtualService default/a is given twice; the later counts"
        ])
  }

  @Test func unknownKindsGetOneWarningEach() {
    let reading = read(
      (0..<3).map { "{apiVersion: x/v1, kind: Widget, metadata: {name: w\($0)}}" }
        .joined(separator: "\n---\n"))
    #expect(
      firstLines(reading) == [
        "m.yaml:1:1: warning[LB0010]: objects of kind Widget (x) are passed over"
      ]
    )
  }

  @Test func anUnreadableObjectIsLeftOutAndNamed() {
    let reading = read(
      virtualService("{hosts: 1}") + "\n---\n"
        + "{apiVersion: v1, kind: Namespace, metadata: {name: ns}}")
    #expect(reading.unreadable.map(\.name) == ["a"])
    #expect(reading.resources.virtualServices.isEmpty)
    #expect(reading.resources.namespaces.count == 1)
  }

  @Test(arguments: [
    ("1.5h", Duration.seconds(5400)), ("300ms", .milliseconds(300)), ("1h30m", .seconds(5400)),
    ("0", .zero), ("-5s", .seconds(-5)), ("2us", .microseconds(2)), ("1.5s", .milliseconds(1500)),
  ])
  func durationsAreGos(text: String, expected: Duration) {
    let reading = read(virtualService("{hosts: [a], http: [{timeout: \"\(text)\"}]}"))
    #expect(reading.resources.virtualServices.first?.http.first?.timeout == expected)
  }
}
