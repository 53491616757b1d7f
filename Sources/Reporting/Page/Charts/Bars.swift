/// Horizontal bars under their names: a name to the left and a value to the right stand on a line of their own above the bar.
struct Bars {
  struct Row {
    let name: String
    let value: String
    /// Whether the row sums up others, or is what they are held against.
    var isStrong = false
    /// Bars on one another from the top down.
    let lanes: [[Bar]]
  }

  /// A part of a lane; all in shares of the picture's width, 0 to 1.
  struct Bar {
    var from = 0.0
    let length: Double
    /// A class of the style sheet.
    let style: String
    /// What it is, for the pointer.
    let tip: String
  }

  private static let laneHeight = 14

  static func picture(_ rows: [Row]) -> Chart.Picture {
    var y = 0
    var body: Markup = ""
    for row in rows {
      body += """
        <text x="0" y="\(y + 13)"\(if: row.isStrong, " class=\"strong\"")>\(Chart.short(row.name))\
        \(if: row.name != Chart.short(row.name), "<title>\(row.name)</title>")</text>\
        <text x="100%" y="\(y + 13)" class="end\(if: row.isStrong, " strong")">\(row.value)</text>

        """
      y += 19
      for lane in row.lanes {
        body += "<rect x=\"0\" y=\"\(y)\" width=\"100%\" height=\"\(laneHeight)\" class=\"track\"/>"
        body += lane.filter { $0.length > 0 }.markup { bar in
          // A bar that is there is seen, however short.
          let length = min(max(bar.length * 100, 0.3), 100)
          let from = min(bar.from * 100, 100 - length)
          return """
            <rect x="\(from)%" y="\(y)" width="\(length)%" height="\(laneHeight)" class="\(bar.style)"><title>\(bar.tip)</title></rect>

            """
        }
        y += laneHeight + 3
      }
      y += 12
    }
    return Chart.Picture(height: max(y - 12, 1), body: body)
  }
}
