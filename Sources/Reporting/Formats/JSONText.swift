import Units

/// A JSON value to be printed, members in the order given: the same report gives the same bytes.
indirect enum JSONTree: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A number with a fixed number of digits after the point at most.
  case number(Double, decimals: Int)
  case string(String)
  /// A number that is printed already.
  case digits(String)
  case array([JSONTree])
  case object([(String, JSONTree)])

  /// Longer names and texts are cut: a log may have any.
  private static let longest = 10_000

  /// Dollars to the nanodollar.
  static func dollars(_ amount: Dollars) -> JSONTree { .digits(amount.exact) }
  static func dollars(_ amount: Dollars?) -> JSONTree { amount.map { dollars($0) } ?? .null }
  static func milliseconds(_ span: Microseconds?) -> JSONTree { span.map { .number($0.milliseconds, decimals: 3) } ?? .null }

  /// A ratio with its numerator and denominator (law 32).
  static func ratio(_ ratio: Ratio) -> JSONTree {
    .object([
      ("value", ratio.value.map { .number($0, decimals: 9) } ?? .null), ("numerator", .int(ratio.numerator)),
      ("denominator", .int(ratio.denominator)),
    ])
  }

  /// The value as text, indented by two spaces a level.
  func text(indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent + 2)
    switch self {
    case .null: return "null"
    case .bool(let value): return "\(value)"
    case .int(let value): return "\(value)"
    case .number(let value, let decimals): return value.isFinite ? plain(value, decimals: decimals) : "null"
    case .string(let text): return Escaping.json(text, limit: Self.longest)
    case .digits(let digits): return digits
    case .array(let elements):
      guard !elements.isEmpty else { return "[]" }
      return "[\n" + elements.map { margin + $0.text(indent: indent + 2) }.joined(separator: ",\n") + "\n"
        + String(repeating: " ", count: indent) + "]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      return "{\n" + members.map { margin + Escaping.json($0.0) + ": " + $0.1.text(indent: indent + 2) }.joined(separator: ",\n") + "\n"
        + String(repeating: " ", count: indent) + "}"
    }
  }
}
