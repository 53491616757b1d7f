internal import Units

/// Dates and times as texts.
extension Stamp {
  /// Which of day and month stands first in dates of numbers that begin with neither a year nor a word.
  enum DateOrder {
    case monthFirst, dayFirst
  }

  /// "2026-11-20T09:00:00.120Z", "2026/11/20 9:00:00.1234567+01:00", "20261120T090000Z" and the like, also as names of files have them
  /// ("20261120_090000", "2026-11-20_09-00-00"); seven and more digits of a fraction are cut.
  static func civil(_ text: UnsafeRawBufferPointer) -> Int64? {
    var scan = Scanner(text: text)
    guard let year = scan.digits(4) else { return nil }
    let isDashed = scan.take("-")
    let isSlashed = !isDashed && scan.take("/")
    let isBasic = !isDashed && !isSlashed
    guard let month = scan.digits(2) ?? (isBasic ? nil : scan.digits(1)), isDashed ? scan.take("-") : isSlashed ? scan.take("/") : true,
      let day = scan.digits(2) ?? (isBasic ? nil : scan.digits(1)), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let date = Timestamp(year: year, month: month, day: day).microseconds
    guard !scan.isAtEnd else { return isBasic ? nil : date }
    if isBasic, text.count == 14, (1990...2100).contains(year), let time = scan.basicClock(), scan.isAtEnd { return date + time }
    guard scan.take("T") || scan.take("t") || scan.take(" ") || scan.take("_") else { return nil }
    if isDashed, let time = scan.dashedClock() { return date + time }
    if isBasic {
      guard let time = scan.basicClock(), let zone = scan.zone() else { return nil }
      return date + time - zone
    }
    return scan.timeOfDay().map { date + $0 }
  }

  /// Dates of numbers with the year last: "11/20/2026, 9:00:00.123 AM" as Azure's portal and Excel have it in English, "20.11.2026 09:00" as
  /// in German. With points the day is first; with seconds and half a day behind it the month is, unless the `order` of its log is known.
  /// Otherwise only that order tells, or, beside half a day, a day that is no month.
  static func numbered(_ text: UnsafeRawBufferPointer, in order: DateOrder?) -> Int64? {
    guard let date = NumberedDate(text) else { return nil }
    var scan = Scanner(text: text)
    scan.position = date.end
    var time: Int64 = 0
    if !scan.isAtEnd {
      _ = scan.take(",")
      guard scan.take(" ") || scan.take("T"), let read = scan.timeOfDay() else { return nil }
      time = read
    }
    let isDayFirst: Bool
    switch order {
    case _ where date.hasPoints, .dayFirst?: isDayFirst = true
    case .monthFirst?: isDayFirst = false
    case nil:
      guard scan.sawHalfOfDay, scan.sawSeconds || date.second > 12 else { return nil }
      isDayFirst = false
    }
    let (month, day) = isDayFirst ? (date.second, date.first) : (date.first, date.second)
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    return Timestamp(year: date.year, month: month, day: day).microseconds + time
  }

  /// The order that a text has which is a date of numbers and can have but one; `nil` of any other.
  static func order(of text: UnsafeRawBufferPointer) -> DateOrder? {
    guard let date = NumberedDate(text), !date.hasPoints, (date.first > 12) != (date.second > 12) else { return nil }
    let order: DateOrder = date.first > 12 ? .dayFirst : .monthFirst
    return numbered(text, in: order) == nil ? nil : order
  }

  /// Dates with the month in letters: "Fri, 20 Nov 2026 09:00:00 +0000" (RFC 5322), "20/Nov/2026:09:00:00 +0000" (logs of web servers),
  /// "November 20, 2026 at 9:00 AM", "Nov 20, 2026 @ 09:00:00.123" (Kibana), "Fri Nov 20 09:00:00 2026" (C), "Fri Nov 20 2026 09:00:00 GMT+0000 (…)" (JavaScript).
  static func lettered(_ text: UnsafeRawBufferPointer) -> Int64? {
    var scan = Scanner(text: text)
    if scan.take("["), text.last == UInt8(ascii: "]") { scan = Scanner(text: UnsafeRawBufferPointer(rebasing: text[1..<(text.count - 1)])) }
    if scan.weekday() {
      _ = scan.take(",") || scan.take(".")
      guard scan.take(" ") else { return nil }
    }
    if let month = scan.month() {
      guard scan.take(" ") else { return nil }
      _ = scan.take(" ")  // C writes one for the tens of a day
      guard let day = scan.digits(2) ?? scan.digits(1), (1...31).contains(day) else { return nil }
      scan.ordinal()
      let isFollowed = scan.take(",")
      guard scan.take(" ") || isFollowed else { return nil }
      if let date = scan.trailingYear(month: month, day: day) { return date }
      guard let year = scan.digits(4) else { return nil }
      return scan.finish(year: year, month: month, day: day)
    }
    guard let day = scan.digits(2) ?? scan.digits(1), (1...31).contains(day) else { return nil }
    scan.ordinal()
    guard scan.separator(), let month = scan.month(), scan.separator(), let year = scan.digits(4) else { return nil }
    return scan.finish(year: year, month: month, day: day)
  }
}

/// A date of three numbers with the year last, and the same sign between them.
private struct NumberedDate {
  let first: Int
  let second: Int
  let year: Int
  let hasPoints: Bool
  /// Where what follows begins.
  let end: Int

  init?(_ text: UnsafeRawBufferPointer) {
    var scan = Scanner(text: text)
    guard let first = scan.digits(2) ?? scan.digits(1), !scan.isAtEnd else { return nil }
    guard let sign: Unicode.Scalar = ["/", ".", "-"].first(where: { scan.take($0) }), let second = scan.digits(2) ?? scan.digits(1),
      scan.take(sign), let year = scan.digits(4), scan.digits(1) == nil
    else { return nil }
    self.first = first
    self.second = second
    self.year = year
    hasPoints = sign == "."
    end = scan.position
  }
}
