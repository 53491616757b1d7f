public import Studies
import Units

/// Claims ↔ YAML (Datasets/README.md shows one).
public enum ClaimsFile {
  /// The claims of a YAML text. Figures are read as printed: "34 %" stands for 33.5 % to 34.5 %. What is not there is not claimed.
  ///
  /// - Throws: ``ScenarioError`` with file, line and column.
  public static func read(_ text: String, file: String) throws(ScenarioError) -> Claims {
    do {
      let root = try YAMLNode.parse(text, file: file)
      var claims = Claims()
      try claimsFields.read(root, into: &claims)
      let verdict = Result { () throws(ClaimsError) in try claims.validate() }
      if case .failure(let error) = verdict { throw (root.descend(error.path) ?? root).fault(error.reason) }
      return claims
    } catch let error as ScenarioError {
      throw error
    } catch {
      throw ScenarioError(file: file, sentence: "\(error)")
    }
  }

  /// Claims as YAML that reads back as the same claims.
  public static func print(_ claims: Claims) -> String { claimsFields.print(claims, indent: 0) + "\n" }

  /// Every field with what may be written, its default and what it means.
  public static var reference: [ReferenceRow] { claimsFields.reference() }
}

private let claimsFields = FieldTable<Claims>(
  what: "a claims file", standard: Claims(),
  fields: [
    .text("title", \.title, "What the figures are from."),
    .text("source", \.source, "Where they are found."),
    .nested("baseline", \.baseline, baselineFields, "The same requests without the cache."),
    .figure("hit", \.hit, .duration, "The least that a hit takes; 0ms is the most generous."),
    .nested("facts", \.facts, factFields, "What is known of the log."),
    .list("strategies", \.strategies, claimedStrategyFields, "What is claimed, one row per strategy."),
    .list("bills", \.bills, billFields, "Sums of requests, tokens and prices to be done again."),
    .list("prices", \.prices, priceFields, "What models are said to cost, to be held against the price book."),
  ])

private let baselineFields = FieldTable<Claims.Baseline>(
  what: "\"baseline\"", standard: Claims.Baseline(),
  fields: [
    .optional("mean", \.latency.mean, .duration, "Mean latency."),
    .optional("p50", \.latency.p50, .duration, "The latency that half of the requests do not exceed."),
    .optional("p90", \.latency.p90, .duration, "The latency that 90 % do not exceed."),
    .optional("p95", \.latency.p95, .duration, "The latency that 95 % do not exceed."),
    .optional("p99", \.latency.p99, .duration, "The latency that 99 % do not exceed."),
    .optional("cost", \.cost, .dollars, "The bill."),
  ])

private let factFields = FieldTable<Claims.Facts>(
  what: "\"facts\"", standard: Claims.Facts(),
  fields: [
    .optional("exact_share", \.exact, .share, "Requests equal to an earlier one."),
    .optional("near_share", \.near, .share, "Requests that differ from an earlier one in spelling only."),
    .optional("semantic_share", \.semantic, .share, "Requests that say what an earlier one said in other words."),
    .optional("duplicate_share", \.duplicates, .share, "Requests that repeat an earlier one in any of these ways."),
    .optional(
      "hit_cost_ratio", \.hitCostRatio, .number,
      "What a request that is answered from the cache costs without it, at most, over what another costs."),
  ])

private let claimedStrategyFields = FieldTable<Claims.Strategy>(
  what: "a claimed strategy", standard: Claims.Strategy(),
  fields: [
    .text("name", \.name, "Its name."),
    .choice("matching", \.matching, "When it takes two requests for the same; near holds exact, semantic holds near."),
    .text("extends", \.extends, "The strategy of this file that it adds to: a longer TTL, one more tier, looser matching."),
    .optional("hit_rate", \.hitRate, .share, "Requests answered from the cache, of all."),
    .optional("mean", \.latency.mean, .duration, "Mean latency over all requests, hits and misses."),
    .optional("p50", \.latency.p50, .duration, "As in \"baseline\"."),
    .optional("p90", \.latency.p90, .duration, "As in \"baseline\"."),
    .optional("p95", \.latency.p95, .duration, "As in \"baseline\"."),
    .optional("p99", \.latency.p99, .duration, "As in \"baseline\"."),
    .optional("cost_reduction", \.costReduction, .share, "The part of the bill that caching is said to save, at equal prices."),
    .optional("cost", \.cost, .dollars, "The bill with the cache."),
    .scalar(
      "price_ratio", \.priceRatio, "a share such as 28%, or unknown", "New prices over old ones, where the provider was changed too.",
      parse: { $0 == "unknown" ? .some(nil) : FigureKind.share.parse($0).map { .some($0) } },
      print: { $0.map { FigureKind.share.print($0) } ?? "unknown" }),
  ])

