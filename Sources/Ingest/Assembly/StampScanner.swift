internal import Units

/// Reads a text with a date from its front.
struct Scanner {
  let text: UnsafeRawBufferPointer
  var position = 0
  /// Whether a time had the half of its day, and whether it had seconds.
  private(set) var sawHalfOfDay = false
  private(set) var sawSeconds = false

  init(text: UnsafeRawBufferPointer) { self.text = text }

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
  private mutating func fraction() -> Int64 {
    var scale: Int64 = 100_000
    var value: Int64 = 0
    while let digit = digits(1) {
      value += Int64(digit) * scale
      scale /= 10
    }
    return value
  }

  private mutating func prefix(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= text.count else { return false }
    let matches = word.withUTF8Buffer { zip($0, text[position...]).allSatisfy { $0 == $1 } }
    if matches { position += count }
    return matches
  }

  /// Whether `word` is all that is left.
  private mutating func rest(_ word: StaticString) -> Bool { text.count - position == word.utf8CodeUnitCount && prefix(word) }

  /// The letters that come next, in small ones; at most ten.
  private func word() -> String {
    let letters = text[position...].prefix(10).prefix { (0x41...0x5A).contains($0 & ~0x20) }
    return String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
  }
}

// MARK: - Words

extension Scanner {
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]
  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  /// Hours east of UTC, of the zones that RFC 5322 has names for and of others whose names mean one zone alone.
  private static let zones = [
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "JST": 9,
  ]

  /// The month that comes next by its English name or the first three letters of it.
  mutating func month() -> Int? {
    let word = word()
    guard let index = Self.months.firstIndex(where: { $0 == word || word == $0.prefix(3) || word == "sept" && $0 == "september" }) else {
      return nil
    }
    position += word.utf8.count
    return index + 1
  }

  /// Passes the name of a day of the week, or its first three letters; says whether there was one.
  mutating func weekday() -> Bool {
    let word = word()
    guard Self.weekdays.contains(where: { $0 == word || word == $0.prefix(3) }) else { return false }
    position += word.utf8.count
    return true
  }

  /// Passes what makes a number the number of a day: "1st", "22nd".
  mutating func ordinal() {
    if ["st", "nd", "rd", "th"].contains(word()) { position += 2 }
  }

  /// Passes what stands between the parts of a date.
  mutating func separator() -> Bool { take(" ") || take("/") || take("-") }

  /// "09:00:00 2026" and "09:00:00 UTC 2026", as C and the shell end a date.
  mutating func trailingYear(month: Int, day: Int) -> Int64? {
    var scan = self
    guard let time = scan.clock(), scan.take(" ") else { return nil }
    let zone = scan.word()
    var offset = 0
    if !zone.isEmpty {
      guard zone == "utc" || zone == "gmt" || Self.zones[zone.uppercased()] != nil else { return nil }
      offset = Self.zones[zone.uppercased()] ?? 0
      scan.position += zone.utf8.count
      guard scan.take(" ") else { return nil }
    }
    guard let year = scan.digits(4), scan.isAtEnd else { return nil }
    return Timestamp(year: year, month: month, day: day).microseconds + time - Int64(offset) * 3_600_000_000
  }

  /// The moment that a date is with the time that is left, if any is.
  mutating func finish(year: Int, month: Int, day: Int) -> Int64? {
    let date = Timestamp(year: year, month: month, day: day).microseconds
    if isAtEnd { return date }
    _ = take(",")
    guard take(" ") || take(":") else { return nil }
    _ = prefix("at ") || prefix("@ ")
    return timeOfDay().map { date + $0 }
  }
}

// MARK: - Times

extension Scanner {
  /// A time of day, in microseconds: "9:00" or "09:00:00.120".
  mutating func clock() -> Int64? {
    guard let hour = digits(2) ?? digits(1), take(":"), let minute = digits(2), hour < 25, minute < 60 else { return nil }
    guard take(":") else { return Int64(hour * 3_600 + minute * 60) * 1_000_000 }
    return seconds(of: hour, minute)
  }

  /// All that is left, as a time of day with dashes: "09-00-00".
  mutating func dashedClock() -> Int64? {
    var scan = self
    guard let hour = scan.digits(2), scan.take("-"), let minute = scan.digits(2), scan.take("-"), let second = scan.digits(2), scan.isAtEnd,
      hour < 25, minute < 60, second < 61
    else { return nil }
    self = scan
    return Int64(hour * 3_600 + minute * 60 + second) * 1_000_000
  }

  /// A time of day without signs: "090000".
  mutating func basicClock() -> Int64? {
    guard let hour = digits(2), let minute = digits(2), hour < 25, minute < 60 else { return nil }
    guard position < text.count, (0x30...0x39).contains(text[position]) else { return Int64(hour * 3_600 + minute * 60) * 1_000_000 }
    return seconds(of: hour, minute)
  }

  private mutating func seconds(of hour: Int, _ minute: Int) -> Int64? {
    guard let second = digits(2), second < 61 else { return nil }
    sawSeconds = true
    let time = Int64(hour * 3_600 + minute * 60 + second) * 1_000_000
    return take(".") || take(",") ? time + fraction() : time
  }

  /// What is left, as a time of day with the half of the day and the zone, if they are there: "9:00:00.123 AM +0100", in microseconds of UTC.
  mutating func timeOfDay() -> Int64? {
    guard var time = clock() else { return nil }
    let after = position
    _ = take(" ")
    switch word() {
    case "am", "pm":
      let hour = time / 3_600_000_000
      guard (1...12).contains(hour) else { return nil }
      time += ((word() == "am" ? 0 : 12) + (hour == 12 ? -12 : 0)) * 3_600_000_000
      position += 2
      sawHalfOfDay = true
    default: position = after
    }
    return zone().map { time - $0 }
  }

  /// What is left, as the microseconds that a zone is east of UTC; 0 where there is none, `nil` where something else is left.
  mutating func zone() -> Int64? {
    _ = take(" ")
    if isAtEnd || rest("Z") || rest("z") || rest("Z[UTC]") || rest("UTC") || rest("GMT") { return 0 }
    if let hours = Self.zones[String(decoding: text[position...].prefix(4), as: UTF8.self)] { return Int64(hours) * 3_600_000_000 }
    _ = prefix("GMT") || prefix("UTC")
    let isEast = take("+")
    guard isEast || take("-"), let hours = digits(2) ?? digits(1) else { return nil }
    _ = take(":")
    let minutes = digits(2) ?? 0
    guard isAtEnd || isNameOfZone else { return nil }
    return Int64(hours * 60 + minutes) * (isEast ? 60_000_000 : -60_000_000)
  }

  /// Whether all that is left is the name of a zone whose place is told already: Go's " UTC", Java's "[Europe/Berlin]", JavaScript's
  /// " (Central European Standard Time)".
  private var isNameOfZone: Bool {
    let rest = text[position...]
    if rest.first == UInt8(ascii: "["), rest.last == UInt8(ascii: "]") { return true }
    if rest.starts(with: " (".utf8), rest.last == UInt8(ascii: ")") { return true }
    return rest.first == 0x20 && rest.count <= 6 && rest.dropFirst().allSatisfy { (0x41...0x5A).contains($0) }
  }
}
