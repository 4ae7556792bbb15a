/// What a file that prose refers to holds, as its first bytes say.
///
/// Only what cannot act on its reader is published: pictures, PDF, archives and plain text.
enum PublishedFile: Hashable {
  /// A picture in one of the forms that browsers show.
  case picture(String)
  /// A picture as markup, which may hold scripts.
  case svg
  /// Something to be saved.
  case download(String)
  /// Text in UTF-8.
  case text

  /// What bytes are; `nil` for what has no known beginning and is no text.
  init?(_ bytes: [UInt8]) {
    for (name, isPicture, start) in Self.beginnings where bytes.starts(with: start) {
      self = isPicture ? .picture(name) : .download(name)
      return
    }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      self = .picture("webp")
    } else if bytes.dropFirst(4).starts(with: "ftypavif".utf8) {
      self = .picture("avif")
    } else if !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil {
      self = SVGReview.isSVG(bytes) ? .svg : .text
    } else {
      return nil
    }
  }

  /// The bytes that files begin with (the forms' specifications).
  private static let beginnings: [(name: String, isPicture: Bool, start: [UInt8])] = [
    ("png", true, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    ("jpg", true, [0xFF, 0xD8, 0xFF]),
    ("gif", true, Array("GIF87a".utf8)),
    ("gif", true, Array("GIF89a".utf8)),
    ("pdf", false, Array("%PDF-".utf8)),
    ("zip", false, [0x50, 0x4B, 0x03, 0x04]),
    ("gz", false, [0x1F, 0x8B]),
    ("xz", false, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    ("zst", false, [0x28, 0xB5, 0x2F, 0xFD]),
  ]

  /// Names of text files that a browser shows or saves, and never runs.
  static let textExtensions: Set<String> = [
    "txt", "md", "yaml", "yml", "json", "jsonl", "csv", "tsv", "toml", "log", "sh", "py", "go",
    "swift", "diff", "patch", "conf", "proto", "har", "sql",
  ]

  /// The extensions that a file of this kind may have.
  var extensions: Set<String> {
    switch self {
    case .picture("jpg"): ["jpg", "jpeg"]
    case .picture(let name): [name]
    case .svg: ["svg"]
    case .download("gz"): ["gz", "tgz"]
    case .download(let name): [name]
    case .text: Self.textExtensions
    }
  }

  /// Whether a page can show it.
  var isPicture: Bool {
    switch self {
    case .picture, .svg: true
    case .download, .text: false
    }
  }

  /// Why a file must not be published, as the end of a sentence that begins with its name; `nil`
  /// where it may.
  ///
  /// - `isShown`: whether it must be a picture.
  static func objection(to bytes: [UInt8], name: String, isShown: Bool) -> String? {
    guard let kind = PublishedFile(bytes) else {
      return "is of no type that is published: pictures, PDF, archives and text are"
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let ending = parts.count > 1 ? parts.last.map { $0.lowercased() } ?? "" : ""
    if isShown, !kind.isPicture { return "is no picture that a page can show" }
    guard kind.extensions.contains(ending) else {
      if kind == .text {
        return "is text, and only \(textExtensions.sorted().joined(separator: ", ")) are published"
      }
      let names = kind.extensions.sorted().map { ".\($0)" }.joined(separator: " or ")
      return "holds what is called \(names), and is called otherwise"
    }
    guard kind == .svg else { return nil }
    return SVGReview.objection(to: String(decoding: bytes, as: UTF8.self)).map { "holds \($0)" }
  }
}
