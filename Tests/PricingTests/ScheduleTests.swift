import Pricing
import Testing
import Units

/// Which price is in force when.
@Suite struct ScheduleTests {
  private func day(_ text: String) throws -> Timestamp { try #require(CivilDay(text)).start }

  /// The price events known of 2026: model, day, input and cache read before and from that day on, in dollars per million tokens.
  @Test(
    arguments: [
      ("gpt-5.6-luna", "2026-07-30", (1, 6), (0.2, 1.2)),
      ("gpt-5.6-terra", "2026-07-30", (2.5, 15), (2, 12)),
      ("gpt-5.6-sol", "2026-09-22", (5, 30), (4, 20)),
      ("gemini-4-argon", "2026-12-01", (2, 10), (4, 20)),
    ] as [(String, String, (Double, Double), (Double, Double))])
  func priceEvents(model: String, date: String, before: (Double, Double), after: (Double, Double)) throws {
    let schedule = try #require(PriceBook.builtIn.schedule(model: model))
    let moment = try day(date)
    let old = schedule.row(at: Timestamp(microseconds: moment.microseconds - 1)).standard.base
    let new = schedule.row(at: moment).standard.base
    #expect((old.input.usdPerMillionTokens, old.output.usdPerMillionTokens) == before)
    #expect((new.input.usdPerMillionTokens, new.output.usdPerMillionTokens) == after)
    #expect(schedule.changes(from: Timestamp(microseconds: moment.microseconds - 1), to: moment) == [CivilDay(moment)])
    #expect(schedule.changes(from: moment, to: moment) == [])
  }

  @Test func cacheReadsOfSonnet() throws {
    let schedule = try #require(PriceBook.builtIn.schedule(model: "claude-sonnet-5-5"))
    #expect(schedule.row(at: try day("2026-10-06")).standard.base.cacheRead?.usdPerMillionTokens == 0.2)
    #expect(schedule.row(at: try day("2026-10-07")).standard.base.cacheRead?.usdPerMillionTokens == 0.1)
  }

  @Test(arguments: [
    ("gpt-6-astra", "2026-09-03"), ("gpt-6-sol", "2026-09-22"), ("gpt-6.1-sol", "2026-09-29"), ("gpt-6.2-astra", "2026-11-17"),
  ])
  func timesBeforeTheFirstRowTakeItAndSaySo(model: String, first: String) throws {
    let lookup = try #require(PriceBook.builtIn.lookup(model: model))
    let start = try day(first)
    #expect(lookup.schedule.index(at: start).fit == .inForce)
    let early = Timestamp(microseconds: start.microseconds - 1)
    #expect(lookup.schedule.index(at: early).fit == .beforeFirst)
    #expect(lookup.schedule.row(at: early) == lookup.schedule.row(at: start))
    #expect(lookup.notes(from: early, to: start).contains(.beforeFirst(CivilDay(start))))
    #expect(lookup.notes(from: start, to: start).isEmpty)
  }

  @Test func withoutATimeThePriceIsThatOfTheCheckedDay() throws {
    #expect(PriceBook.builtIn.asOf == "2026-11-21")
    #expect(PriceBook.builtIn.price(model: "gemini-4-argon")?.standard.base.input.usdPerMillionTokens == 2)
  }

  @Test func gapsAndEnds() throws {
    let table = """
      provider,model,input_usd_mtok,output_usd_mtok,price_valid_from,price_valid_to
      acme,m,1,1,2026-01-01,2026-01-31
      acme,m,2,2,2026-03-01,2026-03-31
      """
    let lookup = try #require(try PriceBook(csv: table, name: "t").lookup(model: "m", provider: "acme"))
    func input(_ date: String) throws -> Double {
      lookup.schedule.row(at: try day(date)).standard.base.input.usdPerMillionTokens
    }
    #expect(
      try [input("2025-12-31"), input("2026-01-31"), input("2026-02-10"), input("2026-03-01"), input("2026-04-01")] == [1, 1, 1, 2, 2])
    #expect(lookup.schedule.index(at: try day("2026-02-10")).fit == .afterEnd)
    #expect(
      lookup.notes(from: try day("2026-01-05"), to: try day("2026-05-01"))
        == [.afterEnd(try #require(CivilDay("2026-03-31"))), .changed([try #require(CivilDay("2026-03-01"))])])
  }

  @Test func hoursOfTheDay() throws {
    let table = """
      provider,model,input_usd_mtok,output_usd_mtok,utc_from,utc_to
      deepseek,m,0.27,1.1,,
      deepseek,m,0.135,0.55,16:30,00:30
      """
    let schedule = try #require(try PriceBook(csv: table, name: "t").schedule(model: "m"))
    let midnight = try day("2025-04-01").microseconds
    func input(_ minute: Int64) -> Double {
      schedule.row(at: Timestamp(microseconds: midnight + minute * 60_000_000)).standard.base.input.usdPerMillionTokens
    }
    #expect([0, 29, 30, 989, 990, 1_439].map(input) == [0.135, 0.135, 0.27, 0.27, 0.135, 0.135])
    #expect(schedule.row(at: nil).standard.base.input.usdPerMillionTokens == 0.27)
    #expect(schedule.rows[1].hours?.description == "16:30–00:30 UTC")
  }

  @Test func pricingBySchedulesIsPricingByRows() throws {
    let schedule = try #require(PriceBook.builtIn.schedule(model: "gpt-5.6-sol"))
    let usage = TokenUsage(uncachedInput: 1_234, cacheRead: 567, output: 89)
    for date in ["2026-01-01", "2026-09-21", "2026-09-22", "2027-01-01"] {
      let moment = try day(date)
      #expect(schedule.cost(of: usage, at: moment) == schedule.row(at: moment).cost(of: usage))
      #expect(schedule.cost(of: usage, at: moment, service: .batch) == schedule.row(at: moment).cost(of: usage, batch: true))
    }
  }

  @Test func overlaysWinOnTheirDays() throws {
    let contract = """
      provider,model,input_usd_mtok,output_usd_mtok,price_valid_from,price_valid_to,source
      anthropic,claude-sonnet-4.5,1,5,2026-02-01,2026-02-28,contract
      """
    let book = PriceBook.builtIn.overlaid(by: try PriceBook(csv: contract, name: "contract.csv"))
    let schedule = try #require(book.schedule(model: "claude-sonnet-4-5-20250929"))
    func input(_ date: String) throws -> Double { schedule.row(at: try day(date)).standard.base.input.usdPerMillionTokens }
    #expect(try [input("2026-01-31"), input("2026-02-01"), input("2026-02-28"), input("2026-03-01")] == [3, 1, 1, 3])
    #expect(schedule.rows.count == 3)
    #expect(book.validate().filter { $0.kind == .overlap || $0.kind == .gap }.isEmpty)
    #expect(book.rows.count == PriceBook.builtIn.rows.count + 2)
    // Without days the overlay replaces the model altogether.
    let always = try PriceBook(csv: "provider,model,input_usd_mtok,output_usd_mtok\nopenai,gpt-5.6-luna,7,8\n", name: "c")
    #expect(PriceBook.builtIn.overlaid(by: always).schedule(model: "gpt-5.6-luna")?.rows.count == 1)
  }

  /// Laying days over days by brute force: for each day, the later book's row if it has one, else the earlier book's.
  @Test func overlaysAgreeWithADailyModel() throws {
    let draws = Draws(seed: 3)
    let first = try #require(CivilDay("2026-01-01"))
    for trial in 0..<200 as Range<UInt64> {
      func row(_ index: UInt64) -> ModelPrice {
        let from = Int(draws.bits(trial, index * 4) % 24) - 2
        let to = from + Int(draws.bits(trial, index * 4 + 1) % 10)
        let price = TokenPrice(usdPerMillionTokens: Double(index + 1))
        return ModelPrice(
          provider: "p", model: "m", standard: RateCard(base: TokenRates(input: price, output: price)),
          validFrom: from < 0 ? nil : CivilDay(number: first.number + from), validTo: to > 20 ? nil : CivilDay(number: first.number + to))
      }
      let below = row(0)
      let above = row(1)
      let book = PriceBook(rows: [below]).overlaid(by: PriceBook(rows: [above]))
      let schedule = try #require(book.schedule(model: "m", provider: "p"))
      for offset in -3..<30 {
        let day = CivilDay(number: first.number + offset)
        let expected = above.isInForce(on: day) ? above : below.isInForce(on: day) ? below : nil
        let (index, fit) = schedule.index(at: day.start)
        #expect((fit == .inForce) == (expected != nil))
        if let expected { #expect(schedule.rows[index].standard == expected.standard) }
      }
    }
  }

  @Test func discountsAndCurrencies() throws {
    let book = PriceBook.builtIn.multiplied(by: 0.85, provider: "OpenAI", reason: "contract 15 % off")
    let usage = TokenUsage(uncachedInput: 1_000, cacheRead: 500, output: 200)
    #expect(book.price(model: "gpt-4.1")?.cost(of: usage).nanodollars == 3_272_500)
    #expect(book.price(model: "gpt-4.1")?.cost(of: usage, batch: true).nanodollars == 1_636_250)
    #expect(book.price(model: "claude-opus-5") == PriceBook.builtIn.price(model: "claude-opus-5"))
    #expect(book.price(model: "gpt-4.1")?.note == "contract 15 % off")
  }
}
