extension Catalogue {
  /// Prices of platforms that host models of others: Bedrock, Together, Groq, Cerebras.
  static let hosts = """
    provider,model,mode,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok,cache_write_5m_usd_mtok,cache_write_1h_usd_mtok,\
    batch_input_usd_mtok,batch_output_usd_mtok,tier_threshold_input_tokens,tier_input,tier_output,tier_cache_read,tier_cache_write,\
    min_cacheable_prefix_tokens,source,sources_disagreeing,note
    bedrock,meta.llama3-1-8b-instruct-v1:0,chat,0.22,0.22,,,,,,,,,,,,litellm,,
    bedrock,meta.llama3-1-70b-instruct-v1:0,chat,0.72,0.72,,,,,,,,,,,,three,LiteLLM 0.99/0.99,LiteLLM 0.99 stale; 3 others 0.72
    bedrock,meta.llama3-3-70b-instruct-v1:0,chat,0.72,0.72,,,,,,,,,,,,litellm,,
    bedrock,meta.llama4-maverick-17b-instruct-v1:0,chat,0.24,0.97,,,,0.12,0.485,,,,,,,litellm,,
    bedrock,meta.llama4-scout-17b-instruct-v1:0,chat,0.17,0.66,,,,0.085,0.33,,,,,,,litellm,,
    bedrock,amazon.nova-micro-v1:0,chat,0.035,0.14,0.00875,,0.07,,,,,,,,,litellm,,
    bedrock,amazon.nova-lite-v1:0,chat,0.06,0.24,0.015,,0.12,,,,,,,,,litellm,,
    bedrock,amazon.nova-pro-v1:0,chat,0.8,3.2,0.2,,1.6,,,,,,,,,litellm,,
    bedrock,amazon.nova-2-lite-v1:0,chat,0.3,2.5,0.075,,,,,,,,,,,litellm,models.dev 0.33/2.75,
    bedrock,amazon.titan-embed-text-v2:0,embedding,0.02,0,,,,,,,,,,,,litellm,genai-prices 0.1/None,LiteLLM+Portkey 0.02
    bedrock,cohere.embed-v4:0,embedding,0.12,0,,,,,,,,,,,,litellm,,
    bedrock,anthropic.claude-sonnet-4-5-20250929-v1:0,chat,3,15,0.3,3.75,6,,,200000,6,22.5,0.6,7.5,1024,litellm,genai-prices 3.3/16.5,\
    "global endpoint; regional/geo endpoints +10% (3.3/16.5, genai-prices aws.yml)"
    bedrock,anthropic.claude-haiku-4-5-20251001-v1:0,chat,1,5,0.1,1.25,2,,,,,,,,4096,litellm,genai-prices 1.1/5.5,\
    global endpoint; regional/geo endpoints +10% (1.1/5.5)
    together,meta-llama/Llama-3.3-70B-Instruct-Turbo,chat,0.88,0.88,,,,,,,,,,,,litellm,,
    together,meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo,chat,0.18,0.18,,,,,,,,,,,,litellm,,
    together,meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo,chat,3.5,3.5,,,,,,,,,,,,litellm,,
    together,meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8,chat,0.27,0.85,,,,,,,,,,,,litellm,,
    together,meta-llama/Llama-4-Scout-17B-16E-Instruct,chat,0.18,0.59,,,,,,,,,,,,litellm,,
    together,deepseek-ai/DeepSeek-V3.1,chat,0.6,1.7,,,,,,,,,,,,litellm,,
    together,Qwen/Qwen3-235B-A22B-Instruct-2507-tput,chat,0.2,0.6,,,,,,,,,,,,portkey+models.dev,LiteLLM 0.2/6.0,\
    LiteLLM output 6.0 is a 10x typo; Portkey and models.dev 0.6
    together,openai/gpt-oss-120b,chat,0.15,0.6,,,,,,,,,,,,litellm,,
    together,openai/gpt-oss-20b,chat,0.05,0.2,,,,,,,,,,,,litellm,,
    together,moonshotai/Kimi-K2.5,chat,0.5,2.8,,,,,,,,,,,,litellm,,
    together,zai-org/GLM-4.7,chat,0.45,2,,,,,,,,,,,,litellm,,
    groq,llama-3.1-8b-instant,chat,0.05,0.08,,,,,,,,,,,,litellm,,
    groq,llama-3.3-70b-versatile,chat,0.59,0.79,,,,,,,,,,,,litellm,,
    groq,openai/gpt-oss-120b,chat,0.15,0.6,0.075,,,,,,,,,,,litellm,,
    groq,openai/gpt-oss-20b,chat,0.075,0.3,0.0375,,,,,,,,,,,litellm,,
    cerebras,gpt-oss-120b,chat,0.35,0.75,,,,,,,,,,,,litellm,,
    cerebras,llama3.1-8b,chat,0.1,0.1,,,,,,,,,,,,litellm,,
    cerebras,zai-glm-4.7,chat,2.25,2.75,,,,,,,,,,,,litellm,,
    """
}
