extension Catalogue {
  /// List prices of OpenAI.
  static let openAI = """
    provider,model,mode,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,cache_write_5m_usd_mtok,batch_input_usd_mtok,\
    batch_output_usd_mtok,tier_threshold_input_tokens,tier_input,tier_output,tier_cache_read,tier_cache_write,min_cacheable_prefix_tokens,\
    price_valid_from,price_valid_to,source,note
    openai,gpt-5.6-sol,chat,5,30,0.5,6.25,2.5,15,272000,10,45,1,12.5,1024,,2026-09-21,litellm,\
    "the day of the cut is not known, only that it was made by 2026-09-22"
    openai,gpt-5.6-sol,chat,4,20,0.4,5,2,10,272000,8,30,0.8,10,1024,2026-09-22,,litellm-42523,\
    "input/output seen; cache, batch and tier by family rule"
    openai,gpt-5.6-terra,chat,2.5,15,0.25,3.125,1.25,7.5,272000,5,22.5,0.5,6.25,1024,,2026-07-29,llm-prices+genai,\
    "input/output seen; cache, batch and tier by family rule"
    openai,gpt-5.6-terra,chat,2,12,0.2,2.5,1,6,272000,4,18,0.4,5,1024,2026-07-30,,litellm,
    openai,gpt-5.6-luna,chat,1,6,0.1,1.25,0.5,3,272000,2,9,0.2,2.5,1024,,2026-07-29,llm-prices+genai,\
    "input/output seen, cache; batch and tier by family rule"
    openai,gpt-5.6-luna,chat,0.2,1.2,0.02,0.25,0.1,0.6,272000,0.4,1.8,0.04,0.5,1024,2026-07-30,,litellm,
    openai,gpt-5.5,chat,5,30,0.5,,2.5,15,272000,10,45,1,,1024,,,litellm,
    openai,gpt-5.5-pro,chat,30,180,3,,15,90,272000,60,270,6,,1024,,,litellm,
    openai,gpt-5.4,chat,2.5,15,0.25,,1.25,7.5,272000,5,22.5,0.5,,1024,,,litellm,
    openai,gpt-5.4-mini,chat,0.75,4.5,0.075,,0.375,2.25,,,,,,1024,,,litellm,
    openai,gpt-5.4-nano,chat,0.2,1.25,0.02,,0.1,0.625,,,,,,1024,,,litellm,
    openai,gpt-5.3-codex,chat,1.75,14,0.175,,,,,,,,,1024,,,litellm,
    openai,gpt-5.2,chat,1.75,14,0.175,,0.875,7,,,,,,1024,,,litellm,
    openai,gpt-5.1,chat,1.25,10,0.125,,0.625,5,,,,,,1024,,,litellm,
    openai,gpt-5,chat,1.25,10,0.125,,0.625,5,,,,,,1024,,,litellm,
    openai,gpt-5-mini,chat,0.25,2,0.025,,0.125,1,,,,,,1024,,,litellm,
    openai,gpt-5-nano,chat,0.05,0.4,0.005,,0.025,0.2,,,,,,1024,,,litellm,
    openai,gpt-4.1,chat,2,8,0.5,,1,4,,,,,,1024,,,litellm,
    openai,gpt-4.1-mini,chat,0.4,1.6,0.1,,0.2,0.8,,,,,,1024,,,litellm,
    openai,gpt-4.1-nano,chat,0.1,0.4,0.025,,0.05,0.2,,,,,,1024,,,litellm,
    openai,gpt-4o,chat,2.5,10,1.25,,1.25,5,,,,,,1024,,,litellm,
    openai,gpt-4o-2024-05-13,chat,5,15,,,2.5,7.5,,,,,,1024,,,litellm,first snapshot; not caching-capable
    openai,gpt-4o-mini,chat,0.15,0.6,0.075,,0.075,0.3,,,,,,1024,,,litellm,
    openai,o1,chat,15,60,7.5,,7.5,30,,,,,,1024,,,litellm,
    openai,o3,chat,2,8,0.5,,1,4,,,,,,1024,,,litellm,
    openai,o3-pro,chat,20,80,,,10,40,,,,,,1024,,,litellm,
    openai,o3-mini,chat,1.1,4.4,0.55,,0.55,2.2,,,,,,1024,,,litellm,
    openai,o4-mini,chat,1.1,4.4,0.275,,0.55,2.2,,,,,,1024,,,litellm,
    openai,gpt-4-turbo,chat,10,30,,,5,15,,,,,,,,,litellm,"batch 50% by rule, not listed"
    openai,gpt-4,chat,30,60,,,15,30,,,,,,,,,litellm,"batch 50% by rule, not listed"
    openai,gpt-3.5-turbo,chat,0.5,1.5,,,0.25,0.75,,,,,,,,,litellm,"batch 50% by rule, not listed"
    openai,text-embedding-3-small,embedding,0.02,0,,,0.01,0,,,,,,,,,litellm,
    openai,text-embedding-3-large,embedding,0.13,0,,,0.065,0,,,,,,,,,litellm,
    openai,text-embedding-ada-002,embedding,0.1,0,,,0.05,,,,,,,,,,litellm,
    openai,gpt-6-astra,chat,10,50,1,12.5,5,25,272000,20,75,2,25,1024,2026-09-03,,gpt-6-notes,\
    "tier: 2x input/cache, 1.5x output (rule from GPT-6 family notes); cache write 1.25x by rule; batch 50% by rule"
    openai,gpt-6-sol,chat,2,10,0.2,2.5,1,5,272000,4,15,0.4,5,1024,2026-09-22,,gpt-6-notes,\
    "tier 2x input/cache, 1.5x output >272K; batch 50% by rule"
    openai,gpt-6-luna,chat,0.1,0.5,0.01,0.125,0.05,0.25,272000,0.2,0.75,0.02,0.25,1024,2026-09-22,,gpt-6-notes,idem
    openai,gpt-6.1-sol,chat,2,10,0.1,2.5,1,5,272000,4,15,0.2,5,1024,2026-09-29,,gpt-6.1-notes,\
    cache read 0.05x input; whole request billed at long-context rate >272K
    openai,gpt-6.2-sol,chat,2,10,0.1,2.5,1,5,272000,4,15,0.2,5,1024,2026-11-17,,gpt-6.2-notes,\
    "input/output seen; cache/batch/tier by family rule, not verified"
    openai,gpt-6.2-astra,chat,8,40,,,4,20,272000,16,60,,,1024,2026-11-17,,gpt-6.2-notes,input/output seen; cache not verified
    """
}
