import Testing
import Units

@testable import Pricing

/// Under which row a logged name is priced.
@Suite struct ModelNameTests {
  @Test(
    arguments: [
      ("gpt-4.1", nil, "openai gpt-4.1"),
      ("GPT-4.1 ", nil, "openai gpt-4.1"),
      ("gpt-4.1-2025-04-14", nil, "openai gpt-4.1"),
      ("gpt-4o-2024-05-13", nil, "openai gpt-4o-2024-05-13"),
      ("gpt-4o-2024-08-06", "OpenAI", "openai gpt-4o"),
      ("gpt-3.5-turbo-0125", nil, "openai gpt-3.5-turbo"),
      ("openai/gpt-4.1", nil, "openai gpt-4.1"),
      ("openrouter/openai/gpt-4.1-mini", nil, "openai gpt-4.1-mini"),
      ("openai/gpt-4.1", "openrouter", "openai gpt-4.1"),
      ("openai/gpt-4.1:floor", "openrouter", "openai gpt-4.1"),
      ("openrouter/anthropic/claude-sonnet-4.5:nitro", nil, "anthropic claude-sonnet-4-5"),
      ("deepseek/deepseek-chat-v3.1:free", "openrouter", "openrouter deepseek/deepseek-chat-v3.1:free"),
      ("openai/gpt-4.1", "vercel_ai_gateway", "openai gpt-4.1"),
      ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "strands-agents", "bedrock us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
      ("azure/gpt-4.1", nil, "openai gpt-4.1"),
      ("gpt-4.1", "azure_openai", "openai gpt-4.1"),
      ("openai/gpt-4.1", "azure", "openai gpt-4.1"),
      ("claude-sonnet-4.5", nil, "anthropic claude-sonnet-4-5"),
      ("claude-sonnet-4-5-20250929", nil, "anthropic claude-sonnet-4-5"),
      ("anthropic/claude-sonnet-4.5", nil, "anthropic claude-sonnet-4-5"),
      ("claude-sonnet-4-5@20250929", "vertex_ai", "anthropic claude-sonnet-4-5"),
      ("vertex_ai/claude-opus-4-6@default", nil, "anthropic claude-opus-4-6"),
      ("claude-3.5-sonnet", nil, "anthropic claude-3-5-sonnet-20241022"),
      ("claude-sonnet-4-0", nil, "anthropic claude-sonnet-4-20250514"),
      ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", nil, "bedrock us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
      ("bedrock/eu.anthropic.claude-haiku-4-5-20251001-v1:0", nil, "bedrock eu.anthropic.claude-haiku-4-5-20251001-v1:0"),
      ("bedrock/us-east-1/anthropic.claude-opus-4-6-v1", nil, "anthropic claude-opus-4-6"),
      ("anthropic.claude-3-5-sonnet-20241022-v2:0", "aws", "anthropic claude-3-5-sonnet-20241022"),
      (
        "arn:aws:bedrock:us-east-1:1234:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0", nil,
        "bedrock us.anthropic.claude-sonnet-4-5-20250929-v1:0"
      ),
      ("meta.llama3-1-8b-instruct-v1:0", nil, "bedrock meta.llama3-1-8b-instruct-v1:0"),
      ("models/gemini-2.5-flash", nil, "google gemini-2.5-flash"),
      ("gemini/gemini-2.0-flash-001", nil, "google gemini-2.0-flash"),
      ("publishers/google/models/gemini-2.5-pro", nil, "google gemini-2.5-pro"),
      ("projects/p-1/locations/us-central1/publishers/google/models/gemini-2.5-pro", nil, "google gemini-2.5-pro"),
      ("projects/p-1/locations/us-central1/publishers/google/models/gemini-2.5-pro", "vertex_ai", "google gemini-2.5-pro"),
      ("openai/gpt-oss-120b", "groq", "groq openai/gpt-oss-120b"),
      ("groq/openai/gpt-oss-120b", nil, "groq openai/gpt-oss-120b"),
      ("together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo", nil, "together meta-llama/Llama-3.3-70B-Instruct-Turbo"),
      ("x-ai/grok-4", nil, "xai grok-4"),
      ("gpt-4.1", "holysheep", "holysheep gpt-4.1"),
      ("HolySheep/claude-sonnet-4.5", nil, "holysheep claude-sonnet-4.5"),
    ] as [(String, String?, String)])
  func isPricedAs(model: String, provider: String?, expected: String) throws {
    let lookup = try #require(PriceBook.builtIn.lookup(model: model, provider: provider))
    #expect("\(lookup.provider) \(lookup.model)" == expected)
  }

