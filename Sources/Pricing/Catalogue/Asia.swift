extension Catalogue {
  /// List prices of DeepSeek, Alibaba, Moonshot, Z.ai and MiniMax.
  static let asia = """
    provider,model,mode,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,cache_write_5m_usd_mtok,tier_threshold_input_tokens,tier_input,\
    tier_output,tier_cache_read,price_valid_from,price_valid_to,utc_from,utc_to,deprecation_date,source,sources_disagreeing,note
    deepseek,deepseek-chat,chat,0.27,1.1,0.07,,,,,,,2025-07-12,,,,genai-deepseek,,\
    "V3; the day of the change to V3.2 is not known, V3 was last seen on 2025-07-12"
    deepseek,deepseek-chat,chat,0.135,0.55,0.035,,,,,,2025-02-26,2025-07-12,16:30,00:30,,genai-deepseek,,\
    "V3 off peak, announced on 2025-02-26"
    deepseek,deepseek-chat,chat,0.28,0.42,0.028,,,,,,2025-07-13,2026-07-23,,,,litellm,,V3.2
    deepseek,deepseek-chat,chat,0.14,0.28,0.0028,,,,,,2026-07-24,,,,,portkey,LiteLLM 0.28/0.42; genai-prices 0.27/1.1,\
    "bills as V4-flash; the name moved by 2026-07-24 15:59 UTC"
    deepseek,deepseek-reasoner,chat,0.55,2.19,0.14,,,,,,,2025-07-12,,,,genai-deepseek,,"R1; see deepseek-chat"
    deepseek,deepseek-reasoner,chat,0.135,0.55,0.035,,,,,,2025-02-26,2025-07-12,16:30,00:30,,genai-deepseek,,R1 off peak
    deepseek,deepseek-reasoner,chat,0.28,0.42,0.028,,,,,,2025-07-13,2026-07-23,,,,litellm,,V3.2
    deepseek,deepseek-reasoner,chat,0.14,0.28,0.0028,,,,,,2026-07-24,,,,,portkey,LiteLLM 0.28/0.42; genai-prices 0.55/2.19,\
    see deepseek-chat
    deepseek,deepseek-v3.2,chat,0.28,0.4,0.028,,,,,,,,,,,litellm,genai-prices 0.2288/0.3432,\
    0.28/0.42 by LiteLLM deepseek-chat; genai-prices figure is a reseller
    deepseek,deepseek-v4-flash,chat,0.14,0.28,0.0028,,,,,,,,,,,litellm,,
    deepseek,deepseek-v4-pro,chat,0.435,0.87,0.003625,,,,,,,,,,,litellm,,
    deepseek,deepseek-v3,chat,0.27,1.1,0.07,,,,,,,,,,,litellm,,
    deepseek,deepseek-r1,chat,0.55,2.19,0.14,,,,,,,,,,,litellm,,
    alibaba,qwen3.7-max,chat,2.5,7.5,0.5,,,,,,,,,,,litellm,,
    alibaba,qwen3.7-plus,chat,0.4,1.6,0.08,,256000,1.2,4.8,,,,,,,litellm,models.dev 0.5/3.0,
    alibaba,qwen3-max,chat,1.2,6,,,32000;128000,2.4;3,12;15,,,,,,,litellm,,"bands 0-32k, 32-128k, 128-252k"
    alibaba,qwen-plus,chat,0.4,1.2,,,,,,,,,,,,litellm,,
    alibaba,qwen-flash,chat,0.05,0.4,,,256000,0.25,2,,,,,,,litellm,,
    alibaba,qwen3.5-plus,chat,0.4,2.4,,,256000,0.5,3,,,,,,,litellm,,
    alibaba,qwen3-coder-plus,chat,1,5,0.1,,32000;128000;256000,1.8;3;6,9;15;60,,,,,,,litellm,,"bands 0-32k, 32-128k, 128-256k, 256k-1M"
    moonshot,kimi-k2.6,chat,0.95,4,0.16,,,,,,,,,,,litellm,,
    moonshot,kimi-k2.5,chat,0.6,3,0.1,,,,,,,,,,,litellm,,
    moonshot,kimi-k2-thinking,chat,0.6,2.5,0.15,,,,,,,,,,2026-05-25,litellm,,
    zai,glm-5.3,chat,1.4,4.4,0.26,,,,,,,,,,,genai,,
    zai,glm-5.1,chat,1.4,4.4,0.26,,,,,,,,,,,litellm,genai-prices 0.828/3.31,
    zai,glm-5,chat,1,3.2,0.2,,,,,,,,,,,litellm,genai-prices 0.552/2.483,
    zai,glm-4.7,chat,0.6,2.2,0.11,,,,,,,,,,,litellm,genai-prices 0.276/1.103,
    zai,glm-4.6,chat,0.6,2.2,0.11,,,,,,,,,,,litellm,,
    zai,glm-4.5-air,chat,0.2,1.1,0.022,,,,,,,,,,,litellm,genai-prices 0.11/0.276,
    minimax,MiniMax-M3,chat,0.3,1.2,0.06,,512000,0.6,2.4,0.12,,,,,,litellm,,
    minimax,MiniMax-M2.5,chat,0.3,1.2,0.03,0.375,,,,,,,,,,litellm,,
    minimax,MiniMax-M2.1,chat,0.3,1.2,0.03,0.375,,,,,,,,,,litellm,,
    """
}
