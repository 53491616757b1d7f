/// The text log of a vLLM or SGLang server, which is recognised to be refused: prompts stand in it as Python writes strings, answers on
/// lines of their own, and by default neither.
enum ServerLog {
  /// What to do instead.
  static let explanation = """
    this is the text log of a vLLM or SGLang server, which has no token counts and cuts or leaves out prompts; log requests in front of the \
    server instead (a proxy that writes request/response pairs, vLLM's OpenTelemetry traces, or SGLang's --log-requests-format json)
    """

  /// Whether a line is one of such a log.
  static func recognises(_ line: [UInt8]) -> Bool {
    // Programs have such words in them too.
    guard !line.contains(0) else { return false }
    return line.withUnsafeBytes { text in
      text.contains("SamplingParams(") || text.contains(" Received request ") || text.contains("Avg prompt throughput:")
        || text.contains("obj=GenerateReqInput(") || text.contains("Decode batch, #running-req")
    }
  }
}
