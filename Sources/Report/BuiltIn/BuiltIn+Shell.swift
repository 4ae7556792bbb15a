extension BuiltIn {
  /// The HTML around every page. Equal to `Templates/shell.html`, which a test compares.
  // swift-format-ignore
  static let shell = #"""
    <!DOCTYPE html>
    <html lang="{{language}}">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="description" content="{{description}}">
    <title>{{title}}</title>
    <link rel="stylesheet" href="{{stylesheet}}">
    {{alternates}}
    </head>
    <body>
    <a class="skip" href="#content">{{skip}}</a>
    <header>
    <nav aria-label="{{navigationLabel}}"><a class="home" href="{{home}}">{{notebook}}</a> {{languages}}</nav>
    </header>
    <main id="content">
    {{content}}
    </main>
    <footer>
    <p>{{footer}}</p>
    </footer>
    </body>
    </html>

    """#
}
