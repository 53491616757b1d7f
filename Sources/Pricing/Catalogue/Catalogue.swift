/// The facts of the built-in price book. Prices are US dollars per million tokens; the columns are those of ``PriceBook/init(csv:name:)``.
enum Catalogue {
  /// All tables of model prices.
  static let models = [openAI, anthropic, google, hosts, asia, others, holySheep]

  /// When the tables were last checked.
  static let asOf = "2026-11-21"

  /// The sources that the rows name in short: citation, and when the figures were seen there.
  static let sources: [String: (citation: String, seen: String)] = [
    "litellm": ("LiteLLM model_prices_and_context_window.json (Prajwalsrinvas/token-tariff@77b8722)", "2026-08-01"),
    "genai": ("pydantic/genai-prices@47df840a", "2026-08-21"),
    "genai-deepseek": ("pydantic/genai-prices prices/providers/deepseek.yml@08548d4", "2025-07-12"),
    "genai+models.dev": ("pydantic/genai-prices@47df840a; anomalyco/models.dev@f3fc692", "2026-08-21"),
    "portkey": ("Portkey-AI/models@f654307", "2026-08-21"),
    "portkey+models.dev": ("Portkey-AI/models@f654307; anomalyco/models.dev@f3fc692", "2026-08-21"),
    "three": ("pydantic/genai-prices@47df840a; Portkey-AI/models@f654307; anomalyco/models.dev@f3fc692", "2026-08-21"),
    "llm-prices+genai": ("simonw/llm-prices price_history; pydantic/genai-prices@47df840a", "2026-08-21"),
    "litellm-42523": ("github.com/BerriAI/litellm/discussions/42523", "2026-09-22"),
    "litellm-46238": ("github.com/BerriAI/litellm/discussions/46238", "2026-10-20"),
    "claude-models": ("platform.claude.com models page", "2026-10"),
    "claude-pricing": ("platform.claude.com/docs/en/about-claude/pricing", "2026-10"),
    "synaps+claudit": ("docs.rs/synaps 0.10.2; kurofune/claudit v1.9.2, of platform.claude.com pricing", "2026-10-24"),
    "gpt-6-notes": ("docs.litellm.ai/blog/gpt_6_sol_luna; TheKrush/PromptFuel v1.0.21; merefield/codexometer v0.18.4", "2026-09-24"),
    "gpt-6.1-notes": ("docs.apiyi.com news on gpt-6-1-sol; docs.laozhang.ai announcement 2026-10", "2026-10-13"),
    "gpt-6.2-notes": ("docs.laozhang.ai announcement 2026-11", "2026-11-18"),
    "articles": ("MODEL_PRICING in the articles' code", ""),
  ]

  /// The rows of all tables, with their sources written out.
  static func rows() throws(PriceBookError) -> [ModelPrice] {
    var rows: [ModelPrice] = []
    for table in models {
      for var row in try PriceBook(csv: table, name: "built-in prices").rows {
        if let (citation, seen) = sources[row.source] {
          row.source = citation
          row.sourceDate = seen
        }
        rows.append(row)
      }
    }
    return rows
  }

  /// Other names under which providers serve these models. Dated names and other spellings need no entry.
  static let aliases: [ModelAlias] =
    [
      ("openai", "gpt-3.5-turbo-0125", "gpt-3.5-turbo"),
      ("openai", "gpt-4-0613", "gpt-4"),
      ("anthropic", "claude-sonnet-4-0", "claude-sonnet-4-20250514"),
      ("anthropic", "claude-sonnet-4", "claude-sonnet-4-20250514"),
      ("anthropic", "claude-3-7-sonnet", "claude-3-7-sonnet-20250219"),
      ("anthropic", "claude-3-7-sonnet-latest", "claude-3-7-sonnet-20250219"),
      ("anthropic", "claude-3-5-sonnet", "claude-3-5-sonnet-20241022"),
      ("anthropic", "claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022"),
      ("anthropic", "claude-3-5-haiku", "claude-3-5-haiku-20241022"),
      ("anthropic", "claude-3-5-haiku-latest", "claude-3-5-haiku-20241022"),
      ("anthropic", "claude-3-haiku", "claude-3-haiku-20240307"),
      ("google", "gemini-2.0-flash-001", "gemini-2.0-flash"),
      ("google", "gemini-2.0-flash-lite-001", "gemini-2.0-flash-lite"),
    ].map { ModelAlias(provider: $0.0, name: $0.1, model: $0.2) }
}

extension PriceBook {
  /// The built-in prices as of ``asOf``: 17 providers and, as a labelled provider of its own, what the articles on `holysheep` assert.
  public static let builtIn: PriceBook = {
    // The tables are literals that the tests read; a table that could not be read would leave its models unpriced, never free.
    let rows = (try? Catalogue.rows()) ?? []
    return PriceBook(rows: rows, aliases: Catalogue.aliases, asOf: Catalogue.asOf)
  }()
}

extension InfrastructurePrices {
  /// The built-in prices of caches, stores and what runs them.
  public static let builtIn: InfrastructurePrices = {
    let rows = (try? InfrastructurePrices(csv: Catalogue.infrastructure, name: "built-in infrastructure prices").rows) ?? []
    return InfrastructurePrices(rows: rows)
  }()
}
