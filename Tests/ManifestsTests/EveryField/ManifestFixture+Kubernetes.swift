extension ManifestFixture {
  /// Kinds of Kubernetes and of what makes pods.
  static let kubernetes = [
    ManifestFixture(
      kind: "Service", apiVersion: "v1",
      body: """
        spec:
          type: NodePort
          selector: {app: web}
          clusterIP: 10.96.0.9
          clusterIPs: [10.96.0.9]
          trafficDistribution: PreferClose
          publishNotReadyAddresses: true
          ports:
            - name: http
              protocol: UDP
              appProtocol: http2
              port: 80
              nodePort: 30080
              targetPort: web-port
        """),
    ManifestFixture(
      kind: "Service", apiVersion: "v1",
      body: """
        spec:
          type: ExternalName
          externalName: outside.example
          ports: [{port: 80}]
        """),
    ManifestFixture(
      kind: "Pod", apiVersion: "v1",
      body: """
        spec:
          nodeName: node-a
          serviceAccountName: robot
          hostNetwork: true
          hostname: web-host
          subdomain: web-domain
          nodeSelector: {disk: fast}
          tolerations: [{key: dedicated, operator: Exists, value: x, effect: NoSchedule}]
          initContainers:
            - name: prepare
              image: busybox
          containers:
            - name: web
              image: web-image
              args: [proxy, router]
              ports:
                - name: http
                  containerPort: 8080
                  protocol: UDP
        status:
          podIP: 10.7.0.1
          phase: Failed
          conditions: [{type: Ready, status: "False"}]
        """),
    ManifestFixture(
      kind: "Deployment", apiVersion: "apps/v1",
      body: """
        spec:
          replicas: 3
          selector:
            matchLabels: {app: web}
            matchExpressions: [{key: tier, operator: In, values: [front]}]
          template:
            metadata:
              labels: {app: web, tier: front}
              annotations: {sidecar.istio.io/inject: "true"}
            spec:
              containers: [{name: web}]
              serviceAccountName: robot
        """),
    ManifestFixture(
      kind: "StatefulSet", apiVersion: "apps/v1",
      body: """
        spec:
          replicas: 2
          serviceName: db
          ordinals: {start: 5}
          template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db}]}}
        """),
    ManifestFixture(
      kind: "Job", apiVersion: "batch/v1",
      body: """
        spec:
          parallelism: 4
          completions: 3
          template: {metadata: {labels: {app: job}}, spec: {containers: [{name: job}]}}
        """, idleLines: ["  parallelism: 4"]),
    ManifestFixture(
      kind: "CronJob", apiVersion: "batch/v1",
      body: """
        spec:
          suspend: true
          jobTemplate:
            spec:
              template: {metadata: {labels: {app: cron}}, spec: {containers: [{name: cron}]}}
        """),
    ManifestFixture(
      kind: "EndpointSlice", apiVersion: "discovery.k8s.io/v1",
      body: """
        addressType: IPv6
        endpoints:
          - addresses: ["2001:db8::1"]
            hostname: first
            nodeName: node-b
            targetRef: {kind: Pod, name: web-1}
            conditions:
              ready: false
              serving: true
              terminating: true
        ports:
          - name: http
            port: 8084
            protocol: UDP
        """),
    ManifestFixture(
      kind: "Endpoints", apiVersion: "v1",
      body: """
        subsets:
          - addresses:
              - ip: 10.8.0.1
                hostname: second
                nodeName: node-c
            notReadyAddresses: [{ip: 10.8.0.2}]
            ports:
              - name: http
                port: 8085
        """),
    ManifestFixture(
      kind: "Node", apiVersion: "v1",
      body: """
        spec:
          taints:
            - key: dedicated
              value: gateway
              effect: NoSchedule
        """),
    ManifestFixture(
      kind: "Ingress", apiVersion: "networking.k8s.io/v1",
      body: """
        spec:
          ingressClassName: mine
          tls:
            - hosts: [shop.example]
              secretName: certificate
          rules:
            - host: shop.example
              http:
                paths:
                  - path: /a
                    pathType: Exact
                    backend:
                      service:
                        name: web
                        port:
                          number: 8086
                  - path: /b
                    pathType: Prefix
                    backend:
                      service:
                        name: api
                        port:
                          name: http
        """),
  ]
}
