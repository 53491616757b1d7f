import Pricing
import Testing
import Units

/// Contract prices, discounts, currencies and names laid over list prices.
@Suite struct OverlayFileTests {
  private let list: PriceBook

  init() throws {
    list = try PriceBook(
      csv: """
        provider,model,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,batch_input_usd_mtok,batch_output_usd_mtok
        openai,gpt-4.1,2,8,0.5,1,4
        openai,gpt-4.1-mini,0.4,1.6,0.1,,
        anthropic,claude-x,3,15,0.3,,
        """, name: "list")
  }

  private func rates(_ book: PriceBook, _ model: String, _ day: String) throws -> [Double?] {
    let start = try #require(CivilDay(day)).start
    let base = try #require(book.price(model: model, at: start)).standard.base
    return [base.input.usdPerMillionTokens, base.output.usdPerMillionTokens, base.cacheRead?.usdPerMillionTokens]
  }

  @Test func contractPricesDiscountsAndCurrencies() throws {
    let overlay = try PriceOverlay(
      csv: """
        provider,model,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,discount,currency,usd_per_unit,price_valid_from,price_valid_to
        openai,*,,,,15%,,,2026-10-01,2026-10-31
        openai,gpt-4.1-mini,0.3,1.2,,,,,2026-10-10,
        anthropic,claude-x,2,10,0.2,,EUR,1.08,,
        """, name: "contract.csv")
    let book = list.overlaid(by: overlay)
    #expect(try rates(book, "gpt-4.1", "2026-09-30") == [2, 8, 0.5])
    #expect(try rates(book, "gpt-4.1", "2026-10-01") == [1.7, 6.8, 0.425])
    #expect(try rates(book, "gpt-4.1", "2026-10-31") == [1.7, 6.8, 0.425])
    #expect(try rates(book, "gpt-4.1", "2026-11-01") == [2, 8, 0.5])
    // Batch too; and a contract price is not discounted again.
    let october = try #require(book.price(model: "gpt-4.1", at: Timestamp(year: 2026, month: 10, day: 5)))
    #expect(october.batch?.base.input == TokenPrice(usdPerMillionTokens: 0.85))
    #expect(october.note == "15 % off")
    #expect(try rates(book, "gpt-4.1-mini", "2026-10-05") == [0.34, 1.36, 0.085])
    #expect(try rates(book, "gpt-4.1-mini", "2026-10-10") == [0.3, 1.2, nil])
    #expect(try rates(book, "claude-x", "2026-10-10") == [2.16, 10.8, 0.216])
    #expect(book.price(model: "claude-x")?.note == "in EUR at 1.08 US dollars")
    #expect(book.price(model: "claude-x")?.source == "contract.csv")
  }

  @Test func aNameThatMoves() throws {
    let overlay = try PriceOverlay(
      csv: """
        provider,model,alias_of,price_valid_from,price_valid_to
        openai,our-model,gpt-4.1,,2026-06-30
        openai,our-model,gpt-4.1-mini,2026-07-01,
        """, name: "names.csv")
    let book = list.overlaid(by: overlay)
    #expect(try rates(book, "our-model", "2026-06-30")[0] == 2)
    #expect(try rates(book, "our-model", "2026-07-01")[0] == 0.4)
  }

  @Test(arguments: [
    ("openai,gpt-4.1,2,8,,15%,,", "t.csv, row 2, column discount: the row has prices too"),
    ("openai,gpt-4.1,,,,150%,,", "t.csv, row 2, column discount: \"150%\" is not a share"),
    ("openai,gpt-4.1,2,8,,,EUR,", "t.csv, row 2, column usd_per_unit: prices are in EUR; say"),
    ("openai,,,,,5%,,", "t.csv, row 2, column model: the cell is empty"),
    ("openai,gpt-4.1,,8,,,,", "t.csv, row 2, column input_usd_mtok: the cell is empty"),
  ])
  func faults(row: String, sentence: String) {
    let error = #expect(throws: PriceBookError.self) {
      try PriceOverlay(
        csv: "provider,model,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,discount,currency,usd_per_unit\n\(row)\n", name: "t.csv")
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(String(describing: error))")
  }
}

@Suite struct ContractTests {
  @Test func invoices() throws {
    let read = try Invoice.read(
      csv: """
        provider,month,amount,currency,usd_per_unit
        OpenAI,2026-10,"$1,200.50",,
        openai,2026-10,-0.50,USD,
        Amazon Bedrock,2026-12,100,EUR,1.08
        """, name: "t.csv")
    #expect(
      read == [
        Invoice(provider: "openai", month: "2026-10", amount: Dollars(1_200)),
        Invoice(provider: "bedrock", month: "2026-12", amount: Dollars(108)),
      ])
    #expect(read[1].days.first.description == "2026-12-01" && read[1].days.end.description == "2027-01-01")
    for (row, column) in [
      ("openai,2026-13,1", "month"), ("openai,October,1", "month"), ("openai,2026-10,much", "amount"), (",2026-10,1", "provider"),
    ] {
      let error = #expect(throws: PriceBookError.self) { try Invoice.read(csv: "provider,month,amount\n\(row)\n", name: "t.csv") }
      #expect(error?.description.contains("column \(column):") == true)
    }
  }

  @Test func commitments() throws {
    let read = try Commitment.read(
      csv: "provider,model,kind,monthly_usd,units\nazure,gpt-4.1,provisioned,1000,4\nopenai,,minimum,500,\n", name: "t.csv")
    #expect(read.map(\.kind) == [.provisioned, .minimum])
    // A quarter less frees one unit of four; a little less frees none.
    let (unit, least) = (read[0], read[1])
    #expect(unit.cash(before: Dollars(800), after: Dollars(800)) == Dollars(1_000))
    #expect(unit.cash(before: Dollars(800), after: Dollars(601)) == Dollars(1_000))
    #expect(unit.cash(before: Dollars(800), after: Dollars(600)) == Dollars(750))
    #expect(unit.cash(before: Dollars(800), after: .zero) == .zero)
    #expect(unit.cash(before: .zero, after: .zero) == Dollars(1_000))
    #expect(least.cash(before: Dollars(800), after: Dollars(700)) == Dollars(700))
    #expect(least.cash(before: Dollars(800), after: Dollars(100)) == Dollars(500))
    let error = #expect(throws: PriceBookError.self) {
      try Commitment.read(csv: "provider,kind,monthly_usd\nopenai,lease,5\n", name: "t.csv")
    }
    #expect(error?.description.contains("use provisioned or minimum") == true)
  }

  @Test func promptCacheBothWays() throws {
    let card = try #require(PriceBook.builtIn.price(model: "claude-sonnet-4-5")).standard
    let usage = TokenUsage(uncachedInput: 1_000, cacheRead: 100_000, cacheWrite5m: 2_000, output: 500)
    func dollars(_ parts: [(Double, Double)]) -> Dollars { Dollars(parts.reduce(0) { $0 + $1.0 * $1.1 } / 1e6) }
    #expect(card.cost(of: usage) == dollars([(1_000, 3), (100_000, 0.3), (2_000, 3.75), (500, 15)]))
    #expect(card.costWithoutPromptCache(of: usage) == dollars([(103_000, 3), (500, 15)]))
    #expect(card.costWithColdPromptCache(of: usage) == dollars([(1_000, 3), (102_000, 3.75), (500, 15)]))
    // Where writes have no price of their own they cost what input does.
    let openAI = try #require(PriceBook.builtIn.price(model: "gpt-4.1")).standard
    #expect(openAI.costWithColdPromptCache(of: usage) == openAI.costWithoutPromptCache(of: usage))
  }
}
