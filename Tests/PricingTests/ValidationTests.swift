import Pricing
import Testing
import Units

/// Faults that public catalogues really had are found.
@Suite struct ValidationTests {
  private func warnings(_ rows: String) throws -> [PriceWarning.Kind] {
    try PriceBook(
      csv: "provider,model,mode,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,cache_write_1h_usd_mtok,batch_input_usd_mtok\n" + rows,
      name: "t"
    ).validate().map(\.kind)
  }

  @Test func suspiciousRows() throws {
    #expect(try warnings("google,gemini-1.5-flash,chat,0.075,0,,,") == [.outputBelowInput])
    #expect(try warnings("together,qwen3-235b,chat,0.2,6,,,") == [.outputFarAboveInput])
    #expect(try warnings("a,m,chat,2,8,2.5,,") == [.cacheReadAboveInput])
    #expect(try warnings("anthropic,claude-3-haiku-20240307,chat,0.25,1.25,,6,") == [.cacheWriteUnusual])
    #expect(try warnings("google,gemini-embedding-001,embedding,0.15,0,,,0.12") == [.batchNotHalf])
    #expect(try warnings("a,m,chat,0,0,,,") == [.free])
    #expect(try warnings("a,m,chat,1,2,,,\na,m,chat,1,2,,,") == [.overlap])
    #expect(try warnings("a,m,chat,2,8,0.5,4,1") == [])
  }

  @Test func successionOfRows() throws {
    func kinds(_ end: String, _ start: String) throws -> [PriceWarning.Kind] {
      try PriceBook(
        csv: """
          provider,model,input_usd_mtok,output_usd_mtok,price_valid_from,price_valid_to
          a,m,1,2,,\(end)
          a,m,2,3,\(start),
          """, name: "t"
      ).validate().map(\.kind)
    }
    #expect(try kinds("2026-01-31", "2026-02-01") == [])
    #expect(try kinds("2026-01-31", "2026-01-31") == [.overlap])
    #expect(try kinds("2026-01-31", "2026-02-02") == [.gap])
  }

  /// Figures that LiteLLM, Portkey and genai-prices had wrong or stale in August 2026.
  @Test(arguments: [
    ("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput", "0.2", "6.0", "", PriceWarning.Kind.factorBetweenSources),
    ("google", "gemini-1.5-flash", "0.075", "0", "0.01875", .factorBetweenSources),
    ("bedrock", "meta.llama3-1-70b-instruct-v1:0", "0.99", "0.99", "", .differsBetweenSources),
    ("mistral", "codestral-latest", "1", "3", "", .differsBetweenSources),
    ("mistral", "open-mistral-nemo", "0.3", "0.3", "", .differsBetweenSources),
    ("mistral", "mistral-small-latest", "0.06", "0.18", "0.015", .differsBetweenSources),
    ("mistral", "mistral-large-latest", "2", "6", "", .differsBetweenSources),
    ("deepseek", "deepseek-chat", "0.28", "0.42", "0.028", .factorBetweenSources),
    ("zai", "glm-4.7", "0.276", "1.103", "0.11", .differsBetweenSources),
    ("openai", "gpt-4.1-nano", "0.1", "0.4", "0.03", .differsBetweenSources),
    ("openai", "gpt-4o-2024-05-13", "2.5", "10", "", .differsBetweenSources),
  ])
  func knownErrors(provider: String, model: String, input: String, output: String, read: String, kind: PriceWarning.Kind) throws {
    let other = try PriceBook(
      csv: "provider,model,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok\n\(provider),\(model),\(input),\(output),\(read)\n",
      name: "other")
    let found = PriceBook.builtIn.compare(with: other)
    #expect(found.contains { $0.kind == kind && $0.model == model }, "\(found)")
    #expect(PriceBook.builtIn.compare(with: PriceBook.builtIn).isEmpty)
  }
}
