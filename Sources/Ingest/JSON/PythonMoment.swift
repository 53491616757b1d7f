internal import Units

/// A moment as Python shows it: `datetime.datetime(2024, 5, 1, 9, 30, 0, 120000, tzinfo=…)`, or a day.
struct PythonMoment {
  /// The date in UTC; of a zone whose offset is not told with the name of that, so that it cannot be read rather than be wrong.
  let written: String

  /// The one whose first argument begins at `position`, which is then behind its closing bracket; `nil` if it is none.
  init?(_ text: UnsafeRawBufferPointer, at position: inout Int) {
    var parts: [Int] = []
    while position < text.count, parts.count < 7 {
      let digits = text[position...].prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { break }
      guard digits.count <= 6, let part = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      parts.append(part)
      let rest = text[digits.endIndex...]
      let comma = rest.prefix { $0 == UInt8(ascii: ",") || $0 == 0x20 }
      position = comma.endIndex
      if comma.isEmpty { break }
    }
    guard parts.count >= 3, (1...9_999).contains(parts[0]), (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
    let clock = parts.dropFirst(3) + Array(repeating: 0, count: 7 - parts.count)
    guard zip(clock, [24, 60, 60, 1_000_000]).allSatisfy({ $0 < $1 }), let zone = Self.zone(text, at: &position) else { return nil }
    let seconds = clock.prefix(3).reduce(0) { $0 * 60 + Int64($1) } - (zone.offset ?? 0)
    let date = Timestamp(year: parts[0], month: parts[1], day: parts[2]).microseconds + seconds * 1_000_000 + Int64(clock.last ?? 0)
    written = Timestamp(microseconds: date).description + (zone.offset == nil ? " \(zone.name)" : "")
  }

  /// What is left of the arguments: how many seconds the zone is east of UTC, `nil` where it does not say, and its name. `nil` without an end.
  private static func zone(_ text: UnsafeRawBufferPointer, at position: inout Int) -> (offset: Int64?, name: String)? {
    let start = position
    var depth = 1
    while position < text.count, depth > 0 {
      depth += text[position] == UInt8(ascii: "(") ? 1 : text[position] == UInt8(ascii: ")") ? -1 : 0
      position += 1
    }
    guard depth == 0 else { return nil }
    let told = String(decoding: text[start..<position].prefix(200), as: UTF8.self)
    if !told.contains("tzinfo") || told.contains("utc") || told.contains("UTC") { return (0, "") }
    guard told.contains("timedelta(") else {
      return (nil, told.split(separator: "'").dropFirst().first.map { String($0) } ?? "in its zone")
    }
    var offset: Int64 = 0
    for (unit, seconds) in [("days=", 86_400), ("hours=", 3_600), ("minutes=", 60), ("seconds=", 1)] as [(String, Int64)] {
      guard let place = told.firstRange(of: unit) else { continue }
      offset += (Int64(told[place.upperBound...].prefix { $0.isNumber || $0 == "-" }.prefix(8)) ?? 0) * seconds
    }
    return (offset, "")
  }
}
