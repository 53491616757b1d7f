public import ArgumentParser

/// What a study is made with.
public struct StudyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Prices instead of the built-in table: LiteLLM's price map (JSON) or a table like the built-in one (CSV).", valueName: "FILE"))
  var prices: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Contract prices, discounts, other currencies and other names of models, laid over the price table (CSV); may be repeated.",
      valueName: "FILE"))
  var contract: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of every draw.", valueName: "N"), transform: Self.seed)
  var seed: UInt64 = 1

  private static func seed(_ text: String) throws -> UInt64 {
    guard let seed = UInt64(text) else { throw ValidationError("write a whole number from 0 to \(UInt64.max).") }
    return seed
  }

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Offset from UTC that days are cut at, such as +02:00.", valueName: "OFFSET"))
  var tz: String = "+00:00"

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard offset(tz) != nil else { throw ValidationError("--tz is '\(tz)'; write an offset from UTC such as +02:00 or -05:30.") }
  }

  /// Seconds east of UTC.
  var dayOffset: Int { offset(tz) ?? 0 }
}

/// "+02:00", "-0530", "+2" or "Z" as seconds east of UTC.
func offset(_ text: String) -> Int? {
  if ["Z", "UTC", "utc"].contains(text) { return 0 }
  guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
  let digits = text.dropFirst().filter { $0 != ":" }
  guard digits.allSatisfy(\.isNumber), (1...4).contains(digits.count), digits.count != 3 else { return nil }
  let hours = Int(digits.prefix(2)) ?? 0
  let minutes = digits.count == 4 ? Int(digits.suffix(2)) ?? 0 : 0
  guard hours <= 14, minutes < 60 else { return nil }
  return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
}
