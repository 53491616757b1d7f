import Pricing
import Simulation
import Studies
import Traces

extension Workbench {
  /// The traffic of what was loaded, with its audit: for commands that make no study.
  func traffic(
    _ loaded: TraceLoader.Loaded, _ prices: PriceTable, for strategies: [Strategy] = []
  ) throws -> (audited: AuditStudy, logged: LoggedTraffic) {
    let estimated = loaded.trace.estimatingUsage()
    let whole = estimated?.trace ?? loaded.trace
    let audited = AuditStudy(
      whole, prices: prices.book, priceTable: prices.name, scope: .global, version: Hindcast.version, seed: study.seed,
      dayOffset: study.dayOffset, usageEstimate: estimated?.estimate)
    var logged = LoggedTraffic(
      whole, audit: audited.audit, prices: prices.book, seed: study.seed, questions: questions(loaded, strategies))
    logged.fitServiceTimes(for: strategies)
    return (audited, logged)
  }

  /// The traffic of a share of the questions of what was loaded (law 35), and how it stands for the whole.
  func sample(_ share: Double, of loaded: TraceLoader.Loaded, _ prices: PriceTable) throws -> (logged: LoggedTraffic, basis: SampleBasis) {
    let whole = loaded.trace.estimatingUsage()?.trace ?? loaded.trace
    let (part, sample) = whole.samplingKeys(share, seed: study.seed)
    let audited = audit(part, prices)
    return (
      LoggedTraffic(part, audit: audited.audit, prices: prices.book, seed: study.seed),
      SampleBasis(sample, of: whole, kept: part, prices: prices.book)
    )
  }

  /// The built-in price list of stores with the user's laid over it.
  static func infrastructure(_ files: [String]) throws -> InfrastructurePrices {
    try files.reduce(.builtIn) { prices, path in
      prices.overlaid(by: try read(path) { text, name throws(PriceBookError) in try InfrastructurePrices(csv: text, name: name) })
    }
  }
}
