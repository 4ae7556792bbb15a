import ControlPlane
import EnvoyMessages
package import ProxyConfig

/// One line of `labbook curl --requests` from its bytes to its answer.
package enum RequestLineText {
  /// The answer as JSON, or what is wrong with the line.
  ///
  /// - Parameter number: the line's, counted from 1.
  package static func answer(
    _ bytes: [UInt8], number: Int, in mesh: MeshConfiguration
  ) -> String {
    var answers = RequestLines(Compilation(mesh: mesh))
    guard let value = try? JSONValue(reading: bytes) else { return "is no JSON" }
    do throws(RequestLine.Problem) {
      return try answers.answer(RequestLine(value), number: number).get().text
    } catch {
      return error.words
    }
  }
}
