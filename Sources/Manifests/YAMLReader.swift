internal import CYAML
public import Diagnostics

/// Reads YAML into trees that know their places, through libyaml.
public enum YAMLReader {
  /// The documents of a source, and what is wrong with it.
  ///
  /// After a syntax error the documents before it are still given. Aliases are replaced by what
  /// they stand for. Empty documents are passed over.
  ///
  /// `skips`: whether what nobody reads of Kubernetes' objects, such as `managedFields`, is passed
  /// over as it comes.
  public static func documents(
    of source: ManifestSource, limits: ReadingLimits = .standard, skips: Bool = false
  ) -> (documents: [YAMLNode], diagnostics: [Diagnostic]) {
    if let refused = refusal(of: source, limits) { return ([], [refused]) }
    var parser = YAMLEventParser(source: source, limits: limits, skips: skips)
    return source.bytes.withUnsafeBufferPointer { parser.run($0) }
  }

  private static func refusal(
    of source: ManifestSource, _ limits: ReadingLimits
  ) -> Diagnostic? {
    let start = SourceLocation(file: source.name, line: 1, column: 1)
    if source.bytes.count > limits.fileByteCount {
      return Diagnostic(
        .limitExceeded,
        "the file has \(source.bytes.count) bytes, and at most \(limits.fileByteCount) are read",
        at: start)
    }
    let isUTF16 =
      source.bytes.starts(with: [0xFE, 0xFF]) || source.bytes.starts(with: [0xFF, 0xFE])
    if !isUTF16, let zero = source.bytes.firstIndex(of: 0) {
      let line = source.bytes[..<zero].count { $0 == 10 } + 1
      return Diagnostic(
        .binaryInput, "the file holds a zero byte and is no text",
        at: SourceLocation(file: source.name, line: line, column: 1))
    }
    return nil
  }
}
