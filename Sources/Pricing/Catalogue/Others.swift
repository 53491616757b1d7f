extension Catalogue {
  /// List prices of xAI, Mistral, Cohere, Voyage and Perplexity.
  static let others = """
    provider,model,mode,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,tier_threshold_input_tokens,tier_input,tier_output,\
    tier_cache_read,deprecation_date,source,sources_disagreeing,note
    xai,grok-4.5,chat,2,6,0.5,200000,4,12,1,,litellm,,"cached: LiteLLM+genai-prices 0.50, Portkey 0.30"
    xai,grok-4.3,chat,1.25,2.5,0.2,200000,2.5,5,0.4,,litellm,,
    xai,grok-4.20-0309-reasoning,chat,2,6,0.2,,,,,,litellm,models.dev 1.25/2.5,models.dev 1.25/2.5; LiteLLM+Portkey 2/6
    xai,grok-4,chat,3,15,0.75,,,,,,litellm,,
    xai,grok-4-1-fast-reasoning,chat,0.2,0.5,0.05,128000,0.4,1,,2026-05-15,litellm,,
    xai,grok-4-fast-reasoning,chat,0.2,0.5,0.05,128000,0.4,1,,2026-05-15,litellm,,
    xai,grok-code-fast-1,chat,0.2,1.5,0.02,,,,,2026-05-15,litellm,,
    xai,grok-3,chat,3,15,0.75,,,,,2026-05-15,litellm,,
    xai,grok-3-mini,chat,0.3,0.5,0.075,,,,,2026-02-28,litellm,,
    mistral,mistral-large-2512,chat,0.5,1.5,0.05,,,,,,litellm,,
    mistral,mistral-large-latest,chat,0.5,1.5,,,,,,,litellm,genai-prices 2/6,genai-prices row 2/6 is Large 2 (2025)
    mistral,mistral-medium-2604,chat,1.5,7.5,,,,,,,litellm,genai-prices 0.4/2,
    mistral,mistral-medium-latest,chat,1.5,7.5,,,,,,,litellm,genai-prices 0.4/2; Portkey 0.4/2.0; models.dev 0.4/2.0,\
    -latest alias moved to medium 3.5 (2604); older catalogues 0.4/2.0
    mistral,mistral-small-latest,chat,0.15,0.6,0.015,,,,,,genai,LiteLLM 0.06/0.18; genai-prices 0.1/0.3; Portkey 0.1/0.3,\
    "mistral-small-2603 price (models.dev; genai-prices checked 2026-06-09); LiteLLM 0.06/0.18, Portkey 0.10/0.30: stale"
    mistral,ministral-8b-latest,chat,0.15,0.15,,,,,,,litellm,genai-prices 0.1/1; models.dev 0.1/0.1,\
    "sources disagree: LiteLLM/Portkey 0.15/0.15, models.dev 0.1/0.1"
    mistral,codestral-latest,chat,0.3,0.9,,,,,,,three,LiteLLM 1.0/3.0,LiteLLM 1/3 stale (2405)
    mistral,devstral-medium-latest,chat,0.4,2,,,,,,,litellm,,
    mistral,magistral-medium-latest,chat,2,5,,,,,,,litellm,,
    mistral,open-mistral-nemo,chat,0.15,0.15,,,,,,,three,LiteLLM 0.3/0.3,LiteLLM 0.3/0.3 stale
    mistral,mistral-embed,embedding,0.1,0,,,,,,,litellm,genai-prices 0.1/0.1,
    cohere,command-a-03-2025,chat,2.5,10,,,,,,,litellm,,
    cohere,command-r-plus-08-2024,chat,2.5,10,,,,,,,litellm,,
    cohere,command-r-08-2024,chat,0.15,0.6,,,,,,,litellm,,
    cohere,command-r7b-12-2024,chat,0.0375,0.15,,,,,,,litellm,,
    cohere,embed-v4.0,embedding,0.12,0,,,,,,,litellm,,
    cohere,embed-english-v3.0,embedding,0.1,0,,,,,,,litellm,,
    voyage,voyage-3.5,embedding,0.06,0,,,,,,,litellm,,
    voyage,voyage-3.5-lite,embedding,0.02,0,,,,,,,litellm,,
    voyage,voyage-3-large,embedding,0.18,0,,,,,,,litellm,,
    voyage,voyage-code-3,embedding,0.18,0,,,,,,,litellm,,
    perplexity,sonar,chat,1,1,,,,,,,litellm,,
    perplexity,sonar-pro,chat,3,15,,,,,,,litellm,,
    """
}
