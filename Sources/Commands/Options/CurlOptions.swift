internal import ControlPlane
internal import Diagnostics
internal import Limits
package import Simulator

/// What `labbook curl` was asked for, checked.
package struct CurlOptions: Hashable, Sendable {
  /// How the answer is printed.
  package enum Form: Hashable, Sendable {
    /// The decisions, then the body.
    case explained
    /// The body alone.
    case silent
    /// The answer as a value.
    case json
  }

  /// What is asked: one request, or the lines of a file.
  package enum Question: Hashable, Sendable {
    /// A request, and the pod that sends it.
    case one(RequestTemplate, from: String)
    /// A file of requests, one a line.
    case lines(file: String)

    /// Whether one request is asked.
    package var isOne: Bool {
      switch self {
      case .one: true
      case .lines: false
      }
    }
  }

  /// What is asked.
  package var question: Question
  /// What is read.
  package var manifests: ManifestSelection
  /// As written; `nil` for the newest release.
  package var rules: String?
  /// How the answer is printed.
  package var form: Form
  /// Whether the response's head is printed before its body.
  package var includesHead: Bool
  /// Whether routes that were passed over are printed; with a file of requests, remarks on each
  /// answer.
  package var isVerbose: Bool
  /// Whether what is not modelled is a warning.
  package var allowsUnmodelled: Bool
  /// As whom the request is sent.
  package var caller: CallerOptions
  /// The Gateway to enter at, as `NAMESPACE/NAME`; `nil` for the one that serves the host.
  package var gateway: String?
  /// What is said to answer outside.
  package var external: [ExternalHost]

  /// - Throws: an option that is missing or whose value is none.
  package init(_ invocation: Invocation) throws(UsageError) {
    question = try Self.question(invocation)
    manifests = try ManifestSelection(invocation)
    rules = invocation.value("rules")
    form = try Self.form(invocation)
    includesHead = invocation.has("include")
    isVerbose = invocation.has("verbose")
    allowsUnmodelled = invocation.has("allow-unmodelled")
    caller = try CallerOptions(invocation)
    gateway = try Self.gateway(invocation)
    external = []
    for text in invocation.all("external") { external.append(try Self.external(text)) }
  }

  private static func question(_ invocation: Invocation) throws(UsageError) -> Question {
    if let file = invocation.value("requests") {
      if let url = invocation.arguments.first {
        throw .invalidValue(option: "--requests", value: url, expected: "no URL beside it")
      }
      return .lines(file: file)
    }
    guard let url = invocation.arguments.first else {
      throw .argumentCount(.curl, given: 0)
    }
    guard let from = invocation.value("from") else { throw .missingOption("--from POD") }
    return .one(try request(invocation, url: url), from: from)
  }

  private static func request(
    _ invocation: Invocation, url: String
  ) throws(UsageError) -> RequestTemplate {
    do throws(RequestURL.Problem) {
      _ = try RequestURL(url)
    } catch {
      throw .invalidValue(
        option: "URL", value: url,
        expected: "the form http://host[:port]/path (this one \(error.description))")
    }
    var request = RequestTemplate(url: url)
    request.headers = try invocation.all("header").map(Self.header)
    if let data = invocation.value("data") {
      request.method = "POST"
      request.body = data
    }
    request.method = invocation.value("request") ?? request.method
    request.maxTime = try invocation.value("max-time").map(seconds)
    return request
  }

  private static func gateway(_ invocation: Invocation) throws(UsageError) -> String? {
    guard let name = invocation.value("gateway") else { return nil }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw .invalidValue(
        option: "--gateway", value: name, expected: "NAMESPACE/NAME of a Gateway")
    }
    if let from = invocation.value("from"), from != "outside" {
      throw .contradiction("--gateway is for requests --from outside, and this is from \(from)")
    }
    return name
  }

  private static func external(_ text: String) throws(UsageError) -> ExternalHost {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts.first ?? "")
    let status = parts.dropFirst().first.map { Int($0) } ?? 200
    let isName =
      !name.isEmpty && name.utf8.count <= 253
      && name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "/" }
    guard isName, let status, (200...599).contains(status) else {
      throw .invalidValue(
        option: "--external", value: text,
        expected: "NAME or NAME=STATUS, such as api.example.com=204")
    }
    var host = ExternalHost(host: name)
    host.respond = Response(status: status)
    return host
  }

  private static func form(_ invocation: Invocation) throws(UsageError) -> Form {
    if let output = invocation.value("output") {
      guard output == "json" else {
        throw .invalidValue(option: "-o", value: output, expected: "json")
      }
      return .json
    }
    return invocation.has("silent") ? .silent : .explained
  }

  private static func seconds(_ text: String) throws(UsageError) -> SimulationDuration {
    guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
      throw .invalidValue(
        option: "--max-time", value: text, expected: "a number of seconds up to 86400")
    }
    return SimulationDuration(nanoseconds: Int64(saturating: seconds * 1e9))
  }

  private static func header(_ line: String) throws(UsageError) -> Response.Header {
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first ?? ""
    let isToken = name.utf8.allSatisfy {
      $0 > 0x20 && $0 < 0x7F && !"()<>@,;\\\"/[]?={}".utf8.contains($0)
    }
    guard parts.count == 2, !name.isEmpty, isToken,
      !parts[1].unicodeScalars.contains(where: { $0.value < 0x20 && $0.value != 9 })
    else {
      throw .invalidValue(option: "-H", value: line, expected: "a line such as “end-user: jason”")
    }
    return Response.Header(name: String(name), value: parts[1].trimmedBlanks)
  }
}

extension Substring {
  /// Without blanks at both ends.
  fileprivate var trimmedBlanks: String {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
