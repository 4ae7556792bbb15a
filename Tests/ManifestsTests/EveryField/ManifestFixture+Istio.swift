extension ManifestFixture {
  /// The other kinds of Istio (istio/api networking/v1alpha3 and security/v1beta1, 1.30).
  static let istio = [
    ManifestFixture(
      kind: "ServiceEntry", apiVersion: "networking.istio.io/v1",
      body: """
        spec:
          hosts: [api.example]
          addresses: [240.0.0.9/32]
          location: MESH_INTERNAL
          resolution: STATIC
          exportTo: [other]
          subjectAltNames: [spiffe://b]
          ports:
            - number: 80
              protocol: HTTP
              name: http
              targetPort: 8080
          endpoints:
            - address: 10.5.0.1
              ports: {http: 8081}
              labels: {version: v1}
              network: other-network
              locality: a/b/c
              weight: 3
              serviceAccount: robot
        """),
    ManifestFixture(
      kind: "ServiceEntry", apiVersion: "networking.istio.io/v1beta1",
      body: """
        spec:
          hosts: [vm.example]
          resolution: STATIC
          workloadSelector: {labels: {app: vm}}
          ports: [{number: 80, name: http, protocol: HTTP}]
        """),
    ManifestFixture(
      kind: "Sidecar", apiVersion: "networking.istio.io/v1",
      body: """
        spec:
          workloadSelector: {labels: {app: web}}
          ingress:
            - bind: 10.0.0.1
              captureMode: NONE
              defaultEndpoint: 127.0.0.1:8081
              port:
                number: 8080
                protocol: HTTP
                name: http
              tls:
                mode: SIMPLE
                serverCertificate: /etc/cert.pem
                privateKey: /etc/key.pem
                caCertificates: /etc/ca.pem
                caCrl: /etc/crl.pem
                credentialName: secret
                subjectAltNames: [spiffe://c]
                httpsRedirect: true
              connectionPool: {http: {http2MaxRequests: 14}}
          egress:
            - bind: 127.0.0.1
              captureMode: IPTABLES
              hosts: [./web.shop.svc.cluster.local]
              port:
                number: 9080
                protocol: HTTP2
                name: egress-http
          inboundConnectionPool: {tcp: {maxConnections: 15}}
          outboundTrafficPolicy:
            mode: REGISTRY_ONLY
            egressProxy: {host: egress.example}
        """),
    ManifestFixture(
      kind: "Gateway", apiVersion: "networking.istio.io/v1",
      body: """
        spec:
          selector: {istio: ingressgateway}
          servers:
            - name: secure
              bind: 10.0.0.2
              hosts: [shop/web.example]
              port:
                number: 443
                protocol: HTTPS
                name: https
              tls:
                mode: MUTUAL
                credentialName: secret
        """),
    ManifestFixture(
      kind: "PeerAuthentication", apiVersion: "security.istio.io/v1",
      body: """
        spec:
          selector: {matchLabels: {app: web}}
          mtls: {mode: STRICT}
          portLevelMtls: {"8080": {mode: PERMISSIVE}}
        """),
    ManifestFixture(
      kind: "WorkloadEntry", apiVersion: "networking.istio.io/v1",
      body: """
        spec:
          address: 10.6.0.1
          ports: {http: 8082}
          labels: {app: vm}
          network: vm-network
          locality: d/e/f
          weight: 5
          serviceAccount: vm-robot
        """),
    ManifestFixture(
      kind: "WorkloadGroup", apiVersion: "networking.istio.io/v1",
      body: """
        spec:
          metadata:
            labels: {app: vm}
            annotations: {note: yes-it-is}
          template:
            serviceAccount: group-robot
            ports: {http: 8083}
        """),
    ManifestFixture(
      kind: "AuthorizationPolicy", apiVersion: "security.istio.io/v1",
      body: """
        spec:
          selector: {matchLabels: {app: web}}
          action: DENY
          rules:
            - from:
                - source:
                    principals: [cluster.local/ns/a/sa/b]
                    notPrincipals: [cluster.local/ns/a/sa/c]
                    requestPrincipals: [issuer/subject]
                    notRequestPrincipals: [issuer/other]
                    namespaces: [a]
                    notNamespaces: [b]
                    ipBlocks: [10.0.0.0/8]
                    notIpBlocks: [10.1.0.0/16]
                    remoteIpBlocks: [192.0.2.0/24]
                    notRemoteIpBlocks: [198.51.100.0/24]
              to:
                - operation:
                    hosts: [web.example]
                    notHosts: [other.example]
                    ports: ["8080"]
                    notPorts: ["9090"]
                    methods: [GET]
                    notMethods: [PUT]
                    paths: [/a]
                    notPaths: [/b]
              when:
                - key: request.headers[x-user]
                  values: [jason]
                  notValues: [freddy]
        """),
    ManifestFixture(
      kind: "AuthorizationPolicy", apiVersion: "security.istio.io/v1",
      body: """
        spec:
          action: CUSTOM
          provider: {name: external}
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: front}]
          rules: [{from: [{source: {serviceAccounts: [shop/web]}}]}]
        """),
    ManifestFixture(
      kind: "RequestAuthentication", apiVersion: "security.istio.io/v1",
      body: """
        spec:
          selector: {matchLabels: {app: web}}
          jwtRules:
            - issuer: https://issuer.example
              audiences: [shop]
              jwksUri: https://issuer.example/keys
              fromHeaders: [{name: x-token, prefix: "Bearer "}]
              fromParams: [token]
              fromCookies: [cookie]
              outputPayloadToHeader: x-payload
              outputClaimToHeaders: [{header: x-sub, claim: sub}]
              forwardOriginalToken: true
              timeout: 7s
            - issuer: https://second.example
              jwks: "{}"
        """),
  ]
}
