internal import CommonMark
public import Notebook

extension Report {
  /// A page as text, in both forms.
  public struct Page: Hashable, Sendable {
    public var html: String
    public var markdown: String
  }

  /// What changes from one rule version to another, as the body of a page.
  public static func page(of comparison: Comparison) -> Page {
    let rendered = Document(ComparisonBlocks.blocks(of: comparison)).rendered()
    return Page(
      html: String(decoding: rendered.html, as: UTF8.self),
      markdown: String(decoding: rendered.markdown, as: UTF8.self))
  }
}
