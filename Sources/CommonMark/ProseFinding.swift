/// Something that prose holds and that the page does not show as it is written.
public struct ProseFinding: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// HTML outside the few safe elements, which is shown as code.
    case markup(String)
    /// A link to an address that may act on its reader; its text stays.
    case link(String)
    /// A picture of another host, which becomes a link, or one above the page's folder, of which
    /// the text stays.
    case picture(String)
  }

  /// What it is.
  public var kind: Kind
  /// Counted from 1.
  public var line: Int
  /// Counted from 1, in Unicode scalars.
  public var column: Int
}

/// A link or a picture of prose.
public struct ProseReference: Hashable, Sendable {
  /// Whether it is shown, and not followed.
  public var isPicture: Bool
  /// As it was written.
  public var address: String
  /// Counted from 1.
  public var line: Int
  /// Where the address stands, counted from 1, in Unicode scalars.
  public var column: Int
}
