import Units

/// A page of sections under a headline, in the style of the report's page, that needs nothing but itself.
struct PlainPage {
  let title: String
  /// What the reader learns first.
  let lead: String
  let version: String
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
      <header class="bar"><a class="brand" href="#summary">Hindcast</a><span class="what">what a cache would have done</span>\
      <button type="button" id="theme" hidden>Dark</button></header>
      <main>
      <section id="summary" class="summary"><div class="answer"><h1>\(title)</h1><p class="lede">\(lead)</p></div></section>
      <div class="evidence"><nav aria-label="Contents"><h2>Contents</h2><ol>
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

/// Charts one below the other in a single SVG file, in light colours.
enum ChartSheet {
  private static let width = 900
  private static let margin = 24

  /// The file; empty without charts.
  static func svg(_ charts: [Chart]) -> String {
    guard !charts.isEmpty else { return "" }
    var y = margin
    var body: Markup = ""
    for chart in charts {
      body += "<text x=\"\(margin)\" y=\"\(y + 16)\" class=\"strong\">\(chart.title)</text>\n"
      body += "<text x=\"\(margin)\" y=\"\(y + 34)\" class=\"tick\">\(Escaping.plain(chart.subtitle, limit: 150))</text>\n"
      y += 46
      var x = margin
      for key in chart.legend {
        // Letters of 13 pixels are about seven wide.
        let length = 34 + 7 * Escaping.plain(key.name, limit: 40).count
        if x > margin, x + length > width - margin {
          x = margin
          y += 20
        }
        body += "<rect x=\"\(x)\" y=\"\(y)\" width=\"14\" height=\"10\" class=\"\(key.style)\"/>"
        body += "<text x=\"\(x + 20)\" y=\"\(y + 10)\" class=\"tick\">\(Escaping.plain(key.name, limit: 40))</text>\n"
        x += length
      }
      if !chart.legend.isEmpty { y += 24 }
      body += """
        <svg x="\(margin)" y="\(y)" width="\(width - 2 * margin)" height="\(chart.picture.height)" overflow="visible"><title>\(chart.title)</title>\
        <desc>\(chart.description)</desc>
        \(chart.picture.body)</svg>

        """
      y += chart.picture.height + 36
    }
    let file: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(y)" viewBox="0 0 \(width) \(y)" role="img">
      <style>svg { \(PageColors.light) background: #ffffff; font-family: "Liberation Sans", Arial, sans-serif; }
      text { fill: var(--ink); font-size: 13px; } .strong { font-weight: 650; } .tick { fill: var(--soft); font-size: 12px; }
      .end { text-anchor: end; } .mid { text-anchor: middle; }
      .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
      .track { fill: var(--track); } .grid { stroke: var(--line); } .axis { stroke: var(--strong-line); }
      polyline { fill: none; stroke-width: 2px; vector-effect: non-scaling-stroke; stroke: var(--s); }
      polyline.again { stroke-dasharray: 7 5; } circle { fill: var(--s); stroke: var(--paper); stroke-width: 1.5px; }
      rect[class^=c] { fill: var(--s); } .base { --s: var(--ink); }
      .c1 { --s: var(--c1); } .c2 { --s: var(--c2); } .c3 { --s: var(--c3); } .c4 { --s: var(--c4); }
      .c5 { --s: var(--c5); } .c6 { --s: var(--c6); } .c7 { --s: var(--c7); } .c8 { --s: var(--c8); }</style>
      \(body)</svg>

      """
    return file.text
  }
}
