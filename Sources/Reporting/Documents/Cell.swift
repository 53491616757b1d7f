import Units

/// A value in a table; every format prints it in its own way.
enum Cell: Sendable, Equatable {
  /// Text, possibly from a log: hostile until escaped.
  case text(String)
  case count(Int)
  case dollars(Dollars)
  /// Dollars with a share behind: "$4,828 (27 %)".
  case saving(Dollars, Double?)
  case share(Double)
  case time(Microseconds)
  /// Not known, or not meaningful here.
  case none

  static func ratio(_ ratio: Ratio) -> Cell { ratio.value.map { .share($0) } ?? .none }
  static func dollars(_ amount: Dollars?) -> Cell { amount.map { .dollars($0) } ?? .none }
  static func time(_ span: Microseconds?) -> Cell { span.map { .time($0) } ?? .none }

  /// As a person reads it; unescaped.
  var shown: String {
    switch self {
    case .text(let text): text
    case .count(let count): grouped(count)
    case .dollars(let amount): amount.description
    case .saving(let amount, let share): amount.description + (share.map { " (\(percent($0)))" } ?? "")
    case .share(let fraction): percent(fraction)
    case .time(let span): span.description
    case .none: "–"
    }
  }

  /// What a column of it sorts by.
  var sortKey: Double? {
    switch self {
    case .text, .none: nil
    case .count(let count): Double(count)
    case .dollars(let amount), .saving(let amount, _): amount.value
    case .share(let fraction): fraction
    case .time(let span): span.milliseconds
    }
  }
}
