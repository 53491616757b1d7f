import Testing
import Units

@testable import Pricing

/// Reading LiteLLM's price map.
@Suite struct LiteLLMTests {
  private let map = """
    {
      "sample_spec": {"input_cost_per_token": 0.0, "max_tokens": "set to max output tokens", "mode": "one of: chat, embedding"},
      "gpt-test": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "cache_read_input_token_cost": 5e-07,
        "input_cost_per_token_batches": 1e-06, "output_cost_per_token_batches": 4e-06, "input_cost_per_token_priority": 3.5e-06,
        "cache_read_input_token_cost_priority": 8.75e-07, "output_cost_per_token_priority": 1.4e-05, "litellm_provider": "openai",
        "mode": "chat", "max_input_tokens": 1047576.0, "prompt_cache_min_tokens": 1024, "supported_regions": ["eu", "us"],
        "source": "https:\\/\\/example.org\\u002fprices", "deprecation_date": "2026-12-01",
        "search_context_cost_per_query": {"search_context_size_high": 0.05}},
      "claude-test-20260101": {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 3e-07,
        "cache_creation_input_token_cost": 3.75e-06, "cache_creation_input_token_cost_above_1hr": 6e-06,
        "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05,
        "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05, "litellm_provider": "anthropic", "mode": "chat"},
      "dashscope/qwen-test": {"litellm_provider": "dashscope", "mode": "chat", "tiered_pricing": [
        {"input_cost_per_token": 1.2e-06, "output_cost_per_token": 6e-06, "range": [0, 32000.0]},
        {"input_cost_per_token": 2.4e-06, "output_cost_per_token": 1.2e-05, "range": [32000.0, 128000.0]}]},
      "deepseek/deepseek-test": {"input_cost_per_token": 2.8e-07, "input_cost_per_token_cache_hit": 2.8e-08,
        "output_cost_per_token": 4.2e-07, "litellm_provider": "deepseek", "mode": "chat"},
      "vertex_ai/claude-test": {"input_cost_per_token": 4e-06, "output_cost_per_token": 2e-05,
        "litellm_provider": "vertex_ai-anthropic_models"},
      "gemini/gemini-test": {"input_cost_per_token": 3e-07, "output_cost_per_token": 2.5e-06, "output_cost_per_reasoning_token": 3.5e-06,
        "litellm_provider": "gemini", "mode": "chat"},
      "embed-test": {"input_cost_per_token": 2e-08, "litellm_provider": "openai", "mode": "embedding"},
      "picture-test": {"output_cost_per_image": 0.04, "litellm_provider": "openai", "mode": "image_generation"},
      "half-test": {"input_cost_per_token": 2e-08, "output_cost_per_token": null, "litellm_provider": "openai", "mode": "chat"},
      "openai/gpt-test": {"input_cost_per_token": 9e-06, "output_cost_per_token": 9e-06, "litellm_provider": "openai"}
    }
    """

  private func book() throws -> PriceBook { try PriceBook(liteLLM: map, name: "map.json", asOf: "2026-11-21") }

  @Test func rowsAndWhatIsNoRow() throws {
    let book = try book()
    #expect(book.rows.count == 7)
    #expect(book.unread == ["picture-test", "half-test"])
    #expect(book.asOf == "2026-11-21")
  }

  @Test func pricesFactsAndServices() throws {
    let row = try #require(try book().price(model: "openai/gpt-test"))
    #expect(row.standard.base.input.usdPerMillionTokens == 2)
    #expect(row.batch?.base.cacheRead?.usdPerMillionTokens == 0.25)
    #expect(row.priority?.base.cacheRead?.usdPerMillionTokens == 0.875)
    #expect(row.flex == nil)
    #expect(row.contextTokens == 1_047_576)
    #expect(row.minimumCacheablePrefix == 1_024)
    #expect(row.deprecation?.description == "2026-12-01")
    #expect(row.source == "map.json: https://example.org/prices")
  }

  @Test func tiersBandsAndSynonyms() throws {
    let book = try book()
    let claude = try #require(book.price(model: "claude-test-20260101"))
    #expect(claude.standard.tiers.map(\.threshold) == [200_000])
    #expect(claude.standard.tiers.first?.rates.cacheRead?.usdPerMillionTokens == 0.6)
    #expect(claude.standard.tiers.first?.rates.cacheWrite1h?.usdPerMillionTokens == 12)
    #expect(claude.standard.tiers.first?.rates.cacheWrite5m?.usdPerMillionTokens == 7.5)
    let qwen = try #require(book.price(model: "qwen-test", provider: "dashscope"))
    #expect(qwen.cost(of: TokenUsage(uncachedInput: 32_001, output: 1_000)).nanodollars == 88_802_400)
    #expect(book.price(model: "deepseek-test")?.standard.base.cacheRead?.usdPerMillionTokens == 0.028)
    #expect(book.price(model: "gemini-test")?.cost(of: TokenUsage(output: 10, reasoning: 10)).nanodollars == 35_000)
    #expect(book.price(model: "embed-test")?.cost(of: TokenUsage(uncachedInput: 50)).nanodollars == 1_000)
    #expect(book.price(model: "claude-test", provider: "vertex_ai")?.standard.base.input.usdPerMillionTokens == 4)
    #expect(book.price(model: "half-test") == nil)
  }

  @Test(arguments: [
    "", "[]", "1", "{", "{\"a\":1}", "{\"a\":{}} x", "{\"a\":{\"b\":01}}", "{\"a\":{\"b\":1.}}", "{\"a\":{\"b\":.5}}",
    "{\"a\":{\"b\":tru}}",
    "{\"a\":{\"b\":\"\\x\"}}", "{\"a\":{\"b\":\"", "{\"a\":{},}", "{\"a\" {}}", "{\"a\":{\"b\":\"\\u12\"}}", "{\"a\":{\"b\":+1}}",
    "{\"a\":\"\u{1}\"}", "{\"a\":{\"b\":-}}", String(repeating: "[", count: 1_000_000),
    String(repeating: "{\"a\":", count: 1_000_000),
  ])
  func whatIsNoMap(json: String) {
    #expect(throws: PriceBookError.self) { try PriceBook(liteLLM: json, name: "t") }
  }

  @Test func stringsAndEscapes() throws {
    guard case .array(let items) = try JSONTree(#"["a\"\\\/\b\f\n\r\t","\u00e9\ud83d\ude00é","\ud800x",-1.5e+3]"#, name: "t") else {
      Issue.record("not an array")
      return
    }
    #expect(items.compactMap(\.string) == ["a\"\\/\u{8}\u{C}\n\r\t", "é😀é", "\u{FFFD}x"])
    #expect(items.last?.number == nil)
  }

  @Test func errorsNameTheLine() {
    let error = #expect(throws: PriceBookError.self) { try PriceBook(liteLLM: "{\n\"a\": {\n\"b\" 1}}", name: "map.json") }
    #expect(error?.description == "map.json, row 3: a colon is expected after the member name.")
  }
}
