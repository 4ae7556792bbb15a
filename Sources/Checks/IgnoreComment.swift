public import Diagnostics

/// A comment `# labbook: ignore LB0123 because …` in a manifest.
///
/// Beside a field it keeps findings of its line quiet, on a line of its own those of the next line
/// that is no comment; above the first line of a document those of the whole document.
public struct IgnoreComment: Hashable, Sendable {
  /// The code that is kept quiet.
  public var code: String
  /// Why; empty where no reason is given, which keeps nothing quiet.
  public var reason: String
  /// Where the comment stands.
  public var place: SourceLocation
  /// The lines that it is about.
  public var lines: ClosedRange<Int>

  /// Every such comment of a text, in order.
  public static func all(in text: some Sequence<UInt8>, file: String) -> [IgnoreComment] {
    let lines = String(decoding: Array(text), as: UTF8.self).utf8
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) }
    var found: [IgnoreComment] = []
    for (index, line) in lines.enumerated() {
      guard line.utf8.contains(UInt8(ascii: "#")), let start = line.firstRange(of: marker) else {
        continue
      }
      let words = line[start.upperBound...].split(separator: " ", maxSplits: 1)
      guard let code = words.first else { continue }
      let rest = words.dropFirst().first ?? ""
      let reason = rest.hasPrefix("because ") ? rest.dropFirst("because ".count) : ""
      let column = line[..<start.lowerBound].unicodeScalars.count + 1
      found.append(
        IgnoreComment(
          code: String(code), reason: String(reason.trimmingPrefix { $0 == " " }),
          place: SourceLocation(file: file, line: index + 1, column: column),
          lines: reach(of: index, in: lines, isAlone: line[..<start.lowerBound].isBlank)))
    }
    return found
  }

  private static let marker = "# labbook: ignore "

  private static func reach(
    of index: Int, in lines: [Substring], isAlone: Bool
  ) -> ClosedRange<Int> {
    guard isAlone else { return (index + 1)...(index + 1) }
    var next = index + 1
    while next < lines.count, lines[next].isBlankOrComment { next += 1 }
    var before = index - 1
    while before >= 0, lines[before].isBlankOrComment { before -= 1 }
    let opensDocument = before < 0 || lines[before].hasPrefix("---")
    guard opensDocument else { return (index + 1)...max(index + 1, next + 1) }
    var end = next
    while end < lines.count, !lines[end].hasPrefix("---") { end += 1 }
    return (index + 1)...max(index + 1, end)
  }

  /// Whether it keeps a finding quiet.
  public func silences(_ diagnostic: Diagnostic) -> Bool {
    guard !reason.isEmpty, diagnostic.code.rawValue == code, let location = diagnostic.location
    else { return false }
    return location.file == place.file && lines.contains(location.line)
  }
}

extension CheckRun {
  /// Takes out what comments keep quiet, and tells of comments that keep nothing quiet.
  public mutating func apply(_ comments: [IgnoreComment]) {
    var used: Set<IgnoreComment> = []
    filter { finding in
      let silencing = comments.filter { $0.silences(finding.diagnostic) }
      used.formUnion(silencing)
      return silencing.isEmpty
    }
    add(
      comments.filter { !used.contains($0) }.map { comment in
        Diagnostic(
          .warning, .unusedIgnore,
          comment.reason.isEmpty
            ? "the comment gives no reason, so it keeps nothing quiet"
            : "the comment keeps no finding \(comment.code.quotedForDiagnostics) quiet",
          at: comment.place,
          hint: comment.reason.isEmpty
            ? "write # labbook: ignore CODE because …" : "take the comment out")
      })
  }
}

extension Substring {
  fileprivate var isBlank: Bool { allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" } }

  fileprivate var isBlankOrComment: Bool {
    let rest = drop { $0 == " " || $0 == "\t" }
    return rest.isBlank || rest.hasPrefix("#")
  }
}
