/// What a cross-region profile of Bedrock (`eu.anthropic.…`) costs beyond the global one.
///
/// Source: LiteLLM's price map (Prajwalsrinvas/token-tariff@77b8722, 2026-08-01). There, each Claude from 4.5 on costs 1.1 times as much by a
/// profile of a region and 1.2 times as much in GovCloud, in all of its prices; those before cost the same everywhere.
struct RegionalSurcharge {
  /// The model's id with the prefix of the region.
  let model: String
  /// How much is added.
  let percent: Int64

  /// `nil` where nothing is added, or where it is not known.
  init?(_ name: BedrockName) {
    guard let region = name.region, name.maker == "anthropic", RegionalSurcharge.isDearer(name.model) else { return nil }
    model = "\(region).\(name.unregional)"
    percent = region == "us-gov" ? 20 : 10
  }

  /// Whether regions of Bedrock charge more for a Claude: from version 4.5 on.
  static func isDearer(_ model: String) -> Bool {
    // claude-FAMILY-MAJOR[-MINOR][-DATE]; before 4, the version stood in front of the family.
    let parts = model.split(separator: "-")
    guard parts.count > 2, parts[0] == "claude", Int(parts[1]) == nil, let major = Int(parts[2]) else { return false }
    let minor = parts.dropFirst(3).first.flatMap { $0.utf8.count < 3 ? Int($0) : nil } ?? 0
    return (major, minor) >= (4, 5)
  }

  /// A price of the global profile with the surcharge.
  func on(_ row: ModelPrice) -> ModelPrice {
    let whole = TokenPrice(femtodollars: 100)
    var out = row.mapped { $0.scaled(from: whole, to: TokenPrice(femtodollars: 100 + percent)) }
    (out.provider, out.model) = ("bedrock", model)
    let added = "\(percent) % on the price of \(row.provider) \(row.model), for the region"
    out.note = row.note.isEmpty ? added : "\(added); \(row.note)"
    return out
  }
}
