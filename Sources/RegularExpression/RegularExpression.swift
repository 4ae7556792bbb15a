internal import CRE2

/// A compiled regular expression in RE2's syntax, as Envoy's `safe_regex` uses it.
///
/// A class, because it owns RE2's memory; it can be shared by threads, since RE2 only reads a
/// compiled program (re2/re2.h).
public final class RegularExpression: Sendable {
  /// Why a pattern is none, in RE2's words, such as `missing ): (a`.
  public struct SyntaxError: Error, Hashable, Sendable {
    /// RE2's own words.
    public var message: String

    /// RE2's own words.
    public init(message: String) { self.message = message }
  }

  /// As it was written.
  public let pattern: String
  /// Safe to share: RE2 never changes a compiled program.
  nonisolated(unsafe) private let handle: OpaquePointer

  /// - Throws: what RE2 says of a pattern that it cannot compile.
  public init(_ pattern: String) throws(SyntaxError) {
    var text = pattern
    let handle = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { CRE2PatternCreate($0.baseAddress, $0.count) }
    }
    guard let handle else { throw SyntaxError(message: "out of memory") }
    if let message = CRE2PatternError(handle) {
      let error = SyntaxError(message: String(cString: message))
      CRE2PatternDestroy(handle)
      throw error
    }
    self.pattern = pattern
    self.handle = handle
  }

  deinit { CRE2PatternDestroy(handle) }

  /// Whether the whole text matches, as `safe_regex` asks (envoy/type/matcher/v3/regex.proto).
  public func matchesWhole(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        CRE2PatternMatchesFully(handle, $0.baseAddress, $0.count)
      }
    }
  }

  /// The text with every match replaced; `\1` … `\9` stand for groups
  /// (envoy/type/matcher/v3/regex.proto, RegexMatchAndSubstitute).
  public func replacingMatches(in text: String, with substitution: String) -> String {
    var text = text
    var substitution = substitution
    return text.withUTF8 { text in
      substitution.withUTF8 { substitution in replaced(text, substitution) }
    }
  }

  private func replaced(
    _ text: UnsafeBufferPointer<UInt8>, _ substitution: UnsafeBufferPointer<UInt8>
  ) -> String {
    var length = 0
    let result = text.withMemoryRebound(to: CChar.self) { text in
      substitution.withMemoryRebound(to: CChar.self) { substitution in
        CRE2PatternReplaceAll(
          handle, text.baseAddress, text.count, substitution.baseAddress, substitution.count,
          &length)
      }
    }
    guard let result else { return "" }
    defer { CRE2TextDestroy(result) }
    return result.withMemoryRebound(to: UInt8.self, capacity: length) {
      String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
    }
  }
}
