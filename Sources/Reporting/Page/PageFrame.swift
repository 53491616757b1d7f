/// What every page has around its sections: it needs nothing but itself, no network, no font, no library. All is readable without scripts, which
/// only sort tables, switch series and change between light and dark.
struct PageFrame {
  let title: String
  /// What pages of its kind are about, beside the name of the program.
  var what = "what a cache would have done"
  let version: String
  /// The first screen.
  let summary: Markup
  /// What the list of contents is called.
  var contentsTitle = "Evidence"
  let sections: [Section]

  /// The whole page.
  var html: String {
    let contents = sections.markup { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>\n" }
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="Hindcast \(version)">
      <title>\(title)</title>
      <link rel="icon" href="data:,">
      <style>\(PageStyle.markup)</style>
      </head>
      <body>
      <header class="bar"><a class="brand" href="#summary">Hindcast</a><span class="what">\(what)</span>\
      <button type="button" id="theme" hidden>Dark</button></header>
      <main>
      \(summary)\
      <div class="evidence"><nav aria-label="Contents"><h2>\(contentsTitle)</h2><ol>
      \(contents)</ol></nav>
      <div class="sections">
      \(sections.markup(\.markup))</div></div>
      </main>
      <script>\(PageScript.markup)</script>
      </body>
      </html>

      """
    return page.text
  }

  /// Nothing is loaded, and no script runs but the page's own.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '\(PageScript.digest)'; base-uri 'none'; form-action 'none'"
}
