extension FuzzTarget {
  /// Whole inputs to begin from.
  public var seeds: [[UInt8]] {
    let texts: [String] =
      switch self {
      case .manifests: [RepresentativeMesh.manifests]
      case .experiment: [RepresentativeMesh.experiment]
      case .notebook: [Self.prose, "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"]
      case .requests: [Self.lines]
      case .rules: [Self.ruleVersions]
      case .site: [Self.siteDescription]
      case .tests: [Self.validatorTests, Self.routerTests]
      }
    return texts.map { Array($0.utf8) }
  }

  private static let prose = """
    ---
    title: "What was seen"
    date: 2026-01-31
    author: [A, B]
    tags: [envoy]
    order: 3
    lang: en
    ---
    # What was seen

    Text with `code`, *stress*, [a link](https://example.com) and <b>markup</b>.

    ```labbook verdicts
    ```

    ```labbook figure=traffic-graph
    ```

    ```labbook table=outcomes client=loop
    ```

    1. one
       - two

    > quoted

    ```labbook hypothesis=all
    ```
    """

  private static let lines = """
    {"id": 1, "from": "client", "url": "http://web:5000/a?b=c", "method": "POST", "headers": {"x": "a"}, "body": "b"}
    {"id": "2", "from": "client", "configuration": "5000", "authority": "web:5000", "path": "/", "application": {"status": 503, "delay": 0.5}}
    {"id": 3, "from": "outside", "url": "http://web:5000/", "application": {"reset": true, "headers": {"a": "b"}}}
    """

  private static let ruleVersions = """
    apiVersion: labbook/v1
    kind: RuleVersion
    name: before
    extends: istio-1.30
    switches: {defaultRetryOn503: true, retryBudget: false}
    ---
    apiVersion: labbook/v1
    kind: RuleVersion
    name: after
    extends: before
    switches: {}
    """

  private static let siteDescription = """
    apiVersion: labbook/v1
    kind: Site
    name: Notes
    baseURL: https://example.org/notes/
    description: {en: Notes, ko: 공책}
    author: Somebody
    languages: [en, ko]
    logo: logo.svg
    repository: https://github.com/example/notes
    branch: main
    edit: https://github.com/example/notes/edit/main/{path}
    aliases: {old: hostile}
    """

  private static let validatorTests = """
    testCases:
      - description: takes the first route
        wantMatch: true
        request:
          authority: [web, web:5000]
          method: [GET, POST]
          uri: [/a, /v2/b]
          headers: {x-user: a}
        route: [{destination: {host: web, subset: v1}, weight: 90}]
        rewrite: {uri: /}
    """

  private static let routerTests = """
    tests:
      - test_name: goes to web
        input: {authority: "web:5000", path: /a, method: GET, internal: true, random_value: 20}
        validate: {cluster_name: web, path_rewrite: /b, host_rewrite: c}
    """
}
