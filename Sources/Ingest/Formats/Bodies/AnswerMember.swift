/// Members of an answer's body, or of one event of it, in all dialects.
enum AnswerMember: Int, JSONFields {
  case id, responseID, snakeResponseID, model, modelVersion, snakeModelVersion, created, createdAt, createTime, snakeCreateTime
  case usage, usageMetadata, snakeUsageMetadata, meta, groq, evaluated, metrics
  case error, type, stopReason, camelStopReason, finishReason, status, serviceTier
  case choices, output, candidates, content, message, role

  static let names: [StaticString] = [
    "id", "responseId", "response_id", "model", "modelVersion", "model_version", "created", "created_at", "createTime", "create_time",
    "usage", "usageMetadata", "usage_metadata", "meta", "x_groq", "eval_count", "metrics",
    "error", "type", "stop_reason", "stopReason", "finish_reason", "status", "service_tier",
    "choices", "output", "candidates", "content", "message", "role",
  ]
  static let table = JSONFieldTable(names)
}