  @Test(
    arguments: [
      ("", nil), ("/", nil), ("gpt", nil), ("gpt-4.1-turbo", nil), ("gpt-4.1-2025-13-45", nil), ("gpt-4.1-20250230", nil),
      ("ft:gpt-4o-mini-2024-07-18:acme::id", nil), ("openai/gpt-4.1:free", nil), ("gpt-4o-realtime-preview-2024-12-17", nil),
      ("gpt-oss-120b", nil), ("llama-3.3-70b-versatile", nil), ("gpt-4.1", "groq"), ("gpt-4.1", "my-own-server"),
      ("hosted_vllm/deepseek-v3", nil), ("claude-sonnet-4-5", "openai"), ("claude-opus-4-20250514", nil), ("projects/x", nil),
      ("arn:aws:", nil),
      ("anthropic.", "bedrock"), ("publishers/google", nil), ("....", "bedrock"),
      (String(repeating: "openai/", count: 100_000) + "gpt-4.1", nil),
    ] as [(String, String?)])
  func isUnpriced(model: String, provider: String?) {
    #expect(PriceBook.builtIn.price(model: model, provider: provider) == nil)
    #expect(PriceBook.builtIn.schedule(model: model, provider: provider) == nil)
  }

  @Test func notesSayWhatWasAssumed() throws {
    func notes(_ model: String, _ provider: String? = nil) throws -> [PriceNote] {
      try #require(PriceBook.builtIn.lookup(model: model, provider: provider)).notes
    }
    #expect(try notes("gpt-4.1").isEmpty)
    #expect(try notes("openai/GPT-4.1").isEmpty)
    #expect(try notes("gpt-4.1-2025-04-14") == [.alias(logged: "gpt-4.1-2025-04-14", priced: "openai gpt-4.1")])
    #expect(try notes("gpt-4.1", "azure") == [.resold(by: "azure", at: "openai")])
    let ours = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
    #expect(
      try notes(ours) == [
        .alias(logged: ours, priced: "bedrock anthropic.claude-sonnet-4-5-20250929-v1:0"), .surcharged("us", percent: 10),
      ])
    #expect(try notes("global.anthropic.claude-sonnet-4-5-20250929-v1:0").count == 1)
    #expect(try notes("eu.amazon.nova-lite-v1:0").contains(.regional("eu")))
    #expect(try notes("eu.anthropic.claude-3-5-sonnet-20241022-v2:0").count == 2)
    #expect(try notes("mistral-medium-latest") == [.moving("mistral-medium-latest")])
  }

  @Test(
    "Bedrock's regions charge more than its global profiles for a Claude from 4.5 on",
    arguments: [
      ("anthropic.claude-sonnet-4-5-20250929-v1:0", "3 15 0.3 3.75 6"),
      ("global.anthropic.claude-sonnet-4-5-20250929-v1:0", "3 15 0.3 3.75 6"),
      ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "3.3 16.5 0.33 4.125 6.6"),
      ("us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", "3.6 18 0.36 4.5 7.2"),
      ("jp.anthropic.claude-haiku-4-5-20251001-v1:0", "1.1 5.5 0.11 1.375 2.2"),
      ("eu.anthropic.claude-opus-4-6-v1", "5.5 27.5 0.55 6.875 11"), ("eu.anthropic.claude-3-5-sonnet-20241022-v2:0", "3 15 0.3 3.75 6"),
    ])
  func regions(model: String, usd: String) throws {
    let rates = try #require(PriceBook.builtIn.price(model: model, provider: "bedrock")).standard.base
    let all = [rates.input, rates.output, rates.cacheRead, rates.cacheWrite5m, rates.cacheWrite1h]
    #expect(all.map { $0.map { plain($0.usdPerMillionTokens, decimals: 9) } ?? "-" }.joined(separator: " ") == usd)
  }

  @Test("which Claude costs more by region is told by its version")
  func dearer() {
    let dearer = ["claude-sonnet-4-5-20250929", "claude-opus-4-5-20251101", "claude-opus-4-6", "claude-sonnet-5", "claude-haiku-5-5"]
    let equal = [
      "claude-3-5-sonnet-20241022", "claude-3-haiku-20240307", "claude-sonnet-4-20250514", "claude-opus-4-1-20250805", "claude-instant",
      "claude-v2", "claude", "nova-pro", "claude-mythos-preview",
    ]
    #expect(dearer.allSatisfy(RegionalSurcharge.isDearer) && !equal.contains(where: RegionalSurcharge.isDearer))
  }

  @Test("a known price of a region holds for it alone, and a price that a book states for a region is not raised")
  func regionsOfOtherBooks() throws {
    let (ours, theirs) = ("eu.anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic.claude-haiku-4-5-20251001-v1:0")
    func input(_ book: PriceBook, _ model: String) -> Double? {
      book.price(model: model, provider: "bedrock")?.standard.base.input.usdPerMillionTokens
    }
    let same = KnownPrice(provider: "bedrock", model: ours, input: 1.1, cacheRead: 0.11, output: 5.5)
    #expect(PriceBook.builtIn.frozen(at: [same]).changed.isEmpty)
    let old = KnownPrice(provider: "bedrock", model: ours, input: 2.2, cacheRead: 0.22, output: 11)
    let (book, changed) = PriceBook.builtIn.frozen(at: [old])
    #expect(changed == [old] && input(book, ours) == 2.2 && input(book, theirs) == 1)
    #expect(book.price(model: ours, provider: "bedrock")?.standard.base.cacheWrite5m?.usdPerMillionTokens == 2.75)
    let stated = try PriceBook(
      csv: "provider,model,input_usd_mtok,output_usd_mtok\nbedrock,\(ours),7,8\nbedrock,\(theirs),1,2\n", name: "t")
    #expect(input(stated, ours) == 7 && input(stated, "us." + theirs) == 1.1)
  }

  @Test func noPriceOfTheLabelledProviderWithoutAskingForIt() {
    for row in PriceBook.builtIn.rows where row.provider == "holysheep" {
      #expect(PriceBook.builtIn.price(model: row.model)?.provider != "holysheep")
    }
  }

  @Test func everyRowIsFoundUnderItsOwnName() throws {
    for row in PriceBook.builtIn.rows {
      let found = try #require(PriceBook.builtIn.lookup(model: row.model, provider: row.provider))
      #expect(found.schedule.rows.contains(row))
      #expect(found.notes.allSatisfy { $0 == .moving(row.model) })
    }
  }

  @Test func anAliasThatMovesGivesEachModelItsTime() throws {
    let table = """
      provider,model,input_usd_mtok,output_usd_mtok
      acme,one,1,2
      acme,two,3,4
      """
    let move = CivilDay(year: 2026, month: 3, day: 1)
    let book = try PriceBook(csv: table, name: "t").aliased([
      ModelAlias(provider: "acme", name: "latest", model: "one", validTo: CivilDay(year: 2026, month: 2, day: 28)),
      ModelAlias(provider: "acme", name: "latest", model: "two", validFrom: move),
    ])
    let schedule = try #require(book.schedule(model: "latest", provider: "acme"))
    #expect(schedule.row(at: Timestamp(microseconds: move.start.microseconds - 1)).model == "one")
    #expect(schedule.row(at: move.start).model == "two")
  }
}
