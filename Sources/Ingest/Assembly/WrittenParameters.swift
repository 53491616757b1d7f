internal import Similarity
internal import Traces

/// The parameters of a request as the client wrote them, beside what they mean: what products key by that hash the call itself.
///
/// LiteLLM's key has each argument that its interfaces know, by name, in the order of the call (litellm 1.108.7, `caching.py`,
/// `get_cache_key`, and `model_param_helper.py`); LangChain's has all that was bound to the call. Here `max_tokens` and
/// `max_completion_tokens` are two, and so are 1 and 1.0; what is null is absent, and so is `stream: false`.
struct WrittenParameters {
  /// Names and values, in any order.
  private(set) var values: Fingerprint?
  /// The order of the names.
  private(set) var order: Fingerprint?
  /// What says who asks. Apart, as there are as many as users.
  private(set) var identifiers: Fingerprint?

  /// Takes a parameter, whose value has a fingerprint already.
  mutating func add(_ key: JSONKey, _ value: JSONValue, _ print: Fingerprint) {
    guard !value.isNull else { return }
    let name = key.withText { Fingerprint(of: $0) }
    values = (values ?? .zero).adding(name.then(Self.hasFraction(value) ? print.then(name) : print))
    order = (order ?? .zero).then(name)
  }

  /// Takes something that parts keys and is no parameter.
  mutating func add(_ print: Fingerprint) { values = (values ?? .zero).adding(print) }

  /// Takes what says who asks.
  mutating func add(identifier key: JSONKey, _ value: JSONValue) {
    guard !value.isNull else { return }
    let name = key.withText { Fingerprint(of: $0) }
    identifiers = (identifiers ?? .zero).adding(name.then(value.fingerprint(tag: 0)))
    order = (order ?? .zero).then(name)
  }

  /// Whether a number is written as one with a fraction, which makes it a float whatever its value.
  private static func hasFraction(_ value: JSONValue) -> Bool {
    value.kind == .number && value.raw.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
  }

  /// Whether OpenAI's or Anthropic's interfaces have a parameter of this name that ``LoggedParameters`` has no field for.
  static func isKnown(_ key: JSONKey) -> Bool {
    switch key {
    case "n", "stop", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs", "top_k", "reasoning_effort",
      "parallel_tool_calls", "stop_sequences", "thinking", "reasoning", "verbosity", "modalities", "audio", "prediction",
      "web_search_options", "truncation", "dimensions", "encoding_format", "suffix", "echo", "best_of", "background",
      "background_options", "moderation", "max_tool_calls", "container", "context_management", "compaction", "mcp_servers", "speed",
      "inference_geo", "safeguards", "access_programs", "documents", "query", "top_n", "rank_fields", "return_documents",
      "max_chunks_per_doc", "max_tokens_per_doc", "max_tokens_per_query", "truncate_prompt_tokens", "truncation_side", "image",
      "instruction", "file", "language", "languages", "keywords", "chunking_strategy", "known_speaker_names", "known_speaker_references",
      "timestamp_granularities", "reasoning_summary", "reasoningSummary", "continuation_token":
      true
    default: false
    }
  }
}
