extension Catalogue {
  /// List prices of Google.
  static let google = """
    provider,model,mode,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,batch_input_usd_mtok,batch_output_usd_mtok,\
    tier_threshold_input_tokens,tier_input,tier_output,tier_cache_read,min_cacheable_prefix_tokens,price_valid_from,price_valid_to,\
    deprecation_date,source,sources_disagreeing,note
    google,gemini-3.7-flash,chat,1.5,7.5,0.15,0.75,3.75,,,,,4096,,,,genai,,batch 50% by rule
    google,gemini-3.6-flash,chat,1.5,7.5,0.15,0.75,3.75,,,,,4096,,,,litellm,,
    google,gemini-3.5-flash,chat,1.5,9,0.15,0.75,4.5,,,,,4096,,,,litellm,,batch 50% by rule
    google,gemini-3.5-flash-lite,chat,0.3,2.5,0.03,0.15,1.25,,,,,4096,,,,litellm,,
    google,gemini-3.1-pro-preview,chat,2,12,0.2,1,6,200000,4,18,0.4,4096,,,,litellm,,
    google,gemini-3.1-flash-lite,chat,0.25,1.5,0.025,0.125,0.75,,,,,4096,,,,litellm,,
    google,gemini-3-pro-preview,chat,2,12,0.2,1,6,200000,4,18,0.4,4096,,,2026-03-09,litellm,,
    google,gemini-3-flash-preview,chat,0.5,3,0.05,0.25,1.5,,,,,4096,,,,litellm,,batch 50% by rule
    google,gemini-2.5-pro,chat,1.25,10,0.125,0.625,5,200000,2.5,15,0.25,2048,,,,litellm,,batch 50% by rule
    google,gemini-2.5-flash,chat,0.3,2.5,0.03,0.15,1.25,,,,,2048,,,,litellm,,batch 50% by rule
    google,gemini-2.5-flash-lite,chat,0.1,0.4,0.01,0.05,0.2,,,,,2048,,,,litellm,,
    google,gemini-2.0-flash,chat,0.1,0.4,0.025,0.05,0.2,,,,,,,,2026-06-01,litellm,,batch 50% by rule
    google,gemini-2.0-flash-lite,chat,0.075,0.3,0.01875,0.0375,0.15,,,,,,,,2026-06-01,litellm,,
    google,gemini-1.5-flash,chat,0.075,0.3,0.01875,0.0375,0.15,128000,0.15,,,,,,2025-09-29,genai,LiteLLM 0.075/0.0,\
    retired; LiteLLM has output 0; output of the tier by rule; batch 50% by rule
    google,gemini-embedding-001,embedding,0.15,0,,0.12,,,,,,,,,,litellm,,
    google,gemini-embedding-2,embedding,0.2,0,,,,,,,,,,,,litellm,,
    google,gemini-4-argon,chat,2,10,0.1,1,5,,,,,4096,2026-09-30,2026-11-30,,litellm-46238,,launch price; doubles 2026-12-01
    google,gemini-4-argon,chat,4,20,0.2,2,10,,,,,4096,2026-12-01,,,litellm-46238,,scheduled price
    """
}
