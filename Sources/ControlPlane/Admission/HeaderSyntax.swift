internal import Diagnostics

/// What headers may look like (pkg/config/validation/validation.go@1.30.3).
enum HeaderSyntax {
  private static let pseudoHeaders = [":method", ":scheme", ":authority", ":path", ":status"]

  /// A header to match: also a pseudo-header or a claim of a token
  /// (`ValidateHTTPHeaderNameOrJwtClaimRoute`).
  static func problem(ofMatchedName name: String, under rules: RuleVersion) -> String? {
    if name.isEmpty { return "must have a header's name" }
    guard rules[.checksHeaderNames], !isClaim(name), !pseudoHeaders.contains(name) else {
      return nil
    }
    return isName(name, under: rules) ? nil : notAName(name)
  }

  /// A header in a CORS policy; `*` is all (`ValidateCORSHTTPHeaderName`).
  static func problem(ofCORSName name: String, under rules: RuleVersion) -> String? {
    if name.isEmpty { return "must have a header's name" }
    guard rules[.checksHeaderNames], name != "*" else { return nil }
    return isName(name, under: rules) ? nil : notAName(name)
  }

  /// A header of a request that is set or added
  /// (`ValidateHTTPHeaderWithAuthorityOperationName`).
  static func problem(ofRequestName name: String) -> String? {
    if name.isEmpty { return "must have a header's name" }
    if isAuthority(name) { return nil }
    return name.hasPrefix(":") ? beginsWithColon(name) : nil
  }

  /// A header of a destination's request that is set or added, up to 1.20
  /// (validation.go@1.20.2, `ValidateHTTPHeaderWithHostOperationName`).
  static func problem(ofDestinationRequestName name: String) -> String? {
    if name.isEmpty { return "must have a header's name" }
    return name.hasPrefix(":") ? beginsWithColon(name) : nil
  }

  /// A header that is removed, or any of a response (`ValidateHTTPHeaderOperationName`).
  static func problem(ofChangedName name: String) -> String? {
    if name.isEmpty { return "must have a header's name" }
    if name.lowercased() == "host" { return "must not change the header Host" }
    return name.hasPrefix(":") ? beginsWithColon(name) : nil
  }

  /// A header that carries a claim of a token (`validateJwtRule`).
  static func problem(ofTokenHeader name: String, under rules: RuleVersion) -> String? {
    guard rules[.checksHeaderNames] else { return problem(ofValue: name) }
    return isName(name, under: rules) ? nil : notAName(name)
  }

  /// Whether a name stands for the authority.
  static func isAuthority(_ name: String) -> Bool {
    ["host", ":authority"].contains(name.lowercased())
  }

  /// Whether a name stands for a claim of a token, such as `@request.auth.claims.sub`
  /// (pkg/jwt/routing.go@1.30.3).
  static func isClaim(_ name: String) -> Bool {
    let start = "@request.auth.claims"
    guard name.lowercased().hasPrefix(start) else { return false }
    let rest = name.dropFirst(start.count)
    if rest.hasPrefix("."), rest.count > 1 { return true }
    return rest.hasPrefix("[") && rest.hasSuffix("]") && rest.count > 2
  }

  private static func notAName(_ name: String) -> String {
    "has a name that is no header's: “\(name.quotedForDiagnostics)”"
  }

  private static func beginsWithColon(_ name: String) -> String {
    "must not change “\(name.quotedForDiagnostics)”: a header's name cannot begin with a colon"
  }

  private static func isName(_ name: String, under rules: RuleVersion) -> Bool {
    let marks = rules[.headerNamesAreTokens] ? "!#$%&'*+-.^_`|~" : "-_"
    return name.utf8.allSatisfy { NameSyntax.isAlphanumeric($0) || marks.utf8.contains($0) }
  }
}

extension HeaderSyntax {
  /// A value with Envoy's variables, such as `%HOSTNAME%` (`ValidateHTTPHeaderValue`;
  /// header_value_validator.go@1.30.3).
  static func problem(ofValue value: String) -> String? {
    for byte in value.utf8 where (byte < 0x20 && byte != 0x09) || byte == 0x7f {
      return "has a control character in its value"
    }
    guard value.utf8.contains(UInt8(ascii: "%")) else { return nil }
    return VariableScanner.problem(of: Array(value.utf8))
  }

  /// Reads `%NAME(arguments)%` as Envoy's header parser does.
  private enum VariableScanner {
    enum State { case literal, name, array, string, delimiter, text, argumentsEnd, variableEnd }

    static func problem(of bytes: [UInt8]) -> String? {
      var position = 0
      var state = State.literal
      while position < bytes.count {
        let byte = bytes[position]
        let next = position + 1 < bytes.count ? bytes[position + 1] : nil
        guard let step = transition(state, byte, next) else {
          return "has a value in which a % begins no variable; write %% for a percent sign"
        }
        state = step.state
        position += step.width
      }
      return state == .literal ? nil : "has a value in which a variable does not end"
    }

    static func transition(
      _ state: State, _ byte: UInt8, _ next: UInt8?
    ) -> (state: State, width: Int)? {
      let isSpace = byte == UInt8(ascii: " ")
      switch (state, byte) {
      case (.literal, UInt8(ascii: "%")):
        guard let next else { return nil }
        return next == byte ? (.literal, 2) : (.name, 1)
      case (.literal, _): return (.literal, 1)
      case (.name, UInt8(ascii: "%")): return (.literal, 1)
      case (.name, UInt8(ascii: "(")): return (.array, 1)
      case (.name, _): return (.name, 1)
      case (.array, UInt8(ascii: "[")): return (.string, 1)
      case (.array, _): return (isSpace ? .array : .text, 1)
      case (.delimiter, UInt8(ascii: ",")): return (.string, 1)
      case (.delimiter, UInt8(ascii: "]")): return (.argumentsEnd, 1)
      case (.string, UInt8(ascii: "\"")): return (.text, 1)
      case (.text, UInt8(ascii: "\\")): return next == nil ? nil : (.text, 2)
      case (.text, UInt8(ascii: ")")): return (.variableEnd, 1)
      case (.text, UInt8(ascii: "\"")): return (.delimiter, 1)
      case (.text, _): return (.text, 1)
      case (.argumentsEnd, UInt8(ascii: ")")): return (.variableEnd, 1)
      case (.variableEnd, UInt8(ascii: "%")): return (.literal, 1)
      case (.delimiter, _), (.string, _), (.argumentsEnd, _), (.variableEnd, _):
        return isSpace ? (state, 1) : nil
      }
    }
  }
}
