/// What it means when a word stands in one of two texts only.
enum WordKind: UInt8 {
  /// Names, things, actions: the meaning may be another one.
  case content
  /// Articles, politeness, do and is: nothing changes.
  case filler
  /// Pronouns, prepositions and the like: little changes.
  case function
  /// Digits, number words, ordinals, months, weekdays.
  case number
  case negation
  /// Quantity, order, comparison, alternative, direction: before, only, all, more, or, from.
  case logic
  /// Who, when, where, why, how, which, what.
  case question
  /// Signs: + # $ % and what is not a word at all.
  case symbol
  /// Measures and currencies: kg, km, percent, euro.
  case unit

  /// The kind of a word, by its letters and its role in the ``Lexicon``.
  init(_ word: UnsafeRawBufferPointer, role: WordRole) {
    switch role {
    case .article, .a, .auxiliary, .be, .intensifier, .exactly, .please, .greeting, .thanks, .thank: self = .filler
    case .negation: self = .negation
    case .question, .how: self = .question
    default:
      if let listed = WordLists.shared.kind(of: word) {
        self = listed
      } else if word.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) {
        self = .number
      } else if !word.contains(where: { $0 >= 0x80 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }) {
        self = .symbol
      } else {
        self = .content
      }
    }
  }
}

/// The closed lists that guards go by.
struct WordLists: Sendable {
  static let shared = WordLists()

  private var kinds: [String: WordKind] = [:]
  /// Number words by the digits that they stand for.
  private(set) var digits: [String: String] = [:]

  private init() {
    func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
    for word in words(Self.function) { kinds[word] = .function }
    for word in words(Self.logic) { kinds[word] = .logic }
    for word in words(Self.negation) { kinds[word] = .negation }
    for word in words(Self.unit) { kinds[word] = .unit }
    for word in words(Self.ordinal) { kinds[word] = .number }
    for (value, word) in words(Self.cardinal).enumerated() { digits[word] = String(value == 0 ? 0 : value + 1) }
    for word in digits.keys { kinds[word] = .number }
    for word in words("hundred thousand million billion trillion dozen double triple half quarter twice thrice once") {
      kinds[word] = .number
    }
  }

  func kind(of word: UnsafeRawBufferPointer) -> WordKind? {
    word.count > 14 ? nil : kinds[String(decoding: word, as: UTF8.self)]
  }

  private static let function =
    "to if most all i me my mine myself we us our ours you your yours yourself he him his she her hers it its they them their theirs this that these "
    + "those there here of in on at for by with about into as so just very also too been be being has have had having was were did done "
    + "doing can could would should will shall might may get gets got getting one ones way ways s t then like which whose that'll im ive "
    + "because through up out off per via upon within along while tell give let lets want need know much many lot lots kind sort "
    + "possible currently now yet ever even still actually however etc eg ie"
  private static let logic =
    "and or than from before after until since during between above below over under inside outside against toward towards away "
    + "more less fewer least every each both either only always often rarely sometimes seldom usually same different other "
    + "another else instead again must cannot first last next previous former latter first second third but though although despite "
    + "whether enough almost nearly exactly"
  private static let negation =
    "no not never none nor neither without nobody nothing nowhere except unless hardly barely scarcely excluding cannot non lack lacks "
    + "lacking fail fails failed avoid avoids avoiding stop stops stopped unable"
  private static let unit =
    "percent percentage degree degrees celsius fahrenheit kelvin km kms mi mile miles metre metres meter meters cm mm inch inches foot "
    + "feet yard yards kg kgs kilogram kilograms gram grams mg lb lbs pound pounds ounce ounces oz litre litres liter liters ml gallon "
    + "gallons ms millisecond milliseconds second seconds minute minutes hour hours day days week weeks month months year years "
    + "century centuries decade decades gb mb kb tb gigabyte megabyte kilobyte dollar dollars usd euro euros eur gbp inr rupee rupees "
    + "yen jpy cent cents am pm bc ad mph kmh watt watts volt volts hz khz mhz ghz daily weekly monthly yearly annually hourly "
    + "crore crores lakh lakhs"
  private static let ordinal =
    "second third fourth fifth sixth seventh eighth ninth tenth january february march april june july august september october november "
    + "december monday tuesday wednesday thursday friday saturday sunday ii iii iv vi vii viii ix xi xii today tomorrow yesterday"
  private static let cardinal =
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
}
