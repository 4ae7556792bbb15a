extension BuiltIn {
  /// The page that lists the experiments. Equal to `Templates/index.md`, which a test compares.
  // swift-format-ignore
  static let index = #"""
    <!-- The page that lists the experiments. -->

    ```labbook lead
    ```

    ```labbook experiments
    ```

    ```labbook comparisons
    ```

    """#
}
