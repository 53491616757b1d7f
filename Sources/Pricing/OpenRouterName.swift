/// A model of OpenRouter's with what is asked of its routing behind a colon: `openai/gpt-4o:floor`, `deepseek/deepseek-chat-v3.1:free`.
///
/// Source: openrouter.ai, "model variants".
struct OpenRouterName {
  /// The model without its variant.
  let model: String
  /// Whether it is the variant that costs nothing.
  let isFree: Bool

  /// Variants that say how the provider is chosen, or what else it is to do, and have the model's own price.
  private static let variants: Set<Substring> = ["floor", "nitro", "online", "exacto", "extended", "thinking"]

  /// The parts of `model`, as it was logged of `provider`; `nil` if it has no variant, or is not OpenRouter's.
  init?(_ model: String, provider: String?) {
    let isOpenRouter = provider.map(ProviderName.canonical) == "openrouter" || model.lowercased().hasPrefix("openrouter/")
    guard isOpenRouter, let colon = model.lastIndex(of: ":") else { return nil }
    let variant = Substring(model[model.index(after: colon)...].lowercased())
    isFree = variant == "free"
    guard isFree || Self.variants.contains(variant) else { return nil }
    self.model = String(model[..<colon])
  }
}
