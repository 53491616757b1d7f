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
      } else if word.count == 1, word[0] | 0x20 >= 0x61, word[0] | 0x20 <= 0x7A, !Self.chatted.contains(word[0]) {
        // A letter by itself names something: option B, the language C.
        self = .symbol
      } else if Self.isUnspacedAlphabet(word) {
        self = .logic
      } else if word.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) || Self.startsWithDigit(word) {
        self = .number
      } else if !word.contains(where: { $0 >= 0x80 || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }) || Self.isOperator(word) {
        self = .symbol
      } else {
        self = .content
      }
    }
  }
}

extension WordKind {
  /// Letters that stand for words: I, you, are, why, and, and what an apostrophe leaves.
  private static let chatted = Array("iuryntskm".utf8)

  /// Whether it starts with a digit beyond ASCII: Arabic, Devanagari, Thai …
  private static func startsWithDigit(_ word: UnsafeRawBufferPointer) -> Bool {
    guard let first = word.first, first >= 0x80 else { return false }
    return String(decoding: word.prefix(4), as: UTF8.self).unicodeScalars.first?.properties.numericType == .decimal
  }

  /// Whether it is a mathematical sign beyond ASCII, or the bar that strikes one through: ∈, and ∉ as it is decomposed.
  static func isOperator(_ word: some RandomAccessCollection<UInt8>) -> Bool {
    guard (2...4).contains(word.count), let first = word.first, first >= 0x80 else { return false }
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else { return false }
    return scalar.value == 0x338 || scalar.properties.generalCategory == .mathSymbol
  }

  /// Whether it is a letter of Thai, Lao, Burmese or Khmer, which put no spaces between words: one alone may be part of any word, of a
  /// negation too.
  private static func isUnspacedAlphabet(_ word: UnsafeRawBufferPointer) -> Bool {
    guard word.count == 3 else { return false }
    switch (word[0], word[1]) {
    case (0xE0, 0xB8...0xBB), (0xE1, 0x80...0x82), (0xE1, 0x9E...0x9F): return true
    default: return false
    }
  }
}

/// The words that negate in languages other than English, as far as they are no English words: German, Dutch, Scandinavian, French,
/// Spanish, Portuguese, Italian, Slavic, Turkish, Finnish, Indonesian, Vietnamese, Arabic, Hebrew, Hindi, Chinese, Korean.
let foreignNegations =
  "nicht kein keine keinen keinem keiner keines nie niemals ohne niet geen nooit zonder inte aldrig utan ikke aldri uden pas jamais sans "
  + "sin nunca jamás ningún ninguna não nem sem nessuno mai senza nigdy bez není değil yok hayır eikä ilman tidak bukan jangan tanpa "
  + "không chưa не нет ни без никогда нельзя لا ليس لم لن غير بدون בלי לא אין ללא नहीं मत बिना 不 没 沒 無 无 非 别 別 勿 未 否 莫 안 못 않 아니 없이"

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
    for word in words(Self.negation) + words(foreignNegations) { kinds[word] = .negation }
    for word in words(Self.unit) { kinds[word] = .unit }
    for word in words(Self.ordinal) { kinds[word] = .number }
    for (value, word) in words(Self.cardinal).enumerated() { digits[word] = String(value == 0 ? 0 : value + 1) }
    for (value, word) in words(Self.tens).enumerated() { digits[word] = String(10 * value + 30) }
    for numbers in Self.foreign {
      for (value, word) in words(numbers).enumerated() where word != "_" { digits[word] = String(value + 2) }
    }
    for word in digits.keys { kinds[word] = .number }
    for word in words(Self.numeral) { kinds[word] = .number }
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
    + "another else free instead again must cannot first last next previous former latter first second third but though although despite "
    + "whether enough almost nearly exactly"
  private static let negation =
    "no not never none nor neither without nobody nothing nowhere except unless hardly barely scarcely excluding cannot non lack lacks "
    + "lacking fail fails failed avoid avoids avoiding stop stops stopped unable"
  private static let unit =
    "percent percentage degree degrees celsius fahrenheit kelvin km kms mi mile miles metre metres meter meters cm mm inch inches foot "
    + "feet yard yards kg kgs kilogram kilograms gram grams mg lb lbs pound pounds ounce ounces oz cups tablespoon tablespoons tbsp teaspoon teaspoons tsp litre litres liter liters ml cl dl gallon "
    + "gallons ms millisecond milliseconds second seconds minute minutes hour hours day days week weeks month months year years "
    + "century centuries decade decades gb mb kb tb gigabyte megabyte kilobyte dollar dollars usd euro euros eur gbp inr rupee rupees "
    + "yen jpy cent cents am pm bc ad mph kmh watt watts volt volts hz khz mhz ghz daily weekly monthly yearly annually hourly "
    + "crore crores lakh lakhs w wh kw kwh mwh gwh mah v kv psi knot knots peso pesos peseta pesetas dólar dólares franc francs mib gib mcg μg µg iu ppm db dbm px pt rpm bps kbps mbps gbps kcal kj mw mv "
    + "kilometer kilometers kilometre kilometres centimeter centimeters centimetre centimetres millimeter millimeters millimetre millimetres "
    + "milligram milligrams milliliter milliliters millilitre millilitres terabyte terabytes ft sec secs hr hrs mins tons tonne tonnes "
    + "acre acres hectare hectares pint pints quart quarts va kva aud cad chf sek nok dkk nzd cny mbar kpa "
    + "mW mV mA mHz mPa mJ Mb Gb Tb MBps GBps"
  private static let ordinal =
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    + "sixteenth seventeenth eighteenth nineteenth twentieth alpha beta gamma rc january february march april june july august september october november "
    + "december monday tuesday wednesday thursday friday saturday sunday januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag janvier février "
    + "avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche enero febrero marzo abril "
    + "mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo январь января февраль "
    + "февраля март марта апрель апреля май мая июнь июня июль июля август августа сентябрь сентября октябрь октября ноябрь ноября декабрь "
    + "декабря понедельник вторник среду четверг пятницу субботу воскресенье jan feb apr jun jul aug sep sept oct nov dec tue tues wed thu thur thurs fri "
    + "二 三 四 五 六 七 八 九 十 百 千 万 ii iii iv vi vii viii ix xi xii today tomorrow yesterday"
  private static let tens = "thirty forty fifty sixty seventy eighty ninety"
  private static let numeral =
    "hundred thousand million billion trillion dozen double triple half quarter twice thrice once 两"
  private static let cardinal =
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
  /// Two to ten in German, French, Spanish, Portuguese, Russian and Chinese; `_` where it is an English word, or another one of its language.
  private static let foreign = [
    "zwei drei vier fünf sechs sieben acht neun zehn", "deux trois quatre cinq six _ huit _ dix",
    "dos tres cuatro cinco seis siete ocho nueve diez",
    "dois três quatro cinco seis sete oito nove dez", "два три четыре пять шесть семь восемь девять десять", "二 三 四 五 六 七 八 九",
  ]
}
