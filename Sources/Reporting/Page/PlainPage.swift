import Units

/// A page of sections under a headline.
struct PlainPage {
  let title: String
  /// What the reader learns first.
  let lead: String
  let version: String
  let sections: [Section]

  /// The whole page.
  var html: String {
    PageFrame(
      title: title, version: version,
      summary: """
        <section id="summary" class="summary"><div class="answer"><h1>\(title)</h1><p class="lede">\(lead)</p></div></section>

        """, contentsTitle: "Contents", sections: sections
    ).html
  }
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
