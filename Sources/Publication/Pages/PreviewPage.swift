internal import Diagnostics
internal import Notebook

/// A page as a preview shows it: it loads itself again when it has changed.
public enum PreviewPage {
  private static let script = String(decoding: PackageResources.preview_js, as: UTF8.self)
  private static let policy: String = {
    let digest = Base64.text(of: SHA256.bytes(of: Array(script.utf8)))
    return "; script-src 'sha256-\(digest)'; connect-src 'self'"
  }()

  /// The page with its script, which its policy allows and no other.
  ///
  /// `version` is of the preview, at which the page was made.
  public static func bytes(of page: [UInt8], version: Int) -> [UInt8] {
    let anatomy = PageAnatomy(page)
    var edit = MarkupEdit()
    if let range = anatomy.policy { edit.insert(policy, at: range.upperBound) }
    if let end = anatomy.mainEnd {
      edit.insert("<script data-version=\"\(version)\">\(script)</script>\n", at: end)
    }
    return edit.applied(to: page)
  }
}
