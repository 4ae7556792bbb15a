extension ManifestFixture {
  /// VirtualService and DestinationRule (istio/api networking/v1alpha3, 1.30).
  static let routing = [
    ManifestFixture(
      kind: "VirtualService", apiVersion: "networking.istio.io/v1",
      body: """
        spec:
          hosts: [web]
          gateways: [mesh, shop/front]
          exportTo: [".", other]
          http:
            - name: first
              match:
                - name: condition
                  uri: {prefix: /a}
                  scheme: {exact: https}
                  method: {regex: "GET|PUT"}
                  authority: {exact: web.shop}
                  headers: {x-user: {exact: jason}}
                  port: 8080
                  sourceLabels: {app: caller}
                  gateways: [mesh]
                  queryParams: {q: {prefix: v}}
                  ignoreUriCase: true
                  withoutHeaders: {x-robot: {}}
                  sourceNamespace: callers
                  statPrefix: first-stat
              route:
                - destination:
                    host: web-v1
                    subset: v1
                    port: {number: 8081}
                  weight: 80
                  headers:
                    request:
                      set: {x-set: a}
                      add: {x-add: b}
                      remove: [x-gone]
                    response:
                      set: {y-set: a}
                      add: {y-add: b}
                      remove: [y-gone]
              rewrite:
                uri: /rewritten
                authority: elsewhere
              timeout: 3s
              retries:
                attempts: 4
                perTryTimeout: 2s
                retryOn: gateway-error
                retryRemoteLocalities: true
                retryIgnorePreviousHosts: false
                backoff: 30ms
              fault:
                delay:
                  percentage: {value: 12.5}
                  fixedDelay: 5s
                abort:
                  httpStatus: 418
                  percentage: {value: 7.5}
              mirrors:
                - destination: {host: shadow}
                  percentage: {value: 33}
              corsPolicy:
                allowOrigins: [{exact: "https://a.example"}]
                allowMethods: [GET]
                allowHeaders: [x-a]
                exposeHeaders: [x-b]
                maxAge: 24h
                allowCredentials: true
              headers:
                request: {set: {z: "1"}}
            - mirror: {host: shadow}
              mirrorPercentage: {value: 25}
              route: [{destination: {host: web}}]
            - redirect:
                uri: /moved
                authority: moved.example
                port: 8443
                scheme: https
                redirectCode: 308
            - directResponse:
                status: 418
                body: {string: tea}
            - delegate:
                name: parts
                namespace: team
            - rewrite:
                uriRegexRewrite:
                  match: ^/x/(.*)
                  rewrite: /y/\\1
              route: [{destination: {host: web}}]
          tls:
            - match:
                - sniHosts: [secure.example]
                  destinationSubnets: [10.0.0.0/8]
                  port: 443
                  sourceLabels: {app: tls}
                  gateways: [mesh]
                  sourceNamespace: tls-callers
              route:
                - destination: {host: secure}
                  weight: 60
          tcp:
            - match:
                - destinationSubnets: [10.1.0.0/16]
                  port: 6379
                  sourceSubnet: 10.2.0.0/16
                  sourceLabels: {app: tcp}
                  gateways: [mesh]
                  sourceNamespace: tcp-callers
              route:
                - destination: {host: redis}
                  weight: 40
        """),
    ManifestFixture(
      kind: "DestinationRule", apiVersion: "networking.istio.io/v1",
      body: """
        spec:
          host: web
          exportTo: ["."]
          workloadSelector: {matchLabels: {app: caller}}
          trafficPolicy:
            loadBalancer:
              simple: ROUND_ROBIN
              warmup:
                duration: 30s
                minimumPercent: 20
                aggression: 1.5
              localityLbSetting:
                enabled: true
                distribute:
                  - from: a/b
                    to: {c/d: 100}
                failover:
                  - from: a
                    to: b
                failoverPriority: [topology.kubernetes.io/region]
            connectionPool:
              tcp:
                maxConnections: 5
                connectTimeout: 2s
                maxConnectionDuration: 3h
                idleTimeout: 4h
                tcpKeepalive:
                  probes: 3
                  time: 2h
                  interval: 75s
              http:
                http1MaxPendingRequests: 6
                http2MaxRequests: 7
                maxRequestsPerConnection: 8
                maxRetries: 9
                idleTimeout: 10s
                h2UpgradePolicy: UPGRADE
                useClientProtocol: true
                maxConcurrentStreams: 11
            outlierDetection:
              splitExternalLocalOriginErrors: true
              consecutiveLocalOriginFailures: 2
              consecutiveGatewayErrors: 3
              consecutive5xxErrors: 4
              interval: 5s
              baseEjectionTime: 6s
              maxEjectionPercent: 70
              minHealthPercent: 8
            tls:
              mode: MUTUAL
              clientCertificate: /etc/cert.pem
              privateKey: /etc/key.pem
              caCertificates: /etc/ca.pem
              credentialName: secret
              subjectAltNames: [spiffe://a]
              sni: web.example
              insecureSkipVerify: true
              caCrl: /etc/crl.pem
            tunnel:
              protocol: POST
              targetHost: target.example
              targetPort: 443
            proxyProtocol:
              version: V2
            retryBudget:
              percent: 30
              minRetryConcurrency: 4
            portLevelSettings:
              - port: {number: 8080}
                loadBalancer: {simple: RANDOM}
                connectionPool: {tcp: {maxConnections: 12}}
                outlierDetection: {consecutive5xxErrors: 13}
                tls: {mode: SIMPLE}
          subsets:
            - name: v1
              labels: {version: v1}
              trafficPolicy:
                loadBalancer:
                  warmupDurationSecs: 20s
                  consistentHash:
                    httpCookie:
                      name: session
                      path: /
                      ttl: 60s
                      attributes: [{name: Secure}]
                    maglev: {tableSize: 251}
            - name: v2
              trafficPolicy:
                loadBalancer:
                  consistentHash:
                    httpHeaderName: x-user
                    ringHash: {minimumRingSize: 64}
            - name: v3
              trafficPolicy:
                loadBalancer:
                  consistentHash:
                    httpQueryParameterName: q
                    minimumRingSize: 128
            - name: v4
              trafficPolicy:
                loadBalancer:
                  consistentHash:
                    useSourceIp: true
        """),
  ]
}
