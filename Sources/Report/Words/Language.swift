/// A language that pages are written in.
enum Language: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case korean = "ko"

  /// Its tag for `lang` and `hreflang`.
  var tag: String { rawValue }

  /// Its own name.
  var name: String {
    switch self {
    case .english: "English"
    case .korean: "한국어"
    }
  }

  /// The folder of its pages, below the experiment's or the site's; empty for English.
  var folder: String { self == .english ? "" : "\(tag)/" }
}
