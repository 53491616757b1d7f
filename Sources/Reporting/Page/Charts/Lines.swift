/// Lines over a grid: the lines stretch with the picture, the text does not.
struct Lines {
  struct Series {
    let name: String
    /// A class of the style sheet.
    let style: String
    /// Percentages along the axes, y upwards.
    let points: [(x: Double, y: Double)]
    /// Whether the points are few and each is worth a dot.
    var hasDots = false
  }

  let x: [Tick]
  let y: [Tick]
  let series: [Series]

  private static let top = 16
  private static let height = 240
  private static let foot = 24

  var picture: Chart.Picture {
    let bottom = Self.top + Self.height
    var body: Markup = ""
    for tick in y {
      let at = Self.top + Int((Double(Self.height) * (1 - tick.at / 100)).rounded())
      body += "<line x1=\"0\" x2=\"100%\" y1=\"\(at)\" y2=\"\(at)\" class=\"grid\(if: tick.at == 0, " axis")\"/>"
    }
    for tick in x where tick.at > 0 {
      body += "<line x1=\"\(tick.at)%\" x2=\"\(tick.at)%\" y1=\"\(bottom)\" y2=\"\(bottom + 5)\" class=\"axis\"/>"
    }
    // The plot is measured in thousandths of its size.
    body += """

      <svg x="0" y="\(Self.top)" width="100%" height="\(Self.height)" viewBox="0 0 1000 1000" preserveAspectRatio="none" overflow="visible">
      \(series.markup(line))</svg>

      """
    body += series.filter(\.hasDots).markup { series in
      series.points.markup { point in
        let y = Double(Self.top) + Double(Self.height) * (1 - point.y / 100)
        return "<circle cx=\"\(point.x)%\" cy=\"\(y)\" r=\"3.5\"\(attributes(series))/>"
      }
    }
    for tick in y where tick.at > 0 {
      let at = Self.top + Int((Double(Self.height) * (1 - tick.at / 100)).rounded())
      body += "<text x=\"0\" y=\"\(at - 4)\" class=\"tick halo\">\(tick.label)</text>"
    }
    for (index, tick) in x.enumerated() {
      let anchor: Markup = tick.at < 4 ? "" : tick.at > 96 ? " end" : " mid"
      // On paper there is room for every second of many.
      let isMinor = x.count > 6 && (x.count - index) % 2 == 0
      body += "<text x=\"\(tick.at)%\" y=\"\(bottom + 19)\" class=\"tick\(anchor)\(if: isMinor, " minor")\">\(tick.label)</text>"
    }
    return Chart.Picture(height: bottom + Self.foot, body: body)
  }

  private func line(_ series: Series) -> Markup {
    let points = series.points.markup { "\(Int(($0.x * 10).rounded())),\(Int((1000 - $0.y * 10).rounded())) " }
    return
      "<polyline points=\"\(points)\"\(attributes(series))><title>\(series.name)</title></polyline>\n"
  }

  /// What the script switches a series by.
  private func attributes(_ series: Series) -> Markup { " class=\"series \(series.style)\" data-series=\"\(series.style)\"" }
}
