internal import Units

/// Times and durations as logs write them.
enum Stamp {
  /// The moment that a value stands for, in microseconds since the Unix epoch: a date and time as text (without a zone it is UTC), or the
  /// time since the epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by magnitude. `nil` if it is neither.
  static func moment(_ value: JSONValue?) -> Int64? {
    guard let value else { return nil }
    if let number = value.double { return epoch(number, exactly: value.int) }
    return value.withText { text in moment(text) } ?? nil
  }

  /// A date and time, or digits since the epoch, as text.
  static func moment(_ text: UnsafeRawBufferPointer) -> Int64? {
    if let civil = civil(text) ?? american(text) ?? lettered(text) { return civil }
    guard text.count <= 24, let number = Double(String(decoding: text, as: UTF8.self)) else { return nil }
    return epoch(number, exactly: Int(exactly: number))
  }

  /// A number in a unit of so many microseconds as a span of time; `nil` if it is no number or negative.
  static func span(_ value: JSONValue?, unit microseconds: Double) -> Int64? {
    guard let value else { return nil }
    let number = value.double ?? (value.withText { Double(String(decoding: $0.prefix(32), as: UTF8.self)) } ?? nil)
    guard let number, number >= 0, number * microseconds < 1e18 else { return nil }
    return Int64((number * microseconds).rounded())
  }

  /// Seconds reach to the year 5138, milliseconds from 1973 on; the present is far from every border.
  private static func epoch(_ number: Double, exactly whole: @autoclosure () -> Int?) -> Int64? {
    guard number > 0, number < 1e20 else { return nil }
    if number < 1e11 { return Int64((number * 1e6).rounded()) }
    if number < 1e14 { return Int64((number * 1e3).rounded()) }
    if number < 1e17 { return whole().map(Int64.init) ?? Int64(number.rounded()) }
    return whole().map { Int64($0 / 1_000) } ?? Int64((number / 1e3).rounded())
  }
}
