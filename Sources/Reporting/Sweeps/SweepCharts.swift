import Studies
import Units

/// The pictures of a sweep.
enum SweepCharts {
  /// Saving against P95: each strategy a dot, those of the frontier marked.
  static func frontier(_ sweep: Sweep) -> Chart? {
    let frontier = Set(sweep.frontier)
    let points = sweep.points.indices.compactMap { index -> (index: Int, x: Double, y: Double)? in
      guard let saving = sweep.saving(index), let p95 = sweep.results[index].p95 else { return nil }
      return (index, saving.value, p95.seconds)
    }
    guard points.count > 1, let least = points.map(\.x).min(), let most = points.map(\.x).max(), let slowest = points.map(\.y).max(),
      let fastest = points.map(\.y).min()
    else {
      return nil
    }
    // Room on both sides, so that no dot stands on a label.
    let (wide, tall) = (max(most - least, abs(most) * 0.01, 1e-6), max(slowest - fastest, slowest * 0.02, 1e-6))
    let x = Scale.linear(least - 0.12 * wide...most + 0.04 * wide)
    let y = Scale.linear(fastest - 0.1 * tall...slowest + 0.1 * tall)
    let (above, height) = (16, 240)
    var body: Markup = ""
    for share in [0.1, 0.5, 0.9] {
      let seconds = fastest - 0.1 * tall + share * 1.2 * tall
      let at = above + Int(Double(height) * (1 - y.percent(seconds) / 100))
      body += "<line x1=\"0\" x2=\"100%\" y1=\"\(at)\" y2=\"\(at)\" class=\"grid\"/>"
      body += "<text x=\"0\" y=\"\(at - 4)\" class=\"tick halo\">\(Microseconds(seconds: seconds).description)</text>"
    }
    body += "<line x1=\"0\" x2=\"100%\" y1=\"\(above + height)\" y2=\"\(above + height)\" class=\"axis\"/>"
    // Those of the frontier stand over the others.
    for point in points.sorted(by: { !frontier.contains($0.index) && frontier.contains($1.index) }) {
      let at = Double(above) + Double(height) * (1 - y.percent(point.y) / 100)
      let name = SweepTables.name(sweep, point.index)
      let isOn = frontier.contains(point.index)
      body += """
        <circle cx="\(x.percent(point.x))%" cy="\(at)" r="\(isOn ? 4.5 : 3.0)" class="\(isOn ? "c1" : "c8")"><title>\(name): \(Dollars(point.x).description) a month, P95 \
        \(Microseconds(seconds: point.y).description)</title></circle>

        """
    }
    for value in [least, (least + most) / 2, most] {
      body += "<text x=\"\(x.percent(value))%\" y=\"\(above + height + 19)\" class=\"tick mid\">\(Dollars(value).description)</text>"
    }
    return Chart(
      id: "saving-p95", title: "Saving against P95",
      description: "Each strategy tried is a dot. "
        + sweep.frontier.prefix(8).map { "\(SweepTables.name(sweep, $0)): \(sweep.saving($0)?.description ?? "–") a month" }.joined(
          separator: "; ")
        + ".", subtitle: "Saving a month to the right, P95 upwards: the lower right is best",
      legend: [Chart.Legend(name: "worth choosing from", style: "c1"), Chart.Legend(name: "others", style: "c8")],
      picture: Chart.Picture(height: above + height + 24, body: body), data: SweepTables.table(sweep, sweep.ranking, most: 12))
  }

  /// Two fields against each other, darker where more is saved.
  static func maps(_ sweep: Sweep) -> [Chart] {
    zip(SweepMap.all(sweep), SweepTables.maps(sweep)).enumerated().map { number, pair in
      let (map, titled) = pair
      func value(_ index: Int) -> Double { map.isMoney ? sweep.saving(index)?.value ?? 0 : sweep.results[index].hitRate.value ?? 0 }
      func shown(_ index: Int) -> String { map.isMoney ? Dollars(value(index)).description : percent(value(index)) }
      let values = map.cells.flatMap { $0.compactMap { $0.map(value) } }
      let (least, most) = (values.min() ?? 0, values.max() ?? 0)
      let (left, rowHeight, head) = (16.0, 30, 20)
      let width = (100 - left) / Double(map.columns.values.count)
      let hasText = map.columns.values.count <= 9
      var body: Markup = ""
      for (column, value) in map.columns.values.enumerated() where hasText || column % (map.columns.values.count / 8 + 1) == 0 {
        body += "<text x=\"\(left + (Double(column) + 0.5) * width)%\" y=\"13\" class=\"tick mid\">\(Chart.short(value))</text>"
      }
      for (row, cells) in map.cells.enumerated() {
        let y = head + row * rowHeight
        body += "<text x=\"0\" y=\"\(y + 19)\" class=\"tick\">\(Chart.short(map.rows.values[row]))</text>"
        for (column, index) in cells.enumerated() {
          guard let index else { continue }
          let share = most > least ? (value(index) - least) / (most - least) : 1
          let at = left + Double(column) * width
          body += """
            <rect x="\(at)%" y="\(y)" width="\(width)%" height="\(rowHeight)" class="c1" fill-opacity="\(0.08 + 0.72 * share)">\
            <title>\(SweepTables.name(sweep, index)): \(shown(index))</title></rect>

            """
          if hasText {
            body += "<text x=\"\(at + width / 2)%\" y=\"\(y + 19)\" class=\"mid\">\(shown(index))</text>"
          }
        }
      }
      return Chart(
        id: "map-\(number + 1)", title: map.title,
        description:
          "Rows are \(map.rows.name), columns \(map.columns.name); from \(map.isMoney ? Dollars(least).description : percent(least)) to "
          + "\(map.isMoney ? Dollars(most).description : percent(most)).",
        subtitle: "\(map.rows.name) downwards, \(map.columns.name) to the right; darker is more",
        picture: Chart.Picture(height: head + map.cells.count * rowHeight + 4, body: body), data: titled.table)
    }
  }
}
