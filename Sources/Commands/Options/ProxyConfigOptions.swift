/// What `labbook proxy-config` was asked for, checked.
package struct ProxyConfigOptions: Hashable, Sendable {
  /// Which family of messages, or all.
  package var command: CommandName
  /// `POD[.NAMESPACE]` or `deploy/NAME[.NAMESPACE]`; `nil` for all proxies.
  package var pod: String?
  /// What is read.
  package var manifests: ManifestSelection
  /// Rule versions as written; empty for the newest release.
  package var rules: [String]
  /// Whether complete messages are printed instead of a table.
  package var isJSON: Bool
  /// Whether the table is followed by where everything is written.
  package var explains: Bool
  /// Whether what is not modelled is a warning.
  package var allowsUnmodelled: Bool

  /// - Throws: an option that is missing or whose value is none.
  package init(_ command: CommandName, _ invocation: Invocation) throws(UsageError) {
    self.command = command
    pod = invocation.arguments.first
    manifests = try ManifestSelection(invocation)
    rules = invocation.names("rules") ?? []
    let output = invocation.value("output")
    guard output == nil || output == "json" else {
      throw .invalidValue(option: "-o", value: output ?? "", expected: "json")
    }
    isJSON = output == "json"
    explains = invocation.has("explain")
    allowsUnmodelled = invocation.has("allow-unmodelled")
    if command == .proxyConfigAll {
      guard invocation.has("all-proxies") else { throw .missingOption("--all-proxies") }
      guard isJSON else { throw .missingOption("-o json") }
    } else if rules.count > 1 {
      throw .invalidValue(
        option: "--rules", value: rules.joined(separator: ","), expected: "one rule version")
    }
  }
}
