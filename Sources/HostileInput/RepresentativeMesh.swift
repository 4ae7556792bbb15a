internal import ControlPlane
internal import Laboratory
internal import Manifests
internal import Notebook
internal import ProxyConfig
internal import Simulator

/// A mesh and an experiment in which every number that labbook reads stands somewhere.
public enum RepresentativeMesh {
  /// The mesh as configured under a theory, an old release and the newest one.
  static let compiled: [MeshConfiguration] = {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: manifests)])
    let old = RuleVersion.all.first { !$0.isTheory }
    return [RuleVersion.naive, old, RuleVersion.all.last].compactMap(\.self).map {
      ControlPlane.compile(reading.resources, under: $0).mesh
    }
  }()

  /// The mesh as tests of routes ask it.
  static let tested: TestMesh? = {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: manifests)])
    return RuleVersion.all.last.flatMap { TestMesh(reading.resources, under: $0, at: nil) }
  }()

  /// The record of the experiment under the newest release.
  static let record: RunRecord = {
    var record = RunRecord(experiment: "hostile")
    let source = ManifestSource(name: "experiment.yaml", text: experiment)
    guard let read = ExperimentReader.read(source, name: "hostile").experiment,
      let mesh = compiled.last
    else { return record }
    record.title = read.title
    record.question = read.question
    record.clients = read.clients
    record.hypotheses = read.hypotheses.map { hypothesis in
      var record = RunRecord.HypothesisRecord(id: hypothesis.id, claim: hypothesis.claim)
      record.predictions = hypothesis.predictions.map(\.wording)
      return record
    }
    record.manifests = [RunRecord.ManifestFile(path: "mesh.yaml", text: manifests)]
    let history = Simulation.run(read.scenario(mesh: mesh, seed: 1, replication: 0))
    record.results = [
      RuleVersionResult(
        requestedName: "istio", ruleVersion: mesh.ruleVersion, isTheory: false,
        hypotheses: read.hypotheses, histories: [history])
    ]
    return record
  }()

  /// The manifests.
  public static let manifests = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: default, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: istio, namespace: istio-system}
    data:
      mesh: "{connectTimeout: 10s, protocolDetectionTimeout: 0s, dnsRefreshRate: 60s}"
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, creationTimestamp: "2024-02-28T00:00:00Z"}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web, version: v1}}
        spec: {containers: [{name: c, image: i, ports: [{containerPort: 5000}]}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: client, labels: {app: client}}
    spec: {containers: [{name: c, image: i}]}
    status: {podIP: 10.9.9.9}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: web}
      ports: [{name: http, port: 5000, targetPort: 5000, nodePort: 30000}, {name: tcp, port: 6000}]
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web}
    spec:
      hosts: [web]
      http:
        - match: [{uri: {prefix: /a}, port: 5000, headers: {x: {regex: "a.*"}}}]
          fault:
            delay: {percentage: {value: 50}, fixedDelay: 5s}
            abort: {percentage: {value: 10.5}, httpStatus: 503}
          timeout: 10s
          retries: {attempts: 3, perTryTimeout: 2s, retryOn: "5xx,503", backoff: 25ms}
          mirror: {host: web, port: {number: 5000}}
          mirrorPercentage: {value: 30}
          corsPolicy: {allowOrigins: [{exact: "http://a"}], maxAge: 24h}
          route:
            - {destination: {host: web, subset: v1, port: {number: 5000}}, weight: 80}
            - {destination: {host: web}, weight: 20}
        - match: [{uri: {prefix: /r}}]
          redirect: {uri: /x, port: 8080, redirectCode: 302}
        - match: [{uri: {prefix: /d}}]
          directResponse: {status: 418, body: {string: tea}}
        - route: [{destination: {host: web}}]
          timeout: 3s
          retries: {attempts: 2, backoff: 10ms}
      tcp:
        - match: [{port: 6000}]
          route: [{destination: {host: web, port: {number: 6000}}, weight: 100}]
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: web}
    spec:
      host: web
      trafficPolicy:
        retryBudget: {percent: 25, minRetryConcurrency: 5}
        connectionPool:
          tcp:
            maxConnections: 10
            connectTimeout: 5s
            maxConnectionDuration: 1h
            idleTimeout: 1h
            tcpKeepalive: {probes: 3, time: 7200s, interval: 75s}
          http:
            http1MaxPendingRequests: 1
            http2MaxRequests: 2
            maxRequestsPerConnection: 10
            maxRetries: 3
            idleTimeout: 1h
            maxConcurrentStreams: 100
        outlierDetection:
          consecutive5xxErrors: 2
          consecutiveGatewayErrors: 2
          consecutiveLocalOriginFailures: 5
          interval: 1s
          baseEjectionTime: 3s
          maxEjectionPercent: 100
          minHealthPercent: 0
        loadBalancer:
          simple: LEAST_REQUEST
          warmup: {duration: 30s, minimumPercent: 10, aggression: 1}
          localityLbSetting: {distribute: [{from: "*", to: {"a/*": 80, "b/*": 20}}]}
      subsets:
        - name: v1
          labels: {version: v1}
          trafficPolicy:
            loadBalancer: {consistentHash: {httpHeaderName: x, ringHash: {minimumRingSize: 64}}}
            portLevelSettings: [{port: {number: 5000}, loadBalancer: {simple: RANDOM}}]
        - name: v2
          labels: {version: v2}
          trafficPolicy:
            loadBalancer:
              consistentHash: {httpCookie: {name: c, ttl: 60s}, maglev: {tableSize: 251}}
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: outside}
    spec:
      hosts: [outside.example]
      addresses: [240.0.0.1/32]
      ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}]
      resolution: STATIC
      endpoints: [{address: 10.8.8.8, weight: 5, ports: {http: 8081}}, {address: 10.8.8.9, weight: 1}]
    ---
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: default}
    spec:
      ingress:
        - port: {number: 5000, protocol: HTTP, name: http}
          defaultEndpoint: 127.0.0.1:5001
          connectionPool: {http: {http2MaxRequests: 4}}
      egress: [{port: {number: 5000, protocol: HTTP, name: http}, hosts: ["./*"]}, {hosts: ["*/*"]}]
      workloadSelector: {labels: {app: nobody}}
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: gate}
    spec:
      selector: {app: web}
      servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
    ---
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default}
    spec: {mtls: {mode: STRICT}, selector: {matchLabels: {app: web}}, portLevelMtls: {"6000": {mode: DISABLE}}}
    """

  /// The experiment.
  public static let experiment = """
    apiVersion: labbook/v1
    title: All numbers
    question: What is the largest?
    seed: 1
    replications: 2
    rules: [istio-1.30]
    manifests: [mesh.yaml]
    network: {roundTrip: {uniform: [1ms, 2ms]}}
    workloads:
      default/web:
        serviceTime: {quantiles: {p50: 10ms, p99: 100ms}}
        concurrency: 2
        respond: {status: 200, body: ok, headers: {x: "1"}}
        respondFirst: [{status: 503}, {status: 500}, {status: 502}]
    external: {naver.com: {respond: {status: 200}, serviceTime: {constant: 5ms}}}
    clients:
      - {id: loop, pod: client, start: 0s, stop: 3s, loop: {url: "http://web:5000/a", pause: 10ms, headers: {x: a}}}
      - {id: open, pod: client, start: 1s, stop: 2s, open: {url: "http://web:5000/", rate: 20.5, arrivals: poisson}}
      - id: rounds
        pod: client
        rounds:
          url: "http://web:5000/r?a=1"
          n: 10
          every: 100ms
          concurrent: 4
          headers: {content-type: application/grpc, grpc-timeout: 100S, x-envoy-upstream-rq-timeout-ms: "15000"}
      - {id: exponential, pod: client, stop: 1s, loop: {url: "http://naver.com:80/", pause: {exponential: 10ms}}}
    hypotheses:
      - id: all
        claim: c
        predicts:
          - {all: {client: loop, during: [0s, 10s]}, are: {status: 200}}
          - {none: {client: open, status: 503, flag: UO, curlExit: 7}}
          - {exactly: {client: rounds}, count: 40}
          - {share: {client: loop, status: 200}, atLeast: 0.1, atMost: 0.9}
          - {count: {client: loop}, atLeast: 10, atMost: 1000}
          - {attempts: {client: open}, atMost: 2.5}
          - {quantile: {client: open}, at: p99, atMost: 100ms}
    """
}
