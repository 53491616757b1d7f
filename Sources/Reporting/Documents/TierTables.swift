import Pricing
import Simulation
import Studies
import Units

extension StudyTables {
  /// What the stores of each strategy did.
  static func tiers(_ study: Study) -> Table {
    var table = Table([
      .name("strategy"), .text("tier"), .number("look-ups"), .number("found"), .number("stored"), .number("expired"), .number("evicted"),
      .number("most entries"), .number("most bytes"),
    ])
    for result in study.strategies {
      for (tier, (entries, use)) in zip(result.strategy.tiers, zip(result.entries, result.use)) {
        table.append([
          .text(result.strategy.name), .text(tier.name), .count(use.reads), .count(use.reads - use.nullReads), .count(use.writes),
          .count(entries.expired), .count(entries.evicted), .count(use.peakEntries), .bytes(use.peakBytes),
        ])
      }
    }
    return table
  }

  /// What a month of the stores is billed, line by line.
  static func bills(_ study: Study) -> Table {
    var table = Table([
      .name("strategy"), .text("service"), .text("charge"), .number("quantity"), .text("unit"), .number("price"), .number("a month"),
    ])
    for result in study.strategies {
      for bill in result.infrastructure {
        for line in bill.lines {
          table.append([
            .text(result.strategy.name), .text(bill.service), .text(line.what), .rate(line.quantity), .text(line.unit),
            .dollars(line.unitPrice),
            .dollars(line.amount),
          ])
        }
      }
    }
    return table
  }
}
