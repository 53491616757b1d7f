public import Units

/// A calendar day in UTC, the unit in which prices come into force.
public struct CivilDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  /// The day that many days after 1970-01-01, clamped to a hundred million: what a `Timestamp` can hold.
  public init(number: Int) { self.number = min(max(number, -100_000_000), 100_000_000) }

  /// A day of the Gregorian calendar.
  public init(year: Int, month: Int, day: Int) {
    self.init(number: Timestamp.days(year: year, month: month, day: day))
  }

  /// The day of a moment.
  public init(_ moment: Timestamp) { self.init(number: moment.day()) }

  /// A date written as "2026-11-21"; `nil` if it is none.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
    // A day that does not exist, such as 30 February, reads back as another one.
    guard description == text else { return nil }
  }

  /// The first moment of the day.
  public var start: Timestamp { Timestamp(microseconds: Int64(number) * 86_400_000_000) }

  /// "2026-11-21".
  public var description: String { start.date }

  /// The earlier day.
  public static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }
}

/// A part of each day in UTC in which a price holds, such as off-peak hours; it may run over midnight.
public struct DailyWindow: Hashable, Sendable, CustomStringConvertible {
  /// The first minute of the window, counted from midnight UTC.
  public let start: Int
  /// The first minute after the window.
  public let end: Int

  /// From `start` up to, and without, `end`, both in minutes from midnight UTC (0 ..< 1440).
  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// Whether a moment is in the window.
  public func contains(_ moment: Timestamp) -> Bool {
    let day: Int64 = 86_400_000_000
    let minute = Int((moment.microseconds % day + day) % day / 60_000_000)
    return start <= end ? (start..<end).contains(minute) : minute >= start || minute < end
  }

  /// "16:30–00:30 UTC".
  public var description: String {
    func clock(_ minute: Int) -> String { "\(minute / 60 / 10)\(minute / 60 % 10):\(minute % 60 / 10)\(minute % 10)" }
    return "\(clock(start))–\(clock(end)) UTC"
  }

  /// A time of day as "16:30" in minutes; `nil` if it is none.
  static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = UInt8(parts[0]), let minute = UInt8(parts[1]),
      hour < 24, minute < 60
    else { return nil }
    return Int(hour) * 60 + Int(minute)
  }
}
