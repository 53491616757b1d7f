import Testing
import Units

@testable import Pricing

/// Reading numbers, dates and tables.
@Suite struct ReaderTests {
  @Test(
    arguments: [
      ("2", 2_000_000_000), ("2.50", 2_500_000_000), (".5", 500_000_000), ("1e-3", 1_000_000), ("1E+1", 10_000_000_000), ("0", 0),
      ("0.000000001", 1), ("0.0000000005", 1), ("0.0000000004", 0), ("0.1", 100_000_000), ("3.0001999999999996", 3_000_200_000),
      ("0.0036250000000000000000000000001", 3_625_000),
    ] as [(String, Int64)])
  func decimalsAreExact(text: String, femtodollars: Int64) throws {
    let number = try #require(DecimalText(text))
    #expect(TokenPrice(usdPerMillionTokens: number)?.femtodollars == femtodollars)
    #expect(try #require(Double(text)).isApproximately(number.double))
  }

  @Test(arguments: ["", "-", ".", "1.2.3", "1,5", "1e", "e5", "1e-", "--1", "1-", "0x10", "nan", "inf", "1 ", "٣", "1e5e5", "$1"])
  func whatIsNoDecimal(text: String) {
    #expect(DecimalText(text) == nil)
  }

  @Test func decimalsOutOfRange() throws {
    #expect(try #require(DecimalText("1e99999999999")).scaled(byTenTo: 0) == nil)
    #expect(try #require(DecimalText("1e-99999999999")).scaled(byTenTo: 0) == 0)
    #expect(try #require(DecimalText(String(repeating: "9", count: 5_000))).scaled(byTenTo: 0) == nil)
    #expect(TokenPrice(usdPerMillionTokens: try #require(DecimalText("-1"))) == nil)
    #expect(TokenPrice(usdPerMillionTokens: try #require(DecimalText("1000001"))) == nil)
    #expect(TokenPrice(usdPerMillionTokens: .nan) == .free)
    #expect(TokenPrice(usdPerMillionTokens: .infinity) == .highest)
  }

  @Test func pricesPrintAllTheirDecimals() {
    #expect(TokenPrice(usdPerMillionTokens: 2.5).description == "$2.50/MTok")
    #expect(TokenPrice(usdPerMillionTokens: 10).description == "$10.00/MTok")
    #expect(TokenPrice(usdPerMillionTokens: 0.003625).description == "$0.003625/MTok")
  }

