extension Catalogue {
  /// List prices of Anthropic.
  static let anthropic = """
    provider,model,mode,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,cache_write_5m_usd_mtok,cache_write_1h_usd_mtok,\
    batch_input_usd_mtok,batch_output_usd_mtok,tier_threshold_input_tokens,tier_input,tier_output,tier_cache_read,tier_cache_write,\
    min_cacheable_prefix_tokens,price_valid_from,price_valid_to,deprecation_date,source,sources_disagreeing,note
    anthropic,claude-fable-5,chat,10,50,1,12.5,20,5,25,,,,,,512,,,,litellm,,
    anthropic,claude-opus-5,chat,5,25,0.5,6.25,10,2.5,12.5,,,,,,512,,,,litellm,,
    anthropic,claude-opus-4-8,chat,5,25,0.5,6.25,10,2.5,12.5,,,,,,1024,,,,litellm,,
    anthropic,claude-opus-4-7,chat,5,25,0.5,6.25,10,2.5,12.5,,,,,,2048,,,,litellm,,
    anthropic,claude-opus-4-6,chat,5,25,0.5,6.25,10,2.5,12.5,,,,,,4096,,,,litellm,,
    anthropic,claude-opus-4-5,chat,5,25,0.5,6.25,10,2.5,12.5,,,,,,4096,,,,litellm,,
    anthropic,claude-opus-4-1,chat,15,75,1.5,18.75,30,7.5,37.5,,,,,,1024,,,,litellm,,
    anthropic,claude-sonnet-5,chat,2,10,0.2,2.5,4,1,5,,,,,,1024,,,,claude-models,genai-prices 3/15,\
    announced rise to 3/15 on 2026-09-01 was cancelled; 2/10 still listed in 2026-10
    anthropic,claude-sonnet-4-6,chat,3,15,0.3,3.75,6,1.5,7.5,,,,,,1024,,,,litellm,,
    anthropic,claude-sonnet-4-5,chat,3,15,0.3,3.75,6,1.5,7.5,200000,6,22.5,0.6,7.5,1024,,,,litellm,,
    anthropic,claude-sonnet-4-20250514,chat,3,15,0.3,3.75,6,1.5,7.5,200000,6,22.5,0.6,7.5,1024,,,2026-05-14,litellm,,
    anthropic,claude-3-7-sonnet-20250219,chat,3,15,0.3,3.75,6,1.5,7.5,,,,,,,,,2026-02-19,litellm,,
    anthropic,claude-haiku-4-5,chat,1,5,0.1,1.25,2,0.5,2.5,,,,,,4096,,,,litellm,,
    anthropic,claude-3-haiku-20240307,chat,0.25,1.25,0.03,0.3,0.5,0.125,0.625,,,,,,,,,,litellm,,\
    1-hour write by rule (2x input); LiteLLM has 6
    anthropic,claude-3-5-haiku-20241022,chat,0.8,4,0.08,1,1.6,0.4,2,,,,,,,,,,genai,,
    anthropic,claude-3-5-sonnet-20241022,chat,3,15,0.3,3.75,6,1.5,7.5,,,,,,,,,,genai,,
    anthropic,claude-fable-5-1,chat,10,50,0.25,12.5,20,5,25,,,,,,512,,,,claude-pricing,,cache read 0.025x input
    anthropic,claude-opus-5-5,chat,4,20,0.2,5,8,2,10,,,,,,512,2026-09-22,,,synaps+claudit,,\
    cache read 0.05x; min cacheable not verified (family 5: 512)
    anthropic,claude-sonnet-5-5,chat,2,10,0.2,2.5,4,1,5,,,,,,1024,,2026-10-06,,synaps+claudit,,\
    launched 2026-09; cache read cut on 2026-10-07
    anthropic,claude-sonnet-5-5,chat,2,10,0.1,2.5,4,1,5,,,,,,1024,2026-10-07,,,synaps+claudit,,min cacheable not verified
    anthropic,claude-haiku-5-5,chat,0.1,0.5,0.01,0.125,0.2,0.05,0.25,100000,0.5,2.5,0.05,0.625,,2026-10-07,,,synaps+claudit,,\
    prompt-length tier counts input+cache reads+cache writes; every token incl. output at tier rate; min cacheable not verified
    """
}
