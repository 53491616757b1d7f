public import Units

/// Amounts as people write them in a strategy or after `--vary`, and back.
public enum Quantity {
  private static let units: [String: Double] = [
    "us": 1, "µs": 1, "ms": 1e3, "s": 1e6, "m": 60e6, "min": 60e6, "h": 3_600e6, "d": 86_400e6, "day": 86_400e6, "days": 86_400e6,
    "w": 604_800e6,
  ]
  private static let sizes: [String: Double] = [
    "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1_024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
  ]
  /// Microseconds and bytes from here on are refused: just below 2^63.
  private static let tooMany = 9e18

  /// "5m", "1h", "250ms", "1.5 d": a span of time. Units: us, ms, s, m (or min), h, d, w.
  public static func duration(_ text: String) -> Microseconds? {
    guard let (number, unit) = split(text), let factor = units[unit], number * factor < tooMany else { return nil }
    return Microseconds(Int64((number * factor).rounded()))
  }

  /// "512MB", "2GB", "1.5 GiB": a number of bytes. kB, MB, GB, TB are powers of 1000 (as prices use them), KiB … TiB of 1024.
  public static func bytes(_ text: String) -> Int? {
    guard let (number, unit) = split(text), let factor = sizes[unit], number * factor < tooMany else { return nil }
    return Int((number * factor).rounded())
  }

  /// Whether a text is an amount of what a field takes, by the words for it, and only too large to be held.
  static func isTooLarge(_ text: String, as values: String) -> Bool {
    if values.contains("whole number") || values.contains("number of entries"), whole(text) == nil {
      let digits = text.filter { $0 != "_" && $0 != "," }
      if !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) { return true }
    }
    guard let (number, unit) = split(text) else { return false }
    let factor = values.contains("duration") ? units[unit] : values.contains("size") ? sizes[unit] : nil
    return factor.map { number * $0 >= tooMany } ?? false
  }

  /// A plain number: digits, a point and an exponent, no hexadecimal.
  public static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }), let value = Double(text), value.isFinite else {
      return nil
    }
    return value
  }

  /// A whole number, digits grouped by `_` or `,` if one likes.
  public static func whole(_ text: String) -> Int? {
    Int(text.filter { $0 != "_" && $0 != "," })
  }

  /// "2026-10-05" or "2026-10-05T08:30:00Z": a moment in UTC.
  public static func moment(_ text: String) -> Timestamp? {
    let parts = text.split(separator: "T", maxSplits: 1)
    let date = parts.first.map { $0.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 } } ?? []
    guard date.count == 3, (1...9_999).contains(date[0]), (1...12).contains(date[1]), (1...31).contains(date[2]) else { return nil }
    let midnight = Timestamp(year: date[0], month: date[1], day: date[2])
    guard midnight.civil() == (date[0], date[1], date[2]) else { return nil }
    guard parts.count == 2 else { return midnight }
    guard parts[1].hasSuffix("Z") else { return nil }
    let halves = parts[1].dropLast().split(separator: ".", omittingEmptySubsequences: false)
    let clock = halves[0].split(separator: ":").map { Int($0) ?? -1 }
    guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...59).contains(clock[2]) else { return nil }
    let digits = halves.count == 2 ? halves[1] : "0"
    guard halves.count <= 2, (1...6).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    let fraction = Int64(digits + String(repeating: "0", count: 6 - digits.count)) ?? 0
    return Timestamp(
      microseconds: midnight.microseconds + Int64(clock[0] * 3_600 + clock[1] * 60 + clock[2]) * 1_000_000 + fraction)
  }

  /// "5%" or "0.05": a part of a whole.
  public static func share(_ text: String) -> Double? {
    text.hasSuffix("%") ? number(String(text.dropLast())).map { $0 / 100 } : number(text)
  }

  /// "$0.02", "0.02": an amount of money, to the nanodollar.
  public static func dollars(_ text: String) -> Dollars? {
    guard let value = number(text.hasPrefix("$") ? String(text.dropFirst()) : text), abs(value) < 9e9 else { return nil }
    return Dollars(value)
  }

  /// The shortest text that reads back as the same number.
  public static func print(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }

  /// The shortest text that reads back as the same span.
  public static func print(_ span: Microseconds) -> String {
    if span == .zero { return "0s" }
    for (unit, size) in [
      ("w", 604_800_000_000), ("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000),
    ]
      as [(String, Int64)]
    where span.count % size == 0 && span.count != 0 && !(unit == "w" && span.count == size) {
      return "\(span.count / size)\(unit)"
    }
    return "\(span.count)us"
  }

  /// The shortest text that reads back as the same number of bytes.
  public static func print(bytes: Int) -> String {
    for (unit, size) in [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
    where bytes % size == 0 && bytes != 0 {
      return "\(bytes / size)\(unit)"
    }
    return "\(bytes)B"
  }

  /// Number and lower-case unit of "1.5 GiB".
  private static func split(_ text: String) -> (Double, String)? {
    let trimmed = text.filter { $0 != " " && $0 != "_" }
    let digits = trimmed.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(digits), value.isFinite else { return nil }
    return (value, trimmed.dropFirst(digits.count).lowercased())
  }
}
