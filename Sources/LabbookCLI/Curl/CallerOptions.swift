import Commands
import Diagnostics
import EnvoyMessages
import Glibc
import Laboratory
import Manifests
import ProjectFiles
import ProxyConfig
import Simulator

extension CallerOptions {
  /// Gives the request its caller's name and claims, or says why the claims are none.
  func apply(to request: inout RequestTemplate, in directory: String) -> [Diagnostic] {
    request.principal = principal
    request.tokens = TokenReading.tokens(in: request, now: Self.now)
    guard let claims else { return [] }
    var file = InputFiles(.commandLine)
    file.add(claims, at: Project.absolute(claims, from: directory))
    guard let source = file.sources.first, file.diagnostics.isEmpty else {
      return file.diagnostics
    }
    guard let value = try? JSONValue(reading: Array(source.bytes)),
      let members = CallerName.claims(of: value)
    else {
      return [
        Diagnostic(
          .invalidValue, "the claims of a token are a JSON object, and this is none",
          at: SourceLocation(file: claims, line: 1, column: 1),
          hint: "write {\"iss\": \"https://issuer.example\", \"sub\": \"me\"}")
      ]
    }
    request.claims = members
    return []
  }

  /// The time by which tokens are judged, in seconds since 1970: the only thing that an answer takes
  /// from outside its input.
  static var now: Int64 { Int64(clamping: time(nil)) }
}
