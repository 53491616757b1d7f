import Simulation
import Studies
import Traces
import Units

extension Section {
  /// What the saving is worth, whether it is worth building, and how it was held against bills and growth.
  static func worth(_ study: Study, _ headline: Headline) -> Section? {
    var body = headline.unknown == nil ? saving(study, headline) : ""
    if let reconciliation = study.reconciliation {
      body += titled("The modelled bill and the real one", MoneyTables.bills(reconciliation))
    }
    return body.text.isEmpty ? nil : Section(id: "worth", title: "What it is worth", body: body)
  }

  private static func saving(_ study: Study, _ headline: Headline) -> Markup {
    var body = titled(
      "Three ways to count a saving", MoneyTables.worth(study),
      note: """
        At list price; effective, as the log was billed, with what the provider’s own prompt cache already saves; and cash, after what is \
        paid whether calls are made or not. Avoided calls may let that prompt cache go cold, which makes the calls that are left dearer.
        """)
    if let result = headline.result, let investment = study.investment(in: result) {
      body += titled("Is it worth building?", MoneyTables.outlooks(study))
      body += chartPair([Chart.tornado(investment, of: result.strategy.name)].compactMap { $0 })
    }
    if let growth = study.growth {
      body += titled(
        "With \(plain(growth.growth.factor, decimals: 2)) times the traffic", MoneyTables.growth(growth),
        note: "\(MoneyTables.growthNote(growth))")
    }
    return body
  }
}
