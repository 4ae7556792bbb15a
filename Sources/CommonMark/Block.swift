/// A part of a page that a program wrote.
public indirect enum Block: Hashable, Sendable {
  /// - Parameter id: the anchor in HTML.
  case heading(level: Int, id: String, [Inline])
  /// Running text; a style is a class in HTML and nothing in Markdown.
  case paragraph([Inline], style: String? = nil)
  /// A tight list; each item is a list of blocks.
  case list(items: [[Block]], ordered: Bool = false)
  /// Preformatted text.
  case code(Code)
  /// A block quotation.
  case quote([Block])
  /// A table: a pipe table in Markdown, a `<table>` in HTML.
  case table(Table)
  /// A picture with its caption and, folded, its data.
  case figure(Figure)
  /// A group with a class and an optional id in HTML; in Markdown its blocks alone.
  case section(id: String? = nil, style: String, [Block])
  /// Blocks folded away below a line of summary, which Markdown has as plain text.
  case disclosure(summary: [Inline], isOpen: Bool = false, style: String? = nil, [Block])
}

/// Text shown as it is: a fenced block in Markdown.
public struct Code: Hashable, Sendable {
  /// As it is printed, without a newline at the end.
  public var text: String
  /// Names the language.
  public var info: String
  /// Names the block for those who cannot see it; the block scrolls sideways on its own.
  public var label: String
  /// A class for the stylesheet.
  public var style: String?
  /// Where given, line N of the HTML has the id `PREFIX-LN`, and shows its number.
  public var lineAnchorPrefix: String?
  /// Lines that stand out, counted from 1, where lines have anchors.
  public var markedLines: Set<Int>

  /// The value of these parts.
  public init(
    _ text: String, info: String, label: String, style: String? = nil,
    lineAnchorPrefix: String? = nil, markedLines: Set<Int> = []
  ) {
    self.markedLines = markedLines
    self.text = text
    self.info = info
    self.label = label
    self.style = style
    self.lineAnchorPrefix = lineAnchorPrefix
  }

  /// How many lines the text has.
  var lineCount: Int {
    let ends = text.utf8.count { $0 == UInt8(ascii: "\n") }
    return text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? ends : ends + 1
  }

  /// The id of a line, counted from 1.
  public static func lineID(prefix: String, line: Int) -> String { "\(prefix)-L\(line)" }
}

/// A table, with its caption; a pipe table in Markdown.
public struct Table: Hashable, Sendable {
  /// One cell.
  public struct Cell: Hashable, Sendable {
    /// What the cell shows.
    public var content: [Inline]
    /// A class for the stylesheet.
    public var style: String?
    /// How many columns it spans; Markdown repeats its text in each.
    public var columns: Int
    /// An anchor in HTML.
    public var id: String?

    /// The value of these parts.
    public init(
      _ content: [Inline], style: String? = nil, columns: Int = 1, id: String? = nil
    ) {
      self.id = id
      self.content = content
      self.style = style
      self.columns = columns
    }
  }

  /// The anchor in HTML; unique in the page.
  public var id: String
  /// Above the table; empty for none.
  public var caption: [Inline]
  /// The first row, of as many cells as every other.
  public var header: [Cell]
  /// The first cell of each row names the row.
  public var rows: [[Cell]]
  /// A class for the stylesheet.
  public var style: String?

  /// The value of these parts.
  public init(
    id: String, caption: [Inline], header: [Cell], rows: [[Cell]], style: String? = nil
  ) {
    self.id = id
    self.caption = caption
    self.header = header
    self.rows = rows
    self.style = style
  }
}

/// A picture with its caption and the table of its data.
public struct Figure: Hashable, Sendable {
  /// A file beside the page that a figure links to or shows.
  public struct File: Hashable, Sendable {
    /// Relative to the page.
    public var address: String
    /// What its link is called.
    public var label: String

    /// A file with the name of its link.
    public init(address: String, label: String) {
      self.address = address
      self.label = label
    }
  }

  /// How large a picture is, in pixels.
  public struct Size: Hashable, Sendable {
    /// From left to right.
    public var width: Int
    /// From top to bottom.
    public var height: Int

    /// A size of so many pixels.
    public init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  /// The anchor of the figure; unique on its page.
  public var id: String
  /// What stands for the picture where it cannot be seen.
  public var alternative: String
  /// A whole `<svg>` element for HTML; `nil` where the page shows the file, as parts that are folded
  /// away do.
  ///
  /// Trusted: the one place where markup is taken as it is.
  public var svg: String?
  /// The picture as a file, relative to the page.
  public var file: String
  /// How large the picture is.
  public var size = Size(width: 0, height: 0)
  /// The same in a layout for narrow screens, relative to the page; `nil` for none.
  public var narrowFile: String?
  /// States what the figure finds.
  public var caption: [Inline]
  /// What the table of the data is called.
  public var tableSummary: [Inline]
  /// The figure's data, for those who cannot see it.
  public var table: Table
  /// The same data to be saved; `nil` for none.
  public var data: File?
  /// What the figure shows beside it, each a table with the file of its data.
  public var further: [FurtherTable] = []

  /// A second table of a figure.
  public struct FurtherTable: Hashable, Sendable {
    /// What the page shows of it.
    public var table: Table
    /// All of it, to be saved.
    public var data: File

    /// A table with its file.
    public init(_ table: Table, data: File) {
      self.table = table
      self.data = data
    }
  }

  /// The value of these parts.
  public init(
    id: String, alternative: String, svg: String?, file: String, caption: [Inline],
    tableSummary: [Inline], table: Table
  ) {
    self.id = id
    self.alternative = alternative
    self.svg = svg
    self.file = file
    self.caption = caption
    self.tableSummary = tableSummary
    self.table = table
  }
}
