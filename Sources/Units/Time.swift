/// A span of time in whole microseconds (law 1).
public struct Microseconds: Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// The number of microseconds.
  public var count: Int64

  /// A span of `count` microseconds.
  public init(_ count: Int64) { self.count = count }

  /// The span nearest to a number of seconds; not-a-number gives zero, and what does not fit is clamped.
  public init(seconds: Double) {
    let scaled = (seconds * 1e6).rounded()
    count = scaled.isNaN ? 0 : Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max)
  }

  /// The span nearest to a number of milliseconds.
  public init(milliseconds: Double) { self.init(seconds: milliseconds / 1e3) }

  /// No time.
  public static let zero = Microseconds(0)

  /// The span in milliseconds.
  public var milliseconds: Double { Double(count) / 1e3 }

  /// The span in seconds.
  public var seconds: Double { Double(count) / 1e6 }

  /// Their sum.
  public static func + (a: Microseconds, b: Microseconds) -> Microseconds { Microseconds(a.count + b.count) }
  /// Their difference.
  public static func - (a: Microseconds, b: Microseconds) -> Microseconds { Microseconds(a.count - b.count) }
  /// Whether the first is less.
  public static func < (a: Microseconds, b: Microseconds) -> Bool { a.count < b.count }
}

extension Microseconds: CustomStringConvertible {
  /// A latency with sensible digits: "870 µs", "13.4 ms", "812 ms", "2.31 s", "14.2 s", "128 s".
  public var description: String {
    let size = abs(count)
    if size < 1_000 { return "\(count) µs" }
    if size < 999_500 { return grouped(milliseconds, decimals: size < 99_950 ? 1 : 0) + " ms" }
    return grouped(seconds, decimals: size < 9_995_000 ? 2 : size < 99_950_000 ? 1 : 0) + " s"
  }

  /// A span as people say it: "45 s", "5 min", "1.5 h", "31 days".
  public var span: String {
    let s = seconds
    if abs(s) < 1 { return description }
    func number(_ value: Double) -> String { plain(value, decimals: value < 10 ? 1 : 0) }
    if s < 60 { return number(s) + " s" }
    if s < 3_600 { return number(s / 60) + " min" }
    if s < 172_800 { return number(s / 3_600) + " h" }
    return number(s / 86_400) + " days"
  }
}

/// A moment as microseconds since 1970-01-01T00:00:00Z, with its civil date in a fixed offset from UTC (proleptic Gregorian).
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch.
  public var microseconds: Int64

  /// The moment `microseconds` after the Unix epoch.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Midnight UTC of a civil date.
  public init(year: Int, month: Int, day: Int) {
    microseconds = Int64(Timestamp.days(year: year, month: month, day: day)) * 86_400_000_000
  }

  /// Days since the Unix epoch of a civil date. Source of the formula: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Year, month and day of the moment, `offset` seconds east of UTC. Same source as ``days(year:month:day:)``.
  public func civil(offset: Int = 0) -> (year: Int, month: Int, day: Int) {
    let z = day(offset: offset) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
  }

  /// Whole days since the Unix epoch, `offset` seconds east of UTC.
  public func day(offset: Int = 0) -> Int {
    let day: Int64 = 86_400_000_000
    let local = microseconds + Int64(offset) * 1_000_000
    return Int(local >= 0 ? local / day : (local - day + 1) / day)
  }

  /// Monday is 0, Sunday 6.
  public func weekday(offset: Int = 0) -> Int { ((day(offset: offset) + 3) % 7 + 7) % 7 }

  /// Whether the first is less.
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }
}

extension Timestamp: CustomStringConvertible {
  /// "2026-10-01T09:30:00.120Z"; the fraction is left out when it is zero.
  public var description: String {
    let day: Int64 = 86_400_000_000
    let rest = ((microseconds % day) + day) % day
    let seconds = rest / 1_000_000
    let fraction = rest % 1_000_000
    var text = "\(date)T\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if fraction != 0 {
      let milli = fraction % 1_000 == 0
      text += "." + padded(milli ? fraction / 1_000 : fraction, milli ? 3 : 6)
    }
    return text + "Z"
  }

  /// "2026-10-01" in UTC.
  public var date: String {
    let (year, month, day) = civil()
    return "\(padded(Int64(year), 4))-\(two(Int64(month)))-\(two(Int64(day)))"
  }

  private func two(_ value: Int64) -> String { padded(value, 2) }

  private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
