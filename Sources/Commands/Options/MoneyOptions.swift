public import ArgumentParser
import Pricing
import Studies
import Units

/// What the user says of money beyond prices.
public struct MoneyOptions: ParsableArguments {
  @Option(
    name: .customLong("infrastructure"), parsing: .singleValue,
    help: ArgumentHelp("Prices of stores that the built-in list lacks or has otherwise (CSV); may be repeated.", valueName: "FILE"))
  var infrastructureFiles: [String] = []

  @Option(
    help: ArgumentHelp("What providers billed (CSV: provider, month, amount): the modelled bill is held against it.", valueName: "FILE"))
  var invoice: String?

  @Option(
    help: ArgumentHelp(
      "What is paid whether calls are made or not (CSV: provider, kind = provisioned or minimum, monthly_usd, model, units).",
      valueName: "FILE"))
  var commitments: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("What building the cache costs once, in dollars.", valueName: "USD"))
  var engineeringOnce: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("What people cost to run it, in dollars a month.", valueName: "USD"))
  var engineeringMonth: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("By which money of a year from now is worth less.", valueName: "SHARE"))
  var discountRate: String = "8%"

  @Option(parsing: .unconditional, help: ArgumentHelp("What a wrong answer costs, in dollars.", valueName: "USD"))
  var wrongAnswerCost: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Show what the calls that are left would cost at another model's price: is it the cache or the vendor? May be repeated.",
      valueName: "OLD=NEW"))
  var reprice: [String] = []

  @Flag(help: "Show the parts of a saving as Shapley shares, not as those of one order.")
  var shapley = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Replay also so many times the traffic, made by laying parts of the log over one another.", valueName: "FACTOR"))
  var growth: Double?

  @Option(
    help: ArgumentHelp(
      "For logs too large: replay this share of the questions, each with all of its repeats, such as 10%.", valueName: "SHARE"))
  var sampleKeys: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Write the modelled costs of one scenario (a strategy, or as-logged) in the columns of FOCUS 1.2; may be repeated, one scenario a file.",
      valueName: "SCENARIO=FILE"))
  var focus: [String] = []

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    for (option, text) in [
      ("--engineering-once", engineeringOnce), ("--engineering-month", engineeringMonth), ("--wrong-answer-cost", wrongAnswerCost),
    ] {
      guard text.map({ Self.dollars($0) != nil }) ?? true else {
        throw ValidationError("\(option) is '\(text ?? "")'; write an amount in dollars such as 8000.")
      }
    }
    guard share(discountRate) != nil else {
      throw ValidationError("--discount-rate is '\(discountRate)'; write a share of a year such as 8% or 0.08.")
    }
    guard reprice.allSatisfy({ Repricing($0) != nil }) else {
      throw ValidationError("--reprice takes OLD=NEW, such as gpt-4.1=gpt-5-mini.")
    }
    if let growth, !(growth > 0 && growth <= 100) { throw ValidationError("--growth is \(growth); write a factor up to 100, such as 1.5.") }
    if sampleKeys != nil, !focus.isEmpty {
      throw ValidationError(
        "--focus writes the costs of every request, and --sample-keys replays a part of them; leave out one of the two.")
    }
    if let sampleKeys, share(sampleKeys).map({ $0 > 0 && $0 < 1 }) != true {
      throw ValidationError("--sample-keys is '\(sampleKeys)'; write a share above 0 and below 1, such as 10%.")
    }
  }

  /// The share of questions to replay; `nil` for all.
  var sampleShare: Double? { sampleKeys.flatMap { share($0) } }

  /// The built-in price list with the user's laid over it.
  func infrastructure() throws -> InfrastructurePrices {
    try infrastructureFiles.reduce(.builtIn) { prices, path in
      prices.overlaid(by: try read(path) { text, name throws(PriceBookError) in try InfrastructurePrices(csv: text, name: name) })
    }
  }

  /// All that goes into the study.
  func terms() throws -> MoneyTerms {
    var terms = MoneyTerms()
    if engineeringOnce != nil || engineeringMonth != nil {
      terms.engineering = .init(
        once: engineeringOnce.flatMap(Self.dollars) ?? .zero, monthly: engineeringMonth.flatMap(Self.dollars) ?? .zero)
    }
    terms.discountRate = share(discountRate) ?? 0.08
    terms.wrongAnswerPrice = wrongAnswerCost.flatMap(Self.dollars)
    terms.repricings = reprice.compactMap { Repricing($0) }
    terms.isShapley = shapley
    if let invoice {
      terms.invoices = try read(invoice) { text, name throws(PriceBookError) in try Invoice.read(csv: text, name: name) }
    }
    if let commitments {
      terms.commitments = try read(commitments) { text, name throws(PriceBookError) in try Commitment.read(csv: text, name: name) }
    }
    return terms
  }

  /// "8000", "8,000.50", "$8000".
  private static func dollars(_ text: String) -> Dollars? {
    guard let value = Double(text.filter { $0 != "," && $0 != "$" }), value >= 0, value < 1e9 else { return nil }
    return Dollars(value)
  }
}

/// A small table of the user's, read by `make`; what is wrong with it is a fault of the command line.
func read<Value>(_ path: String, _ make: (String, String) throws(PriceBookError) -> Value) throws -> Value {
  let text = try text(of: path)
  do {
    return try make(text, lastComponent(path))
  } catch {
    throw Failure(.usage, "\(error)")
  }
}
