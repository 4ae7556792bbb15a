/// How a value is called in findings, such as `spec.http[0]`; put into words only where a finding
/// needs it, since nearly all values have none.
indirect enum ReadingPath: ExpressibleByStringLiteral, CustomStringConvertible {
  /// The whole, by a name that findings begin with.
  case start(String)
  /// A field of a mapping.
  case key(ReadingPath, String)
  /// An item of a list, counted from 0.
  case item(ReadingPath, Int)

  init(stringLiteral value: String) { self = .start(value) }

  /// Whether it names nothing.
  var isEmpty: Bool {
    if case .start("") = self { true } else { false }
  }

  /// Keys joined by dots, positions in brackets.
  var description: String {
    switch self {
    case .start(let text): text
    case .key(let path, let name): path.isEmpty ? name : "\(path).\(name)"
    case .item(let path, let position): "\(path)[\(position)]"
    }
  }
}
