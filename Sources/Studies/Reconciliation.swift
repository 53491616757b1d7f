internal import Pricing
import Simulation
import Traces
public import Units

/// The modelled bill beside the provider's, by provider and calendar month.
public struct Reconciliation: Sendable, Equatable {
  /// One bill.
  public struct Row: Sendable, Equatable {
    /// Whose.
    public var provider: String
    /// Of which month, as "2026-10".
    public var month: String
    /// What was billed.
    public var billed: Dollars
    /// What the calls of the log in that month cost by the model.
    public var modelled: Dollars
    /// The share of the month that the log covers.
    public var coverage: Double
    /// Calls of the log in that month that have no price.
    public var unpriced: Int

    /// ``modelled``, scaled to the whole month; `nil` where the log covers less than a day of it.
    public var scaled: Dollars? { coverage < 1.0 / 31 ? nil : coverage > 0.999 ? modelled : Dollars(modelled.value / coverage) }

    /// By how much the model is above the bill, as a share of it; `nil` where that cannot be said.
    public var gap: Double? {
      guard let scaled, billed > .zero else { return nil }
      return (scaled.value - billed.value) / billed.value
    }
  }

  /// In the order of the bills.
  public let rows: [Row]

  /// Rows that can be compared.
  private var compared: [Row] { rows.filter { $0.gap != nil } }

  /// What the compared bills come to.
  public var billed: Dollars { compared.reduce(.zero) { $0 + $1.billed } }
  /// What the model says of them; `nil` where none can be compared.
  public var modelled: Dollars? { compared.isEmpty ? nil : compared.reduce(.zero) { $0 + ($1.scaled ?? .zero) } }
  /// By how much the model is above the bills, as a share of them.
  public var gap: Double? { modelled.map { ($0.value - billed.value) / billed.value } }
  /// "openai in 2026-10 and 2026-11".
  public var covered: String {
    let names = compared.map { "\($0.provider) in \($0.month)" }
    return names.count <= 3 ? names.joined(separator: ", ") : "\(names.count) bills"
  }

  /// Holds the log as it was against bills; `nil` of no bill.
  init?(of logged: LoggedTraffic, invoices: [Invoice], span: ClosedRange<Int64>?, offset: Int) {
    guard !invoices.isEmpty else { return nil }
    let trace = logged.asLogged.trace
    let providers = (0..<trace.parameters.count).map { logged.valuation.billers.indices.contains($0) ? logged.valuation.billers[$0] : "" }
    rows = invoices.map { invoice in
      let (first, end) = invoice.days
      let from = first.start.microseconds - Int64(offset) * 1_000_000
      let to = end.start.microseconds - Int64(offset) * 1_000_000
      var modelled: Int64 = 0
      var unpriced = 0
      for i in trace.requests.arrival.indices {
        guard trace.requests.arrival[i] >= from, trace.requests.arrival[i] < to,
          providers[Int(trace.requests.parameters[i])] == invoice.provider
        else { continue }
        let cost = logged.asLogged.cost[i]
        if cost == Traffic.unpriced { unpriced += 1 } else { modelled &+= cost }
      }
      // A log that begins and ends within an hour of the month covers it.
      let hour: Int64 = 3_600_000_000
      var covered = 0.0
      if let span {
        let start = span.lowerBound - from <= hour ? from : span.lowerBound
        let stop = to - span.upperBound <= hour ? to : span.upperBound
        covered = Double(max(0, min(stop, to) - max(start, from))) / Double(to - from)
      }
      return Row(
        provider: invoice.provider, month: invoice.month, billed: invoice.amount, modelled: Dollars(nanodollars: modelled),
        coverage: covered, unpriced: unpriced)
    }
  }
}
