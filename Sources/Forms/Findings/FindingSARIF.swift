package import Checks
internal import Diagnostics
package import EnvoyMessages
internal import Explanations

/// Findings in the Static Analysis Results Interchange Format 2.1.0 (OASIS).
package enum FindingSARIF {
  /// The log with one run.
  ///
  /// `version`: labbook's.
  package static func value(_ findings: [Finding], labbookVersion version: String) -> JSONValue {
    let codes = Set(findings.map(\.diagnostic.code)).sorted { $0.rawValue < $1.rawValue }
    let positions = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let driver: JSONValue = [
      "name": "labbook", "version": .string(version),
      "rules": .array(codes.map(rule)),
    ]
    let run: JSONValue = [
      "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
      "results": .array(
        findings.map { result($0, rule: positions[$0.diagnostic.code] ?? 0) }),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": .array([run]),
    ]
  }

  private static func rule(_ code: DiagnosticCode) -> JSONValue {
    let explanation = CodeRegister.explanation(of: code)
    var rule: JSONValue = [
      "id": .string(code.rawValue), "shortDescription": ["text": .string(explanation.title)],
      "fullDescription": ["text": .string(explanation.meaning)],
    ]
    if !explanation.fix.isEmpty { rule["help"] = ["text": .string(explanation.fix)] }
    return rule
  }

  private static func result(_ finding: Finding, rule: Int) -> JSONValue {
    let diagnostic = finding.diagnostic
    let words = [diagnostic.summary, diagnostic.why, diagnostic.hint].compactMap(\.self)
    var result: JSONValue = [
      "ruleId": .string(diagnostic.code.rawValue), "ruleIndex": .number(Double(rule)),
      "level": .string(diagnostic.severity.rawValue),
      "message": ["text": .string(words.joined(separator: "; "))],
    ]
    if let location = diagnostic.location {
      var place: JSONValue = ["physicalLocation": physical(location)]
      if let object = finding.object {
        place["logicalLocations"] = .array([
          ["fullyQualifiedName": .string(object.resource.description), "kind": "object"]
        ])
      }
      result["locations"] = .array([place])
    }
    let related = diagnostic.notes.filter { $0.location != nil }
    if !related.isEmpty {
      result["relatedLocations"] = .array(
        related.enumerated().compactMap { position, note in
          guard let location = note.location else { return nil }
          return [
            "id": .number(Double(position + 1)), "physicalLocation": physical(location),
            "message": ["text": .string(note.text)],
          ]
        })
    }
    return result
  }

  private static func physical(_ location: SourceLocation) -> JSONValue {
    [
      "artifactLocation": ["uri": .string(location.file.percentEncoded)],
      "region": [
        "startLine": .number(Double(location.line)),
        "startColumn": .number(Double(location.column)),
      ],
    ]
  }
}

extension String {
  /// A file's name as a relative reference of RFC 3986.
  fileprivate var percentEncoded: String {
    utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      guard byte < 128, isPlain || "-._~/".unicodeScalars.contains(scalar) else {
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
      }
      return String(scalar)
    }.joined()
  }
}
