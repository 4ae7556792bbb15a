public import Notebook
public import Report

/// An experiment's page as one file that needs no other: style and figures are in it.
public struct SingleFile: Sendable {
  /// The page's path below the site's top.
  let path: String
  /// The files that it may take in, by path.
  let files: [String: [UInt8]]
  /// Where the site is, which links to other pages then lead to; else they are text.
  let address: SiteAddress?

  /// Takes each part as it is.
  public init(
    _ path: String, among files: [OutputFile], address: SiteAddress?
  ) {
    self.path = path
    self.files = Dictionary(
      files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    self.address = address
  }

  /// A file of the site as an address that holds it; `nil` for what is none, or no picture.
  func dataAddress(_ address: String) -> String? {
    guard let target = SitePath.target(address, from: path, base: "/"),
      let bytes = files[target.path]
    else { return nil }
    let type: String
    switch target.path.split(separator: ".").last {
    case "svg": type = "image/svg+xml"
    case "png": type = "image/png"
    case "jpg", "jpeg": type = "image/jpeg"
    case "gif": type = "image/gif"
    case "webp": type = "image/webp"
    default: return nil
    }
    return "data:\(type);base64,\(Base64.text(of: bytes))"
  }

  /// Where a link leads once the page stands alone: the same, an address of the published site, or
  /// `nil` where it would lead nowhere.
  func link(_ link: String) -> String? {
    guard let target = SitePath.target(link, from: path, base: "/") else { return link }
    if target.path == path { return target.fragment.map { "#\($0)" } ?? "#" }
    guard let address, !target.path.hasPrefix("../") else { return nil }
    let fragment = target.fragment.map { "#\($0)" } ?? ""
    return address.address(SitePath.clean(target.path)) + fragment
  }

  /// The page in HTML.
  ///
  /// `stylesheet` is of the site.
  public func html(stylesheet: [UInt8]) -> [UInt8] {
    let bytes = files[path] ?? []
    var edit = MarkupEdit()
    let style = String(decoding: stylesheet, as: UTF8.self).replacing("</", with: "<\\/")
    var scanner = MarkupScanner(bytes)
    while let event = scanner.next() {
      guard case .open(let tag, let name) = event else { continue }
      let attributes = MarkupAttribute.all(in: tag, of: bytes)
      switch name {
      case "link" where attributes["rel"] == "stylesheet":
        edit.replace(tag, with: "<style>\(style)</style>")
      case "link": edit.replace(tag, with: "")
      case "meta" where attributes["http-equiv"] != nil:
        let digest = Base64.text(of: SHA256.bytes(of: Array(style.utf8)))
        edit.replace(
          tag,
          with: "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            + "style-src 'sha256-\(digest)'; img-src data:\">")
      case "img":
        if let source = attributes.first(where: { $0.name == "src" }),
          let data = dataAddress(source.value)
        {
          edit.replace(source.range, with: data)
        }
      case "a":
        guard let target = attributes.first(where: { $0.name == "href" }) else { continue }
        if let link = link(target.value) {
          edit.replace(target.range, with: Markup.escaped(link))
        } else {
          edit.replace(tag, with: "<a>")
        }
      default: continue
      }
    }
    return edit.applied(to: bytes)
  }
}
