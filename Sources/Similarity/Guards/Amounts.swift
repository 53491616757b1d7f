/// Numbers and times of day that are written in another way: forty-two and 42, 2 million and 2,000,000, 3 pm and 15:00.
enum Amounts {
  // MARK: Numbers

  /// The number that words say, by its digits, an ordinal with a point; `nil` if they say none, or may say two (fifty sixty).
  ///
  /// - Parameter words: In lower case, without articles: a dozen is "dozen".
  static func number(_ words: [String]) -> String? {
    guard let last = words.last else { return nil }
    if let cardinal = cardinals[last] {
      guard words.count > 1, tens.contains(words[words.count - 2]) else { return nil }
      return cardinalValue(words.dropLast() + [cardinal]).map { "\($0)." }
    }
    if words.count == 1, let ordinal = ordinalValue(last) { return "\(ordinal)." }
    return cardinalValue(words).map(String.init)
  }

  private static func cardinalValue(_ words: [String]) -> Int? {
    var (total, part) = (0, 0)
    /// What the next word must be less than: within a thousand, and of the thousands.
    var (mostUnits, mostScale) = (100, Int.max)
    for (index, word) in words.enumerated() {
      if word == "and" {
        guard index > 0, index + 1 < words.count, words[index - 1] == "hundred" || scales[words[index - 1]] != nil else { return nil }
      } else if let value = units[word] {
        guard value < mostUnits, value > 0 || words.count == 1 else { return nil }
        part += value
        mostUnits = value >= 20 ? 10 : 0
      } else if word == "hundred" || word == "dozen" {
        guard part < 20 || index == 1, part < 100, index == 0 || part > 0 else { return nil }
        part = max(part, 1) * (word == "dozen" ? 12 : 100)
        mostUnits = word == "dozen" ? 0 : 100
      } else if let scale = scales[word] {
        guard scale < mostScale, index == 0 || part > 0 else { return nil }
        let (product, isTooMuch) = max(part, 1).multipliedReportingOverflow(by: scale)
        guard !isTooMuch else { return nil }
        total += product
        (part, mostUnits, mostScale) = (0, 100, scale)
      } else if index == 0, let value = digits(word) {
        part = value
        mostUnits = 0
      } else {
        return nil
      }
    }
    return total + part
  }

  /// A number of digits that no other has: not 007.
  private static func digits(_ word: String) -> Int? {
    guard (1...12).contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return word.first == "0" && word != "0" ? nil : Int(word)
  }

  /// 21 of 21st.
  private static func ordinalValue(_ word: String) -> Int? {
    ["st", "nd", "rd", "th"].contains(word.suffix(2)) ? digits(String(word.dropLast(2))) : nil
  }

  // MARK: Times of day

  /// The minute of the day that words say; `nil` if they say none, or one of either half of the day (9:00).
  static func minute(_ words: [String]) -> Int? {
    guard let first = words.first, words.count <= 2 else { return nil }
    if words.count == 1, first == "noon" || first == "midday" { return 720 }
    guard let (hour, minute) = face(first) else { return nil }
    if words.count == 2 {
      guard words[1] == "am" || words[1] == "pm", (1...12).contains(hour) else { return nil }
      return (hour % 12 + (words[1] == "pm" ? 12 : 0)) * 60 + minute
    }
    // No clock of twelve hours has 15:00 or 09:00.
    return first.utf8.count > 2 && (hour > 12 || first.first == "0") ? hour * 60 + minute : nil
  }

  /// What a clock shows, whatever the half of the day: 9:05, 09:05, 9.
  static func face(_ word: String) -> (hour: Int, minute: Int)? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    let isClock = parts.allSatisfy { (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard isClock, parts.count <= 2, let hour = Int(parts[0]), hour < 24 else { return nil }
    guard parts.count == 2 else { return (hour, 0) }
    guard parts[1].utf8.count == 2, let minute = Int(parts[1]), minute < 60 else { return nil }
    return (hour, minute)
  }

  // MARK: Words

  private static func list(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }

  private static let small = list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
  private static let tens = list("twenty thirty forty fifty sixty seventy eighty ninety")
  private static let units = Dictionary(
    uniqueKeysWithValues: small.enumerated().map { ($1, $0) } + tens.enumerated().map { ($1, 10 * $0 + 20) })
  private static let scales = ["thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000]
  /// The ordinals that end those from twenty-one on.
  private static let cardinals = Dictionary(
    uniqueKeysWithValues: zip(list("first second third fourth fifth sixth seventh eighth ninth"), small.dropFirst()))
}
