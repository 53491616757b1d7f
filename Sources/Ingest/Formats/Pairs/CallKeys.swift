extension CallFacts {
  /// The names that facts of a call have in records of one's own, those before that say more.
  enum Key {
    static let request: [StaticString] = [
      "request", "req", "request_body", "requestBody", "RequestBody", "input", "body", "payload", "request_kwargs", "req_body", "reqBody",
      "request_payload", "req_payload", "requestPayload", "request_json", "requestJson", "request_data", "requestData",
    ]
    static let response: [StaticString] = [
      "response", "resp", "res", "response_body", "responseBody", "ResponseBody", "output", "response_obj", "resp_body", "respBody",
      "res_body", "resBody", "response_payload", "resp_payload", "responsePayload", "response_json", "responseJson", "response_data",
      "responseData",
    ]
    static let start: [StaticString] = [
      "start_time", "startTime", "request_time", "startedDateTime", "timestamp", "ts", "time", "created_at", "createdAt", "@timestamp",
      "date", "datetime", "started_at", "request_timestamp", "requested_at", "request_start_time", "created", "timestamp_ms", "ts_ms",
      "time_ms", "Timestamp", "StartTime", "timestamp_start", "instant",
    ]
    static let end: [StaticString] = [
      "end_time", "endTime", "response_time_stamp", "completed_at", "finished_at", "ended_at", "request_end_time",
    ]
    static let milliseconds: [StaticString] = [
      "latency_ms", "duration_ms", "elapsed_ms", "response_time_ms", "latencyMs", "durationMs", "elapsedMs", "total_ms", "DurationMs",
      "LatencyMs", "ElapsedMs", "responseTime",
    ]
    static let seconds: [StaticString] = [
      "latency_s", "duration_s", "latency_seconds", "duration_seconds", "elapsed_seconds", "latency_sec", "duration_sec",
    ]
    static let microseconds: [StaticString] = ["latency_us", "duration_us", "elapsed_us", "durationUs"]
    static let nanoseconds: [StaticString] = ["latency_ns", "duration_ns", "elapsed_ns", "durationNs"]
    static let noUnit: [StaticString] = ["latency", "duration", "elapsed", "response_time", "total_time"]
    static let firstToken: [StaticString] = ["time_to_first_token", "ttft"]
    static let firstTokenMs: [StaticString] = ["ttft_ms", "time_to_first_token_ms"]
    static let firstTokenSeconds: [StaticString] = ["ttft_s"]
    static let status: [StaticString] = [
      "status", "status_code", "http_status", "statusCode", "response_status", "response_code", "StatusCode", "http_code", "outcome",
      "event.outcome",
    ]
    static let uri: [StaticString] = ["uri", "url", "request_url", "path", "endpoint", "request_path", "request_uri"]
    static let id: [StaticString] = ["id", "request_id", "requestId", "call_id"]
    /// The run that a call is of: a trace before a session, which may hold several.
    static let run: [StaticString] = ["trace_id", "traceId", "run_id", "runId", "session_id", "sessionId"]
    static let headers: [StaticString] = ["response_headers", "responseHeaders", "headers"]
    static let code: [StaticString] = ["http_status", "status_code", "statusCode", "http_code", "response_code", "StatusCode"]
    static let cost: [StaticString] = ["cost_usd", "response_cost", "cost", "total_cost"]
    static let costCents: [StaticString] = ["cost_cents", "costCents"]
    static let costMicros: [StaticString] = ["cost_micros"]
    static let costNanos: [StaticString] = ["cost_nanos"]
    static let model: [StaticString] = ["model", "model_name", "modelName", "model_id", "modelId", "engine", "deployment", "Model"]
    static let provider: [StaticString] = ["provider", "custom_llm_provider", "llm_provider", "vendor", "Provider"]
    static let usage: [StaticString] = ["usage", "token_usage", "tokens", "usageMetadata"]
    static let input: [StaticString] = ["prompt_tokens", "input_tokens", "tokens_in", "promptTokens", "inputTokens", "tokens_prompt"]
    static let output: [StaticString] = [
      "completion_tokens", "output_tokens", "tokens_out", "completionTokens", "outputTokens", "tokens_completion",
    ]
    static let uncached: [StaticString] = ["uncached_input_tokens", "prompt_cache_miss_tokens"]
    static let cacheWrite5m: [StaticString] = ["cache_write_5m_tokens", "ephemeral_5m_input_tokens"]
    static let cacheWrite1h: [StaticString] = ["cache_write_1h_tokens", "ephemeral_1h_input_tokens"]
    static let organisation: [StaticString] = [
      "organization", "organisation", "organization_id", "org", "org_id", "tenant", "tenant_id", "tenantId", "customer", "customer_id",
      "customerId", "account_id", "workspace", "workspace_id", "organisationId", "organizationId",
    ]
    static let team: [StaticString] = ["team", "team_id", "project", "project_id"]
    static let user: [StaticString] = ["user", "user_id", "end_user", "userId", "UserId", "user_api_key_user_id", "_user"]
    static let apiKey: [StaticString] = ["api_key_hash", "key_hash", "api_key_id", "api_key", "user_api_key"]
    static let place: [StaticString] = ["region", "place", "pop", "colo"]
    /// Parameters that a record may have at its top. Nothing else there is one: ids and stamps differ from call to call.
    static let parameters: [StaticString] = [
      "temperature", "top_p", "top_k", "max_tokens", "max_completion_tokens", "max_output_tokens", "n", "seed", "stop", "stop_sequences",
      "tools", "tool_choice", "functions", "function_call", "response_format", "stream", "frequency_penalty", "presence_penalty",
      "logit_bias", "reasoning_effort", "thinking", "cache", "service_tier",
    ]
    static let cacheHit: [StaticString] = [
      "cache_hit", "cached", "from_cache", "cache_status", "cacheHit", "is_cached", "cacheStatus",
    ]
  }
}
