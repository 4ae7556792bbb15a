/// The files of a new experiment, which runs as it is.
enum ExperimentTemplate {
  /// Path below the experiment's folder → text.
  static func files(title: String) -> [(path: String, text: String)] {
    [
      ("experiment.yaml", NotebookTemplate.schemaLine + experiment(title: title)),
      ("manifests/10-mesh.yaml", mesh), ("manifests/20-rules.yaml", rules),
    ]
  }

  private static func experiment(title: String) -> String {
    """
    apiVersion: labbook/v1
    title: \(title)
    question: >-
      Nine of ten calls should reach the old version of web. Do they?
    seed: 1
    replications: 30
    rules: [istio-1.24, istio-1.30]
    manifests: [manifests/]
    workloads:
      default/web-v1: {serviceTime: {exponential: 10ms}, respond: {body: "v1\\n"}}
      default/web-v2: {serviceTime: {exponential: 10ms}, respond: {body: "v2\\n"}}
    network: {roundTrip: 1ms}
    clients:
      - id: caller
        pod: client
        start: 0s
        stop: 30s
        loop: {url: "http://web:8080/", pause: 20ms}
    hypotheses:
      - id: nine-of-ten
        claim: About nine of ten calls are answered by web-v1, and all succeed.
        predicts:
          - {share: {client: caller, workload: web-v1}, atLeast: 0.88, atMost: 0.92}
          - {all: {client: caller}, are: {status: 200}}
        expect: {istio-1.24: supported, istio-1.30: supported}

    """
  }

  private static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: default
      labels: {istio-injection: enabled}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: web}
      ports: [{name: http, port: 8080}]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web-v1}
    spec:
      selector: {matchLabels: {app: web, version: v1}}
      template:
        metadata: {labels: {app: web, version: v1}}
        spec: {containers: [{name: web, image: example/web-v1}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web-v2}
    spec:
      selector: {matchLabels: {app: web, version: v2}}
      template:
        metadata: {labels: {app: web, version: v2}}
        spec: {containers: [{name: web, image: example/web-v2}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: client, labels: {app: client}}
    spec: {containers: [{name: curl, image: example/curl}]}

    """

  private static let rules = """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: web}
    spec:
      host: web
      subsets:
        - {name: v1, labels: {version: v1}}
        - {name: v2, labels: {version: v2}}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web}
    spec:
      hosts: [web]
      http:
        - route:
            - {destination: {host: web, subset: v1}, weight: 90}
            - {destination: {host: web, subset: v2}, weight: 10}

    """
}
