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
    if let civil = civil(text) ?? american(text) { return civil }
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

  /// "2026-11-20T09:00:00.120Z", "2026-11-20 09:00:00.1234567+01:00" and the like; seven and more digits of a fraction are cut.
  private static func civil(_ text: UnsafeRawBufferPointer) -> Int64? {
    var scan = Scanner(text: text)
    guard let year = scan.digits(4), scan.take("-"), let month = scan.digits(2), scan.take("-"), let day = scan.digits(2),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var moment = Timestamp(year: year, month: month, day: day).microseconds
    guard !scan.isAtEnd else { return moment }
    guard scan.take("T") || scan.take("t") || scan.take(" "), let hour = scan.digits(2), scan.take(":"), let minute = scan.digits(2),
      hour < 25, minute < 60
    else { return nil }
    moment += Int64(hour * 3_600 + minute * 60) * 1_000_000
    if scan.take(":") {
      guard let second = scan.digits(2), second < 61 else { return nil }
      moment += Int64(second) * 1_000_000
      if scan.take(".") || scan.take(",") { moment += scan.fraction() }
    }
    _ = scan.take(" ")
    if scan.isAtEnd || scan.rest("Z") || scan.rest("z") || scan.rest("UTC") { return moment }
    let isEast = scan.take("+")
    guard isEast || scan.take("-"), let hours = scan.digits(2) else { return nil }
    _ = scan.take(":")
    let minutes = scan.digits(2) ?? 0
    guard scan.isAtEnd else { return nil }
    return moment - Int64(hours * 60 + minutes) * (isEast ? 60_000_000 : -60_000_000)
  }

  /// "11/20/2026, 9:00:00.123 AM", as Azure's portal exports tables.
  private static func american(_ text: UnsafeRawBufferPointer) -> Int64? {
    var scan = Scanner(text: text)
    guard let month = scan.digits(2) ?? scan.digits(1), scan.take("/"), let day = scan.digits(2) ?? scan.digits(1), scan.take("/"),
      let year = scan.digits(4), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    _ = scan.take(",")
    guard scan.take(" "), let hour = scan.digits(2) ?? scan.digits(1), scan.take(":"), let minute = scan.digits(2), scan.take(":"),
      let second = scan.digits(2), (1...12).contains(hour), minute < 60, second < 61
    else { return nil }
    let fraction = scan.take(".") ? scan.fraction() : 0
    guard scan.take(" ") else { return nil }
    let isMorning = scan.rest("AM")
    guard isMorning || scan.rest("PM") else { return nil }
    let hours = hour % 12 + (isMorning ? 0 : 12)
    let moment = Timestamp(year: year, month: month, day: day).microseconds
    return moment + Int64(hours * 3_600 + minute * 60 + second) * 1_000_000 + fraction
  }

  /// The moment in an HTTP header: "Fri, 10 Oct 2025 15:56:44 GMT" (RFC 9110).
  static func header(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count == 29 else { return nil }
    var scan = Scanner(text: text, position: 5)
    let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard let day = scan.digits(2), scan.take(" "), let month = months.firstIndex(where: { scan.prefix($0) }), scan.take(" "),
      let year = scan.digits(4), scan.take(" "), let hour = scan.digits(2), scan.take(":"), let minute = scan.digits(2), scan.take(":"),
      let second = scan.digits(2), scan.rest(" GMT")
    else { return nil }
    return Timestamp(year: year, month: month + 1, day: day).microseconds + Int64(hour * 3_600 + minute * 60 + second) * 1_000_000
  }
}

/// Reads a text from its front.
private struct Scanner {
  let text: UnsafeRawBufferPointer
  var position = 0

  var isAtEnd: Bool { position >= text.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= text.count else { return nil }
    var value = 0
    for index in position..<position + count {
      guard case UInt8(ascii: "0")...UInt8(ascii: "9") = text[index] else { return nil }
      value = value * 10 + Int(text[index] & 15)
    }
    position += count
    return value
  }

  /// The digits of a fraction of a second, in microseconds.
  mutating func fraction() -> Int64 {
    var scale: Int64 = 100_000
    var value: Int64 = 0
    while let digit = digits(1) {
      value += Int64(digit) * scale
      scale /= 10
    }
    return value
  }

  mutating func prefix(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= text.count else { return false }
    let matches = word.withUTF8Buffer { zip($0, text[position...]).allSatisfy { $0 == $1 } }
    if matches { position += count }
    return matches
  }

  /// Whether `word` is all that is left.
  mutating func rest(_ word: StaticString) -> Bool { text.count - position == word.utf8CodeUnitCount && prefix(word) }
}
