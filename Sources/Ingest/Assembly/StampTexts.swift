internal import Units

/// Dates and times as texts.
extension Stamp {
  /// "2026-11-20T09:00:00.120Z", "2026/11/20 09:00:00.1234567+01:00", "20261120T090000Z" and the like; seven and more digits of a fraction
  /// are cut.
  static func civil(_ text: UnsafeRawBufferPointer) -> Int64? {
    var scan = Scanner(text: text)
    guard let year = scan.digits(4) else { return nil }
    let isDashed = scan.take("-")
    let isSlashed = !isDashed && scan.take("/")
    guard let month = scan.digits(2), isDashed ? scan.take("-") : isSlashed ? scan.take("/") : true, let day = scan.digits(2),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let date = Timestamp(year: year, month: month, day: day).microseconds
    guard !scan.isAtEnd else { return isDashed || isSlashed ? date : nil }
    let isBasic = !isDashed && !isSlashed
    guard scan.take("T") || scan.take("t") || scan.take(" "), let time = scan.clock(isBasic: isBasic), let zone = scan.zone()
    else { return nil }
    return date + time - zone
  }

  /// "11/20/2026, 9:00:00.123 AM", as Azure's portal exports tables. Without the half of the day it may be the month that stands second.
  static func american(_ text: UnsafeRawBufferPointer) -> Int64? {
    var scan = Scanner(text: text)
    guard let month = scan.digits(2) ?? scan.digits(1), scan.take("/"), let day = scan.digits(2) ?? scan.digits(1), scan.take("/"),
      let year = scan.digits(4), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    _ = scan.take(",")
    guard scan.take(" "), let time = scan.halfDay() else { return nil }
    return Timestamp(year: year, month: month, day: day).microseconds + time
  }

  /// Dates with the month in letters: "Fri, 20 Nov 2026 09:00:00 +0000" (RFC 5322), "20/Nov/2026:09:00:00 +0000" (logs of web servers) and
  /// "Nov 20, 2026 9:00:00 AM"; and as JavaScript writes a date that nobody formats, "Fri Nov 20 2026 09:00:00 GMT+0000 (…)".
  static func lettered(_ text: UnsafeRawBufferPointer) -> Int64? {
    var scan = Scanner(text: text)
    if let comma = text.prefix(5).firstIndex(of: UInt8(ascii: ",")), comma == 3 { scan.position = 5 }
    if text.count > 24, text[3] == 0x20, text[7] == 0x20 {
      scan.position = 4
      guard let month = scan.month(), scan.take(" "), let day = scan.digits(2), (1...31).contains(day), scan.take(" "),
        let year = scan.digits(4), scan.take(" "), let time = scan.clock(isBasic: false), scan.prefix(" GMT"), let zone = scan.offset()
      else { return nil }
      return Timestamp(year: year, month: month, day: day).microseconds + time - zone
    }
    if let month = scan.month() {
      guard scan.take(" "), let day = scan.digits(2) ?? scan.digits(1), scan.take(","), scan.take(" "), let year = scan.digits(4),
        (1...31).contains(day), scan.take(" "), let time = scan.halfDay()
      else { return nil }
      return Timestamp(year: year, month: month, day: day).microseconds + time
    }
    guard let day = scan.digits(2) ?? scan.digits(1), (1...31).contains(day), scan.take(" ") || scan.take("/"), let month = scan.month(),
      scan.take(" ") || scan.take("/"), let year = scan.digits(4), scan.take(" ") || scan.take(":"), let time = scan.clock(isBasic: false),
      let zone = scan.zone()
    else { return nil }
    return Timestamp(year: year, month: month, day: day).microseconds + time - zone
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

  /// The month that the first three letters of its English name stand for.
  mutating func month() -> Int? {
    let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    for (index, name) in months.enumerated() where prefix(name) { return index + 1 }
    return nil
  }

  /// A time of day, in microseconds: "09:00", "09:00:00.120", or "090000" where it `isBasic`.
  mutating func clock(isBasic: Bool) -> Int64? {
    guard let hour = digits(2), isBasic || take(":"), let minute = digits(2), hour < 25, minute < 60 else { return nil }
    var time = Int64(hour * 3_600 + minute * 60) * 1_000_000
    let hasSecond = isBasic ? position < text.count && (0x30...0x39).contains(text[position]) : take(":")
    if hasSecond {
      guard let second = digits(2), second < 61 else { return nil }
      time += Int64(second) * 1_000_000
      if take(".") || take(",") { time += fraction() }
    }
    return time
  }

  /// "+0130" as microseconds, whatever follows.
  mutating func offset() -> Int64? {
    let isEast = take("+")
    guard isEast || take("-"), let hours = digits(2), let minutes = digits(2) else { return nil }
    return Int64(hours * 60 + minutes) * (isEast ? 60_000_000 : -60_000_000)
  }

  /// What is left, as the microseconds that a zone is east of UTC; 0 where there is none, `nil` where something else is left.
  mutating func zone() -> Int64? {
    _ = take(" ")
    if isAtEnd || rest("Z") || rest("z") || rest("UTC") || rest("GMT") { return 0 }
    let isEast = take("+")
    guard isEast || take("-"), let hours = digits(2) else { return nil }
    _ = take(":")
    let minutes = digits(2) ?? 0
    guard isAtEnd || isNameOfZone else { return nil }
    return Int64(hours * 60 + minutes) * (isEast ? 60_000_000 : -60_000_000)
  }

  /// Whether all that is left is the name of a zone whose place is told already: Go's " UTC", Java's "[Europe/Berlin]".
  private var isNameOfZone: Bool {
    let rest = text[position...]
    if rest.first == UInt8(ascii: "["), rest.last == UInt8(ascii: "]") { return true }
    return rest.first == 0x20 && rest.count <= 6 && rest.dropFirst().allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// What is left, as a time of day of twelve hours: "9:00:00.123 AM".
  mutating func halfDay() -> Int64? {
    guard let hour = digits(2) ?? digits(1), take(":"), let minute = digits(2), take(":"), let second = digits(2), (1...12).contains(hour),
      minute < 60, second < 61
    else { return nil }
    let fraction = take(".") ? fraction() : 0
    guard take(" ") else { return nil }
    let isMorning = rest("AM")
    guard isMorning || rest("PM") else { return nil }
    return Int64((hour % 12 + (isMorning ? 0 : 12)) * 3_600 + minute * 60 + second) * 1_000_000 + fraction
  }
}
