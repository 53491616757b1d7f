internal import Traces
internal import Units

/// Times and durations as logs write them.
enum Stamp {
  /// The moment that a value stands for, in microseconds since the Unix epoch: a date and time as text (without a zone it is UTC), or the
  /// time since the epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by magnitude. `nil` if it is neither, or no moment
  /// of a log: what programs write for a time that was never set (.NET's years 1 and 9999, Go's year 1) is beyond what a trace holds.
  static func moment(_ value: JSONValue?) -> Int64? {
    guard let value else { return nil }
    if let number = value.double { return epoch(number, exactly: value.int) }
    // As protobuf, Firestore and log4j have it.
    if value.kind == .object, let seconds = value.first(["seconds", "_seconds", "epochSecond"])?.numeric {
      return epoch(seconds + (value.first(["nanos", "nanoseconds", "_nanoseconds", "nanoOfSecond"])?.numeric ?? 0) / 1e9, exactly: nil)
    }
    return value.withText { text in moment(text) } ?? nil
  }

  /// A date and time, or digits since the epoch, as text.
  static func moment(_ text: UnsafeRawBufferPointer) -> Int64? {
    if let date = date(text) { return held(date) }
    // As .NET wrote it in JSON.
    let isDotNet = text.starts(with: "/Date(".utf8) && text.count < 40
    let text = isDotNet ? UnsafeRawBufferPointer(rebasing: text.dropFirst(6).prefix { (0x30...0x39).contains($0) }) : text
    guard text.count <= 24, let number = JSONValue.decimal(String(decoding: text, as: UTF8.self)) else { return nil }
    return epoch(number, exactly: Int(exactly: number))
  }

  /// Whether a value is a date, or counts from the epoch: a small number beside it is rather a span.
  static func isOfEpoch(_ value: JSONValue) -> Bool { (value.numeric ?? .infinity) >= earliest }

  /// The year 2000 in seconds: what is below is no stamp, but for logs whose times begin at 0.
  static let earliest = 946_684_800.0

  /// Whether a value is a text that says something and no moment that can be told, such as 10/02/2026, whose month may stand second.
  static func isUnread(_ value: JSONValue?) -> Bool {
    guard let value, value.kind == .string, !value.isNothing, value.numeric == nil else { return false }
    return value.withText { date($0) == nil } ?? false
  }

  private static func date(_ text: UnsafeRawBufferPointer) -> Int64? { civil(text) ?? numbered(text, in: nil) ?? lettered(text) }

  /// A moment that a trace can hold; `nil` of any other.
  static func held(_ moment: Int64) -> Int64? { -Requests.limit < moment && moment < Requests.limit ? moment : nil }

  /// A number in a unit of so many microseconds as a span of time; `nil` if it is no number or negative.
  static func span(_ value: JSONValue?, unit microseconds: Double) -> Int64? {
    guard let value else { return nil }
    if let number = value.double { return span(number * microseconds) }
    return value.withText { text in
      let text = String(decoding: text.prefix(32), as: UTF8.self)
      return (Double(text) ?? grouped(text, unit: microseconds)).map { $0 * microseconds } ?? written(text)
    }.flatMap { $0 }.flatMap(span)
  }

  /// A number with a comma, which stands before a fraction if anything; of a unit smaller than a second there are thousands, and no thousandths.
  private static func grouped(_ text: String, unit microseconds: Double) -> Double? {
    JSONValue.ungrouped(text).flatMap { microseconds < 1e6 ? Double($0) : nil } ?? JSONValue.decimal(text)
  }

  private static func span(_ microseconds: Double) -> Int64? {
    microseconds >= 0 && microseconds < 1e18 ? Int64(microseconds.rounded()) : nil
  }

  /// A span of time with its units, in microseconds: "1m2.5s" and "850ms" as Go writes them, "PT1M2.5S" (ISO 8601), "00:01:02.5" as .NET does.
  private static func written(_ text: String) -> Double? {
    let clock = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    if clock.count == 3, let hours = clock[0], let minutes = clock[1], let seconds = clock[2] {
      return (hours * 3_600 + minutes * 60 + seconds) * 1e6
    }
    var sum = 0.0
    // "PT2.5S", as ISO 8601 has it.
    var rest = text.hasPrefix("PT") ? text.dropFirst(2).lowercased()[...] : text.filter { $0 != " " }[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      let unit = rest[digits.endIndex...].prefix { !$0.isNumber && $0 != "." }
      guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
      sum += number * factor
      rest = rest[unit.endIndex...]
    }
    return text.isEmpty ? nil : sum
  }

  private static let units: [String: Double] = [
    "h": 3_600e6, "m": 60e6, "s": 1e6, "ms": 1e3, "us": 1, "µs": 1, "μs": 1, "ns": 1e-3, "min": 60e6, "sec": 1e6, "secs": 1e6,
    "second": 1e6, "seconds": 1e6, "msec": 1e3, "millis": 1e3, "milliseconds": 1e3,
  ]

  /// Seconds reach beyond the year 9999, which stands for never, and milliseconds begin in 1979; the present is far from every border.
  private static func epoch(_ number: Double, exactly whole: @autoclosure () -> Int?) -> Int64? {
    guard number > 0, number < 1e20 else { return nil }
    if number < 3e11 { return held(Int64((number * 1e6).rounded())) }
    if number < 3e14 { return held(Int64((number * 1e3).rounded())) }
    if number < 3e17 { return held(whole().map(Int64.init) ?? Int64(number.rounded())) }
    return held(whole().map { Int64($0 / 1_000) } ?? Int64((number / 1e3).rounded()))
  }
}
