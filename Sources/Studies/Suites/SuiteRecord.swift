import Units

/// The rows of a suite as text, cell by cell: what is stored, and what later runs are held against. Equal results give equal text.
public struct SuiteRecord: Sendable, Equatable {
  /// The columns that say what a row is of.
  public static let keyColumns = ["dataset", "strategy", "seed"]
  /// The columns of figures, with their unit.
  public static let columns = [
    "requests", "hits_exact", "hits_near", "hits_other", "stale", "coalesced", "misses", "bypasses", "errors", "request_hit_rate",
    "mean_ms", "p50_ms", "p95_ms", "p99_ms", "monthly_cost_usd", "monthly_infrastructure_usd", "monthly_saving_usd", "not_replayed",
  ]

  /// What each row is of.
  public private(set) var keys: [SuiteRow.Key] = []
  /// The figures of each row, as ``columns``.
  public private(set) var cells: [SuiteRow.Key: [String]] = [:]

  /// Nothing stored.
  public init() {}

  /// Stores a row; of two with one key the later counts.
  public mutating func add(_ key: SuiteRow.Key, _ figures: [String]) {
    precondition(figures.count == Self.columns.count)
    if cells.updateValue(figures, forKey: key) == nil { keys.append(key) }
  }

  /// The record of rows.
  public init(_ rows: [SuiteRow]) {
    for row in rows { add(row.key, Self.cells(row)) }
  }

  private static func cells(_ row: SuiteRow) -> [String] {
    guard let figures = row.figures else { return Array(repeating: "", count: columns.count - 1) + [row.reason] }
    func ms(_ span: Microseconds?) -> String { span.map { plain($0.milliseconds, decimals: 3) } ?? "" }
    let counts = [
      figures.requests, figures.exactHits, figures.nearHits, figures.otherHits, figures.stale, figures.coalesced, figures.misses,
      figures.bypasses, figures.errors,
    ]
    let latency = figures.latency
    return counts.map { "\($0)" } + [
      figures.hitRate.value.map { plain($0, decimals: 6) } ?? "", ms(latency?.mean), ms(latency?.p50), ms(latency?.p95), ms(latency?.p99),
      figures.monthly?.exact ?? "", figures.infrastructure?.exact ?? "", figures.saving?.exact ?? "", "",
    ]
  }
}

/// A cell that is not what the stored run has, or a row that only one of the two has.
public struct SuiteChange: Sendable, Equatable {
  /// The row.
  public let key: SuiteRow.Key
  /// The column; `nil` where the whole row is new or gone.
  public let column: String?
  /// What was stored; `nil` of a new row.
  public let expected: String?
  /// What it is; `nil` of a row that is gone.
  public let found: String?
}

extension SuiteRecord {
  /// What is otherwise in `self` than in `expected`, in the order of the rows, those that are gone last.
  ///
  /// - Complexity: O(cells).
  public func changes(from expected: SuiteRecord) -> [SuiteChange] {
    var changes: [SuiteChange] = []
    for key in keys {
      guard let found = cells[key] else { continue }
      guard let before = expected.cells[key] else {
        changes.append(SuiteChange(key: key, column: nil, expected: nil, found: "new"))
        continue
      }
      for (column, (old, new)) in zip(Self.columns, zip(before, found)) where old != new {
        changes.append(SuiteChange(key: key, column: column, expected: old, found: new))
      }
    }
    for key in expected.keys where cells[key] == nil {
      changes.append(SuiteChange(key: key, column: nil, expected: "stored", found: nil))
    }
    return changes
  }
}