  @Test(arguments: ["2026-02-30", "2026-13-01", "2026-1-1", "26-01-01", "2026-01-01T00:00", "", "2026/01/01", "+026-01-01", "２０２６-01-01"])
  func whatIsNoDate(text: String) { #expect(CivilDay(text) == nil) }

  @Test func datesReadAsTheyPrint() throws {
    for number in stride(from: -20_000, to: 40_000, by: 37) {
      #expect(CivilDay(CivilDay(number: number).description)?.number == number)
    }
    #expect(CivilDay(number: .max).after.number == 100_000_000)
  }

  @Test func tablesWithQuotesAndLineEnds() throws {
    let table = try CSVTable("\u{FEFF}a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n\r\n\"\",\n3,4", name: "t")
    #expect(table.header == ["a", "b"])
    #expect(table.rows.map(\.cells) == [["x, \"y\"\nz", "2"], ["", ""], ["3", "4"]])
    #expect(table.rows.map(\.number) == [2, 4, 5])
  }

  @Test(arguments: [
    ("", "t, row 1: the table is empty"),
    ("provider,model,input_usd_mtok", "t, row 1, column output_usd_mtok: the column is missing"),
    ("provider,provider", "t, row 1: a column name stands twice"),
    ("provider,model,input_usd_mtok,output_usd_mtok,cache_raed\n", "t, row 1, column cache_raed: no such column"),
    ("provider,model,input_usd_mtok,output_usd_mtok\na,b,1\n", "t, row 2: the row has 3 cells and the header 4"),
    ("provider,model,input_usd_mtok,output_usd_mtok\na,b,1,2\na,b,x,2\n", "t, row 3, column input_usd_mtok: \"x\" is not a number"),
    ("provider,model,input_usd_mtok,output_usd_mtok\na,b,-1,2\n", "t, row 2, column input_usd_mtok: \"-1\" is not a number"),
    ("provider,model,input_usd_mtok,output_usd_mtok\na,b,1,\n", "t, row 2, column output_usd_mtok: the cell is empty"),
    ("provider,model,input_usd_mtok,output_usd_mtok\n,b,1,2\n", "t, row 2, column provider: the cell is empty"),
    ("provider,model,input_usd_mtok,output_usd_mtok\na,b,1,9999999\n", "t, row 2, column output_usd_mtok: the price is above"),
    ("provider,model,input_usd_mtok,output_usd_mtok\na,\"b,1,2\n", "t, row 2: a quote is opened and not closed"),
    (
      "provider,model,input_usd_mtok,output_usd_mtok,price_valid_from,price_valid_to\na,b,1,2,2026-02-01,2026-01-01\n",
      "t, row 2, column price_valid_to: the price ends on 2026-01-01"
    ),
    ("provider,model,input_usd_mtok,output_usd_mtok,price_valid_from\na,b,1,2,soon\n", "t, row 2, column price_valid_from: \"soon\""),
    (
      "provider,model,input_usd_mtok,output_usd_mtok,tier_threshold_input_tokens,tier_input\na,b,1,2,1000;2000,3\n",
      "t, row 2, column tier_input: there are 1 prices for 2 thresholds"
    ),
    (
      "provider,model,input_usd_mtok,output_usd_mtok,tier_threshold_input_tokens\na,b,1,2,-5\n",
      "t, row 2, column tier_threshold_input_tokens"
    ),
    ("provider,model,input_usd_mtok,output_usd_mtok,utc_from,utc_to\na,b,1,2,16:30,24:00\n", "t, row 2, column utc_to"),
  ])
  func errorsNameRowAndColumn(table: String, expected: String) {
    let error = #expect(throws: PriceBookError.self) { try PriceBook(csv: table, name: "t") }
    #expect(error?.description.hasPrefix(expected) == true, "\(String(describing: error))")
  }

  @Test func servicesAndTiersFollowTheInputPrice() throws {
    let table = """
      provider,model,input_usd_mtok,output_usd_mtok,reasoning_usd_mtok,cache_read_usd_mtok,cache_write_5m_usd_mtok,batch_input_usd_mtok,\
      priority_input_usd_mtok,priority_output_usd_mtok,tier_threshold_input_tokens,tier_input,tier_output
      acme,m,2,8,10,0.2,2.5,1,4,12,1000;2000,4;6,12;
      """
    let row = try #require(try PriceBook(csv: table, name: "t").rows.first)
    func usd(_ price: TokenPrice?) -> Double? { price?.usdPerMillionTokens }
    let tiers = row.standard.tiers.map(\.rates)
    #expect(tiers.map { usd($0.input) } == [4, 6])
    #expect(tiers.map { usd($0.output) } == [12, 24])
    #expect(tiers.map { usd($0.cacheRead) } == [0.4, 0.6])
    #expect(tiers.map { usd($0.reasoning) } == [15, 30])
    #expect(tiers.map { usd($0.cacheWrite1h) } == [nil, nil])
    let batch = try #require(row.batch)
    #expect([usd(batch.base.input), usd(batch.base.output), usd(batch.base.cacheRead), usd(batch.base.cacheWrite5m)] == [1, 4, 0.1, 1.25])
    #expect(batch.tiers.map { usd($0.rates.output) } == [6, 12])
    let priority = try #require(row.priority)
    #expect(priority.tiers.map { usd($0.rates.output) } == [18, 36])
    #expect(row.flex == nil)
  }
}

extension Double {
  func isApproximately(_ other: Double) -> Bool { abs(self - other) <= 1e-12 * Swift.max(abs(self), abs(other)) }
}
