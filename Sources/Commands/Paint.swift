package import Diagnostics

/// Colours for a terminal, where it is one and nothing says otherwise.
package struct Paint: Hashable, Sendable {
  /// Whether anything is coloured.
  package let isOn: Bool

  /// - Parameters:
  ///   - environment: `NO_COLOR` (no-color.org) switches colours off, `CLICOLOR_FORCE` on.
  ///   - isTerminal: whether a terminal reads.
  package init(_ environment: [String: String], isTerminal: Bool) {
    if let no = environment["NO_COLOR"], !no.isEmpty {
      isOn = false
    } else if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" {
      isOn = true
    } else {
      isOn = isTerminal && environment["TERM"] != "dumb" && environment["CLICOLOR"] != "0"
    }
  }

  /// SGR parameters (ECMA-48).
  private enum Colour: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  private func painted(_ text: some StringProtocol, _ colour: Colour) -> String {
    "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }

  /// A line in which the signs of verdicts are coloured.
  package func verdicts(_ line: String) -> String {
    guard isOn else { return line }
    var result = ""
    for character in line {
      switch character {
      case "✓": result += painted("✓", .green)
      case "✕": result += painted("✕", .red)
      default: result.append(character)
      }
    }
    return result
  }

  /// A finding's text with its severity and code coloured.
  package func finding(_ text: String, _ diagnostic: Diagnostic) -> String {
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
    guard isOn, let range = text.firstRange(of: head) else { return text }
    let colour: Colour =
      switch diagnostic.severity {
      case .error: .red
      case .warning: .yellow
      case .note: .cyan
      }
    return text[..<range.lowerBound] + painted(head, colour) + text[range.upperBound...]
  }
}