private let billFields = FieldTable<Claims.Bill>(
  what: "a bill", standard: Claims.Bill(),
  fields: [
    .text("name", \.name, "Its name."),
    .optional("requests", \.requests, .number, "Requests, with those answered from the cache."),
    .figure("hit_rate", \.hitRate, .share, "Requests answered from the cache, of all."),
    .figure("input_tokens", \.inputTokens, .number, "Input tokens per request."),
    .figure("output_tokens", \.outputTokens, .number, "Output tokens per request."),
    .optional("input_price", \.inputPrice, .dollars, "US dollars per million input tokens."),
    .optional("output_price", \.outputPrice, .dollars, "US dollars per million output tokens."),
    .optional("cost", \.cost, .dollars, "What the calls are said to cost."),
  ])

private let priceFields = FieldTable<Claims.Price>(
  what: "a claimed price", standard: Claims.Price(),
  fields: [
    .text("name", \.name, "Its name."),
    .text("model", \.model, "The model, with its provider before it where need be."),
    .optional("input", \.input, .dollars, "US dollars per million input tokens."),
    .optional("output", \.output, .dollars, "US dollars per million output tokens."),
  ])

extension Field {
  fileprivate static func figure(
    _ name: String, _ path: any WritableKeyPath<Root, Claims.Figure> & Sendable, _ kind: FigureKind, _ meaning: String
  ) -> Field {
    .scalar(name, path, kind.words, meaning, parse: kind.parse, print: kind.print)
  }

  /// A figure that may be left out, or left empty.
  fileprivate static func optional(
    _ name: String, _ path: any WritableKeyPath<Root, Claims.Figure?> & Sendable, _ kind: FigureKind, _ meaning: String
  ) -> Field {
    .scalar(
      name, path, kind.words, meaning, parse: { $0.isEmpty ? .some(nil) : kind.parse($0).map { .some($0) } },
      print: { $0.map(kind.print) ?? "" })
  }
}

/// How a figure is written.
enum FigureKind: Sendable {
  case duration, share, dollars, number

  /// What may be written, in words.
  var words: String {
    switch self {
    case .duration: "a duration such as 142ms or 1.2s"
    case .share: "a share such as 34% or 0.34"
    case .dollars: "an amount such as 12000 or $1,800.50"
    case .number: "a number such as 500 or 1,000,000"
    }
  }

  /// The figure, uncertain by half a unit of its last digit; what is written as nothing at all (0, 0%, 0ms), and whole shares without
  /// a percent sign, are exact.
  @Sendable func parse(_ text: String) -> Claims.Figure? {
    let compact = text.filter { $0 != " " && $0 != "_" }
    switch self {
    case .duration:
      let digits = compact.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard let span = Quantity.duration(compact), let unit = Quantity.duration("1" + compact.dropFirst(digits.count)) else { return nil }
      return figure(digits, span.milliseconds, unit: unit.milliseconds, text)
    case .share:
      let isPercent = compact.hasSuffix("%")
      let digits = isPercent ? compact.dropLast() : compact[...]
      guard let number = FigureKind.decimal(digits) else { return nil }
      let value = isPercent ? number / 100 : number
      guard value <= 1 else { return nil }
      return isPercent || digits.contains(".") ? figure(digits, value, unit: isPercent ? 0.01 : 1, text) : Claims.Figure(value, text: text)
    case .dollars, .number:
      let plain = (self == .dollars && compact.hasPrefix("$") ? compact.dropFirst() : compact[...]).filter { $0 != "," }
      guard let value = FigureKind.decimal(plain[...]), value < 1e12 else { return nil }
      return figure(plain[...], value, unit: 1, text)
    }
  }

  /// The figure as it was written.
  @Sendable func print(_ figure: Claims.Figure) -> String {
    if !figure.text.isEmpty { return quoted(figure.text) }
    return switch self {
    case .duration: Quantity.print(Microseconds(milliseconds: figure.value))
    case .share, .dollars, .number: plain(figure.value, decimals: 9)
    }
  }

  private func figure(_ digits: Substring, _ value: Double, unit: Double, _ text: String) -> Claims.Figure {
    var slack = value == 0 ? 0 : unit / 2
    if let point = digits.firstIndex(of: ".") {
      for _ in digits[point...].dropFirst().prefix(12) { slack /= 10 }
    }
    return Claims.Figure(value, slack: slack, text: text)
  }

  /// A plain decimal number, neither signed nor with an exponent.
  private static func decimal(_ digits: Substring) -> Double? {
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(digits), value.isFinite else { return nil }
    return value
  }
}
