import ControlPlane
import EnvoyMessages
package import ProxyConfig

/// Lines of `labbook curl --requests` from their bytes to their answers, in one mesh.
package struct RequestLineText {
  private var answers: RequestLines

  /// Nothing of the mesh is unmodelled.
  package init(in mesh: MeshConfiguration) { answers = RequestLines(Compilation(mesh: mesh)) }

  /// The answer to a line as JSON, or what is wrong with it.
  ///
  /// - Parameter number: the line's, counted from 1.
  package mutating func answer(_ bytes: [UInt8], number: Int) -> String {
    guard let value = try? JSONValue(reading: bytes) else { return "is no JSON" }
    do throws(RequestLine.Problem) {
      return try answers.answer(RequestLine(value), number: number).get().text
    } catch {
      return error.words
    }
  }
}
