extension String {
  /// The text without control characters and cut to 80 characters, to be quoted in a finding.
  public var quotedForDiagnostics: String {
    var text = ""
    for scalar in unicodeScalars.prefix(81) {
      if text.count >= 80 { return text + "…" }
      let isControl =
        scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format
      text += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return text
  }
}
