import Units

/// How fast a machine reads and replays, in every format. Times differ from run to run: nothing here is a result to be held against another.
public struct SpeedReport: Sendable {
  /// One measurement.
  public struct Row: Sendable {
    /// What was done.
    public let what: String
    /// On how many threads.
    public let threads: Int
    /// How much of it.
    public let amount: Double
    /// The unit of ``amount``.
    public let unit: String
    /// How long that took, the best of a few rounds.
    public let seconds: Double

    /// One measurement.
    public init(what: String, threads: Int, amount: Double, unit: String, seconds: Double) {
      self.what = what
      self.threads = threads
      self.amount = amount
      self.unit = unit
      self.seconds = seconds
    }

    /// Units per second.
    public var rate: Double { amount / max(seconds, 1e-9) }
  }

  let rows: [Row]
  let version: String

  /// The report of measurements.
  public init(_ rows: [Row], version: String) {
    self.rows = rows
    self.version = version
  }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document.terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document.markdown() }

  /// One row per measurement.
  public var csv: String {
    CSVText.table(
      ["what", "threads", "amount", "unit", "seconds", "per_second"],
      rows.map {
        [
          Escaping.csv($0.what), "\($0.threads)", plain($0.amount, decimals: 3), $0.unit, plain($0.seconds, decimals: 6),
          plain($0.rate, decimals: 1),
        ]
      })
  }

  /// Schema `hindcast/speed/1`.
  public var jsonText: String {
    let tree = JSONTree.object([
      ("schema", .string("hindcast/speed/1")), ("version", .string(version)),
      (
        "measured",
        .array(
          rows.map {
            .object([
              ("what", .string($0.what)), ("threads", .int($0.threads)), ("amount", .number($0.amount, decimals: 3)),
              ("unit", .string($0.unit)), ("seconds", .number($0.seconds, decimals: 6)), ("per_second", .number($0.rate, decimals: 1)),
            ])
          })
      ),
    ])
    return tree.text() + "\n"
  }

  private var document: Document {
    var document = Document()
    document.heading("Speed, measured here", level: 1)
    document.paragraph("On a generated log that is in memory already; the best of three rounds. It says nothing of another machine.")
    var table = Table([.name("work"), .number("threads"), .number("per second", rank: 0), .text("of", rank: 0)])
    for row in rows { table.append([.text(row.what), .count(row.threads), .text(grouped(row.rate, decimals: 0)), .text(row.unit)]) }
    document.table(table)
    return document
  }
}
