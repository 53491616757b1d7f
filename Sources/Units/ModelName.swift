/// How names of models compare: as a price list, a strategy and a log may each spell one.
public enum ModelName {
  /// The spelling that names compare by: lower case, dots as dashes.
  public static func spelling(_ name: String) -> String {
    String(name.lowercased().map { $0 == "." ? "-" : $0 })
  }

  /// The name without the date of its version, `-2025-04-14`, `-20250929`, `@20250929` or `@default`; `nil` where it has none.
  public static func undated(_ name: String) -> String? {
    for pattern in ["-dddd-dd-dd", "-dddddddd", "@dddddddd", "@default"] {
      guard name.utf8.count > pattern.utf8.count else { continue }
      let tail = Array(name.utf8.suffix(pattern.utf8.count))
      let matches = zip(tail, pattern.utf8).allSatisfy { byte, sign in
        sign == UInt8(ascii: "d") && pattern != "@default" ? digits.contains(byte) : byte == sign
      }
      guard matches else { continue }
      if pattern != "@default" {
        let date = tail.filter(digits.contains).map { Int($0 - digits.lowerBound) }
        let (month, day) = (date[4] * 10 + date[5], date[6] * 10 + date[7])
        let year = date[2] * 10 + date[3]
        guard date[0] == 2, date[1] == 0, 1...12 ~= month, day >= 1, day <= days(in: month, isLeap: year % 4 == 0) else { continue }
      }
      return String(decoding: name.utf8.dropLast(pattern.utf8.count), as: UTF8.self)
    }
    return nil
  }

  /// The spellings that a logged model goes by, the most specific first: as logged, without its date, and both without the path before it
  /// ("openai/gpt-4.1-2025-04-14": … "gpt-4-1").
  public static func spellings(ofLogged name: String) -> [String] {
    var names = [name]
    if let slash = name.lastIndex(of: "/") { names.append(String(name[name.index(after: slash)...])) }
    var out: [String] = []
    for form in names.flatMap({ [$0] + [undated($0)].compactMap { $0 } }).map(spelling) where !out.contains(form) { out.append(form) }
    return out
  }

  /// Of a year of this century.
  private static func days(in month: Int, isLeap: Bool) -> Int {
    month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}

/// Values by names of models, found by the name that a log has for one.
public struct ModelTable<Value> {
  private let byName: [String: Value]
  private let bySpelling: [String: Value]

  /// Of two names that are spelled alike, the first in the order of names counts.
  public init(_ byName: [String: Value]) {
    self.byName = byName
    bySpelling = Dictionary(
      byName.sorted { $0.key < $1.key }.map { (ModelName.spelling($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a logged model: that of its very name, else of its most specific spelling; `nil` for none.
  public subscript(logged: String) -> Value? {
    if byName.isEmpty { return nil }
    if let value = byName[logged] { return value }
    for form in ModelName.spellings(ofLogged: logged) {
      if let value = bySpelling[form] { return value }
    }
    return nil
  }
}

extension ModelTable: Sendable where Value: Sendable {}
