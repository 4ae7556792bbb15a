internal import Foundation

/// Turns cards into pixels by librsvg's program, which is a program of its own since its libraries
/// would be loaded with every command.
package struct CardRaster: Sendable {
  /// Why a card has no pixels, in words.
  package struct Problem: Error, Sendable {
    /// What the program complained of.
    package var words: String
  }

  /// Debian's package of the program.
  package static let package = "librsvg2-bin"
  private let program: String

  /// - Returns: `nil` where the program is not installed.
  package init?(path: String) {
    guard let program = InstalledProgram.find(["rsvg-convert"], path: path) else { return nil }
    self.program = program
  }

  /// A picture as PNG.
  package func picture(of svg: String) throws(Problem) -> [UInt8] {
    let result = InstalledProgram.run(program, ["--format", "png"], input: Array(svg.utf8))
    guard let result else { throw Problem(words: "\(program) cannot be started") }
    guard result.status == 0, result.output.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
      throw Problem(words: "\(program) ended with \(result.status): \(result.complaint)")
    }
    return result.output
  }
}
