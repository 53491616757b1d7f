import Duplicates
import Units

/// A value in a table; every format prints it in its own way.
enum Cell: Sendable, Equatable {
  /// Text, possibly from a log: hostile until escaped.
  case text(String)
  case count(Int)
  /// How many are to be expected, in whole ones; a part of one is not none.
  case expected(Double)
  case dollars(Dollars)
  /// Dollars with a share behind: "$4,828 (27 %)".
  case saving(Dollars, Double?)
  case share(Double)
  /// Dollars per million tokens, with all the digits there are.
  case rate(Double)
  case time(Microseconds)
  case bytes(Int)
  /// Not known, or not meaningful here.
  case none

  static func ratio(_ ratio: Ratio) -> Cell { ratio.value.map { .share($0) } ?? .none }
  static func share(_ fraction: Double?) -> Cell { fraction.map { .share($0) } ?? .none }
  static func rate(_ dollars: Double?) -> Cell { dollars.map { .rate($0) } ?? .none }
  static func dollars(_ amount: Dollars?) -> Cell { amount.map { .dollars($0) } ?? .none }
  /// What requests cost; where none of them has a price, that is said: an unpriced call is not a free one (law 29).
  static func billed(_ volume: Volume) -> Cell {
    if volume.requests == 0 { return .none }
    return volume.unpriced == volume.requests ? .text("no price") : .dollars(volume.dollars)
  }
  static func time(_ span: Microseconds?) -> Cell { span.map { .time($0) } ?? .none }

  /// As a person reads it; unescaped.
  var shown: String {
    switch self {
    case .text(let text): text
    case .count(let count): grouped(count)
    case .expected(let number): number > 0 && number < 0.5 ? "<1" : grouped(Int(number.rounded()))
    case .dollars(let amount): amount.description
    case .saving(let amount, let share): amount.description + (share.map { " (\(percent($0)))" } ?? "")
    case .share(let fraction): percent(fraction)
    case .rate(let dollars): plain(dollars, decimals: 6)
    case .time(let span): span.description
    case .bytes(let count): Bytes(count).description
    case .none: "–"
    }
  }

  /// Whether it names a row that is a part of one above it, which the same requests count in.
  var isPart: Bool {
    if case .text(let text) = self { text.hasPrefix("    ") } else { false }
  }

  /// What a column of it sorts by.
  var sortKey: Double? {
    switch self {
    case .text, .none: nil
    case .count(let count): Double(count)
    case .dollars(let amount), .saving(let amount, _): amount.value
    case .share(let number), .rate(let number), .expected(let number): number
    case .time(let span): span.milliseconds
    case .bytes(let count): Double(count)
    }
  }
}
