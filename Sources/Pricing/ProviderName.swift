/// The many spellings of providers, and whose list prices a platform passes on.
enum ProviderName {
  /// One spelling for each provider; others are in lower case with dashes.
  static func canonical(_ name: String) -> String {
    let name = String(name.lowercased().map { $0 == "_" || $0 == " " || $0 == "." ? "-" : $0 })
    if let known = synonyms[name] { return known }
    // LiteLLM has a provider for each maker on Vertex: `vertex_ai-anthropic_models`.
    return name.hasPrefix("vertex-ai-") ? "vertex" : name
  }

  private static let synonyms: [String: String] = [
    "open-ai": "openai", "text-completion-openai": "openai", "azure-openai": "azure", "azure-text": "azure",
    "azure-openai-service": "azure",
    "claude": "anthropic", "gemini": "google", "google-ai-studio": "google", "google-genai": "google", "google-generative-ai": "google",
    "palm": "google", "vertex-ai": "vertex", "vertexai": "vertex", "google-vertex": "vertex", "google-vertex-ai": "vertex",
    "gcp-vertex-ai": "vertex", "aws": "bedrock", "aws-bedrock": "bedrock", "amazon-bedrock": "bedrock", "bedrock-converse": "bedrock",
    "x-ai": "xai", "mistralai": "mistral", "mistral-ai": "mistral", "together-ai": "together", "togetherai": "together",
    "dashscope": "alibaba", "qwen": "alibaba", "moonshotai": "moonshot", "z-ai": "zai", "zhipu": "zai", "zhipuai": "zai",
    "cohere-chat": "cohere", "voyageai": "voyage", "voyage-ai": "voyage", "perplexity-ai": "perplexity",
  ]

  /// Makers of models that sell them at list price: who is searched for a model without a provider, in this order.
  static let makers = [
    "openai", "anthropic", "google", "mistral", "cohere", "deepseek", "xai", "alibaba", "moonshot", "zai", "minimax", "voyage",
    "perplexity",
  ]

  /// Makers whose list price a platform passes on where it has none of its own in the book.
  static let passedOn: [String: [String]] = [
    "azure": ["openai"], "azure-ai": ["openai"], "vertex": ["google", "anthropic"], "bedrock": ["anthropic"],
  ]

  /// Gateways, and frameworks that log their own name as the provider's: it says nothing about the price.
  static let gateways: Set<String> = [
    "openrouter", "litellm", "litellm-proxy", "portkey", "helicone", "cloudflare-ai-gateway", "langfuse", "gateway", "proxy", "custom",
    "unknown", "vercel", "vercel-ai-gateway", "strands-agents", "langchain", "langgraph", "llama-index", "crewai", "autogen", "kong",
    "envoy",
  ]
}
