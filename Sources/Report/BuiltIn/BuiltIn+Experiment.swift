extension BuiltIn {
  /// The page of an experiment. Equal to `Templates/experiment.md`, which a test compares.
  // swift-format-ignore
  static let experiment = #"""
    <!-- The page of an experiment that brings no notebook.md of its own. -->

    ```labbook question
    ```

    ```labbook verdicts
    ```

    ```labbook changes
    ```

    ```labbook heading=results
    ```

    ```labbook figure=traffic-graph
    ```

    ```labbook table=outcomes
    ```

    ```labbook table=attempts
    ```

    ```labbook figure=timeline
    ```

    ```labbook figure=terminals
    ```

    ```labbook heading=hypotheses
    ```

    ```labbook hypotheses
    ```

    ```labbook heading=rules
    ```

    ```labbook figure=rules
    ```

    ```labbook heading=trace
    ```

    ```labbook traces
    ```

    ```labbook heading=setup
    ```

    ```labbook setup
    ```

    ```labbook heading=manifests
    ```

    ```labbook manifests
    ```

    ```labbook heading=reproduce
    ```

    ```labbook reproduce
    ```

    """#
}
