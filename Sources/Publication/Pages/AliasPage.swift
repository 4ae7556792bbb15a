internal import Notebook
internal import Report

/// The page at an experiment's earlier name, which leads to where it is now.
struct AliasPage {
  private let alias: SiteDescription.Alias
  private let title: String
  private let site: PublishedSite

  init(_ alias: SiteDescription.Alias, title: String, site: PublishedSite) {
    self.alias = alias
    self.title = title
    self.site = site
  }

  /// A page without a shell: no script, nothing to load.
  var file: OutputFile {
    let target = "../\(Markup.address(alias.experiment))/index.html"
    let canonical =
      site.description.address.map {
        let address = Markup.escaped($0.address("\(Markup.address(alias.experiment))/"))
        return "<link rel=\"canonical\" href=\"\(address)\">\n"
      } ?? ""
    let words = SiteWords("en")
    let text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
      <meta http-equiv="refresh" content="0; url=\(target)">
      <meta name="robots" content="noindex">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      \(canonical)<title>\(Markup.escaped(title))</title>
      </head>
      <body>
      <main><p>\(words.moved) <a href="\(target)">\(Markup.escaped(title))</a></p></main>
      </body>
      </html>

      """
    return OutputFile(path: "\(alias.name)/index.html", bytes: Array(text.utf8))
  }
}
