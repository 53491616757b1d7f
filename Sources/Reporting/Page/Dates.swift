import Units

/// Days as a reader writes them.
enum Dates {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    start(day).civil()
  }

  private static func start(_ day: Int) -> Timestamp { Timestamp(microseconds: Int64(day) * 86_400_000_000) }

  /// "8 Sep"
  static func short(_ day: Int) -> String {
    let date = civil(day)
    return "\(date.day) \(months[date.month - 1])"
  }

  /// "2026-09-08"
  static func iso(_ day: Int) -> String { start(day).date }

  /// "1 Sep – 12 Oct 2026"
  static func span(_ first: Int, _ last: Int) -> String {
    let (a, b) = (civil(first), civil(last))
    if first == last { return "\(short(first)) \(a.year)" }
    return a.year == b.year ? "\(short(first)) – \(short(last)) \(b.year)" : "\(short(first)) \(a.year) – \(short(last)) \(b.year)"
  }

  /// The civil days of a span of time.
  static func span(of span: ClosedRange<Int64>, offset: Int) -> String {
    func day(_ moment: Int64) -> Int { Timestamp(microseconds: moment).day(offset: offset) }
    // What ends at midnight has nothing of the day that begins then.
    return Self.span(day(span.lowerBound), day(max(span.lowerBound, span.upperBound - 1)))
  }
}
