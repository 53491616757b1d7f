import Simulation
import Studies
import Traces
import Units

/// The tables of money beyond the bill.
enum MoneyTables {
  /// Adds what there is: with `withAll` also what the user did not ask for.
  static func add(_ study: Study, withAll: Bool, to document: inout Document) {
    if let best = Headline(study).result { add(best, study, withAll: withAll, to: &document) }
    if let reconciliation = study.reconciliation {
      document.heading("The modelled bill and the real one")
      document.table(bills(reconciliation))
    }
  }

  /// What the saving of a strategy is made of and worth.
  private static func add(_ best: StrategyResult, _ study: Study, withAll: Bool, to document: inout Document) {
    let terms = study.terms
    let asksForMore = terms.engineering != nil || terms.wrongAnswerPrice != nil || !terms.repricings.isEmpty || terms.isShapley
    if withAll || asksForMore, let waterfall = Waterfall(study, to: best) {
      document.heading("Where the saving comes from: \(best.strategy.name)")
      document.table(steps(waterfall))
      if terms.isShapley {
        document.paragraph(
          waterfall.isShapley
            ? "Parts of the cache and the change of vendor have their Shapley shares: the mean over all orders in which near hits come after exact ones."
            : "Shapley shares are those shown: without a change of vendor the parts of the cache answer different requests, in whatever order."
        )
      }
    }
    let worth = worth(study)
    if withAll || !terms.commitments.isEmpty, !worth.rows.isEmpty {
      document.heading("What the saving is worth", level: 3)
      document.table(worth)
    }
    if terms.engineering != nil {
      document.heading("Is it worth building?")
      document.table(outlooks(study))
      if let investment = study.investment(in: best) {
        document.heading("What the first year of \(best.strategy.name) hangs on", level: 3)
        document.table(tornado(investment))
      }
    }
    if let growth = study.growth {
      document.heading("With \(plain(growth.growth.factor, decimals: 2)) times the traffic")
      document.table(Self.growth(growth))
      document.paragraph(growthNote(growth))
    }
  }

  /// The waterfall as a table.
  static func steps(_ waterfall: Waterfall) -> Table {
    var table = Table([.name("step"), .number("change", rank: 0), .number("bill", rank: 0)], mostInTerminal: 20)
    for step in waterfall.steps {
      let change: Cell =
        switch step.kind {
        case .level: .none
        case .unknown: .text("no price")
        case .change: .text(signed(step.amount, waterfall.decimals))
        }
      table.append([.text(step.label), change, .text(step.to.text(decimals: waterfall.decimals))], isTotal: step.kind == .level)
    }
    return table
  }

  private static func signed(_ amount: Dollars, _ decimals: Int) -> String {
    (amount > .zero ? "+" : amount == .zero ? "±" : "") + amount.text(decimals: decimals)
  }

  /// List, effective and cash (law 30); no rows where no month can be made.
  static func worth(_ study: Study) -> Table {
    var table = Table([
      .name("saved a month"), .number("list price", rank: 1), .number("effective", rank: 0), .number("if prompts go cold", rank: 1),
      .number("cash", rank: 0),
    ])
    for result in study.strategies where study.month.basis != .none && Money.isPriced(result.total) {
      let worth = study.worth(of: result)
      table.append([
        .text(StudyTables.name(result)), .dollars(worth.list), .dollars(worth.effective), .dollars(worth.effectiveIfCold),
        .dollars(worth.cash),
      ])
    }
    return table
  }

  static func outlooks(_ study: Study) -> Table {
    var table = Table([
      .name("strategy"), .text("outlook", rank: 0), .number("a month", rank: 0), .number("payback", rank: 0),
      .number("first year", rank: 0),
      .number("present value", rank: 1),
    ])
    for result in study.strategies where !result.isBound {
      guard let investment = study.investment(in: result) else { continue }
      for (name, outlook) in [("low", investment.low), ("expected", investment.expected), ("high", investment.high)] {
        let payback: Cell = outlook.payback.map { .text($0 == 0 ? "at once" : "\(plain($0, decimals: 1)) months") } ?? .text("never")
        table.append([
          .text(result.strategy.name), .text(name), .dollars(outlook.monthly), payback, .dollars(outlook.firstYear),
          .dollars(outlook.presentValue),
        ])
      }
    }
    return table
  }

  static func tornado(_ investment: Investment) -> Table {
    var table = Table([
      .name("assumption"), .text("low", rank: 2), .number("first year, low", rank: 0), .text("high", rank: 2),
      .number("first year, high", rank: 0),
    ])
    for lever in investment.tornado {
      table.append([
        .text(lever.assumption), .text(lever.low), .dollars(lever.firstYearLow), .text(lever.high), .dollars(lever.firstYearHigh),
      ])
    }
    return table
  }

  /// How the growth was made, and today's bill with it.
  static func growthNote(_ growth: GrowthOutcome) -> String {
    "Replayed, not multiplied: \(growth.growth.loggedDays) days of the log laid over one another to \(growth.growth.days) days. "
      + "Today's bill would be \(growth.before.map { "\($0)" } ?? "not known") a month."
  }

  static func growth(_ growth: GrowthOutcome) -> Table {
    var table = Table([.name("strategy"), .number("hits", rank: 0), .number("cost/month", rank: 0), .number("saved", rank: 0)])
    for row in growth.rows {
      let saving = growth.before.flatMap { before in row.monthly.map { before - $0 } }
      let share = saving.flatMap { saving in growth.before.flatMap { $0 > .zero ? saving.value / $0.value : nil } }
      table.append([
        .text(row.strategy), .ratio(row.hitRate), .dollars(row.monthly), saving.map { .saving($0, share) } ?? .none,
      ])
    }
    return table
  }

  static func bills(_ reconciliation: Reconciliation) -> Table {
    var table = Table([
      .name("provider"), .text("month", rank: 0), .number("billed", rank: 0), .number("modelled", rank: 0),
      .number("of the month", rank: 1),
      .number("whole month", rank: 0), .number("gap", rank: 0),
    ])
    for row in reconciliation.rows {
      table.append([
        .text(row.provider), .text(row.month), .dollars(row.billed), .dollars(row.modelled), .share(row.coverage), .dollars(row.scaled),
        .share(row.gap),
      ])
    }
    return table
  }
}
