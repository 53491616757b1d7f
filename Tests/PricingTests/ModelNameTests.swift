import Pricing
import Testing
import Units

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
      ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "strands-agents", "bedrock anthropic.claude-sonnet-4-5-20250929-v1:0"),
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
      ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", nil, "bedrock anthropic.claude-sonnet-4-5-20250929-v1:0"),
      ("bedrock/eu.anthropic.claude-haiku-4-5-20251001-v1:0", nil, "bedrock anthropic.claude-haiku-4-5-20251001-v1:0"),
      ("bedrock/us-east-1/anthropic.claude-opus-4-6-v1", nil, "anthropic claude-opus-4-6"),
      ("anthropic.claude-3-5-sonnet-20241022-v2:0", "aws", "anthropic claude-3-5-sonnet-20241022"),
      (
        "arn:aws:bedrock:us-east-1:1234:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0", nil,
        "bedrock anthropic.claude-sonnet-4-5-20250929-v1:0"
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
    #expect(
      try notes("us.anthropic.claude-sonnet-4-5-20250929-v1:0").contains(.regional("us")))
    #expect(try !notes("global.anthropic.claude-sonnet-4-5-20250929-v1:0").contains(.regional("global")))
    #expect(try notes("mistral-medium-latest") == [.moving("mistral-medium-latest")])
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
