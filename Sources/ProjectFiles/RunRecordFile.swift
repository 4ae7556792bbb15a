internal import Diagnostics
internal import Foundation
package import Notebook

/// `run.json`: a run record as JSON with sorted keys.
package enum RunRecordFile {
  /// What the file is called in each experiment's folder of `output/`.
  package static let name = "run.json"

  /// A record as the bytes of its file.
  package static func bytes(of record: RunRecord) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(record), as: UTF8.self)
    return Array(VisibleText.json(text).utf8) + [10]
  }

  /// - Returns: `nil` where the bytes are no record of a schema that this version knows.
  package static func record(from bytes: [UInt8]) -> RunRecord? {
    struct Head: Decodable {
      var schema: String
    }
    let decoder = JSONDecoder()
    let data = Data(bytes)
    guard let head = try? decoder.decode(Head.self, from: data),
      head.schema == RunRecord.currentSchema
    else { return nil }
    return try? decoder.decode(RunRecord.self, from: data)
  }
}

extension RunRecordFile {
  /// The schema that bytes name, whatever else they hold; `nil` where they name none.
  static func schema(of bytes: [UInt8]) -> String? {
    struct Head: Decodable {
      var schema: String
    }
    return try? JSONDecoder().decode(Head.self, from: Data(bytes)).schema
  }
}
