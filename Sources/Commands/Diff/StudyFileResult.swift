import FoundationEssentials
import Studies

extension StudyFile {
  /// One strategy of the file.
  struct Result: Decodable {
    let name: String
    let summary: String
    let isBound: Bool
    let settings: Settings?
    let monthlyCost: Amount?
    let monthlyInfrastructure: Amount?
    let monthlySaving: Amount?
    let total: Row
    let models: [Row]
    let tiers: [Tier]
    let days: [Day]?

    private enum CodingKeys: String, CodingKey {
      case summary, total, models, tiers, days
      case name = "strategy"
      case isBound = "is_bound"
      case settings = "configuration"
      case monthlyCost = "monthly_cost_usd"
      case monthlyInfrastructure = "monthly_infrastructure_usd"
      case monthlySaving = "monthly_saving_usd"
    }
  }

  /// A tier, of which only matters whether it is billed.
  struct Tier: Decodable {
    let bill: Bill?

    struct Bill: Decodable {}
  }

  /// The requests of a civil day.
  struct Day: Decodable {
    let date: String
    let requests: Int
  }

  /// The figures of some requests.
  struct Row: Decodable {
    let name: String
    let figures: Figures
    /// A month of the calls upstream, and what it was as logged.
    let monthlyUpstream: Amount?
    let monthlyUpstreamBefore: Amount?
    /// Requests that were answered without a call of their own; `nil` in files that do not say.
    let answered: Int?

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: Name.self)
      func amount(_ names: String...) throws -> Amount? {
        for name in names {
          if let amount = try members.decodeIfPresent(Amount.self, forKey: Name(name)) { return amount }
        }
        return nil
      }
      name = try members.decode(String.self, forKey: Name("name"))
      var figures = Figures()
      for figure in Figure.allCases { figures[figure] = try amount(figure.rawValue)?.value }
      figures[.requests] = Double(try members.decode(Int32.self, forKey: Name("requests")))
      // The first studies called the months of a row by the names of those of a strategy, though no tier is in them.
      figures[.monthlyCost] = nil
      monthlyUpstream = try amount("monthly_upstream_usd", "monthly_cost_usd")
      monthlyUpstreamBefore = try amount("monthly_upstream_before_usd", "monthly_cost_before_usd")
      self.figures = figures
      let outcomes = try members.decodeIfPresent([String: Int].self, forKey: Name("outcomes"))
      answered = outcomes.map { (outcomes: [String: Int]) in
        ["hit", "stale", "coalesced"].reduce(0) { $0 + min(max(outcomes[$1] ?? 0, 0), 1 << 40) }
      }
    }
  }

  /// A number, bare or with its numerator and denominator (law 32), of a size that can be meant.
  struct Amount: Decodable {
    /// `nil` of a share of nothing.
    let value: Double?

    private struct Share: Decodable {
      let value: Double?
    }

    /// Beyond this no amount is one of ours: a bill in nanodollars must fit 64 bits.
    private static let limit = 4e9

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        value = number
      } else {
        value = try container.decode(Share.self).value
      }
      guard abs(value ?? 0) <= Self.limit else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "it is beyond all measure.")
      }
    }
  }

  /// A member's name that is known only at run time.
  struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }
}
