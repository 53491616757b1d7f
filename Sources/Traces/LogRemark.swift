internal import Units

/// Something that must be said of a log, or of requests of it, that no flag of a request says.
///
/// The raw value is the key in a trace file.
public enum LogRemark: String, CaseIterable, Sendable, Hashable {
  /// Bodies that Cloudflare's Logpush encrypted with a key of the user's.
  case encrypted
  /// Bodies that Bedrock keeps beside its log.
  case elsewhere
  /// Prompts that stand for themselves by the ids of their blocks.
  case blocks
  /// Accesses of a cache trace.
  case accesses
  /// Requests of a format whose logging may be set to a sample, which the log does not show.
  case perhapsSampled = "perhaps_sampled"
  /// Requests that say themselves that others like them were left out.
  case sampled
  /// Conversations of which only the first answers are requests.
  case longConversations = "long_conversations"
  /// Requests whose counts of tokens are no numbers.
  case unreadCounts = "unread_counts"
  /// Requests with times in texts that are no dates, or dates whose day may be the month.
  case unreadTimes = "unread_times"
  /// Requests of one prompt and parameters whose counts of input tokens differ.
  case unequalCounts = "unequal_counts"
  /// Requests whose latency has no unit, and was taken to be in seconds; and in milliseconds.
  case latencySeconds = "latency_seconds"
  case latencyMilliseconds = "latency_milliseconds"
  /// Files that look like another format than the one they were to be read as.
  case otherFormat = "other_format"
  /// Requests whose prompts were told apart exactly only.
  case noNear = "no_near"
  /// The user said that the log is a sample; the count is how many requests of a million were kept.
  case saidSampled = "said_sampled"

  /// A sentence: how many are concerned, what it means, and what can be done.
  public func sentence(_ count: Int) -> String {
    let requests = "\(grouped(count)) \(count == 1 ? "request" : "requests")"
    let are = count == 1 ? "is" : "are"
    let have = count == 1 ? "has" : "have"
    switch self {
    case .encrypted:
      return "\(requests) \(have) bodies that Cloudflare encrypted (RSA-OAEP and AES-256-GCM): they count as traffic and cost, not as "
        + "repeats; decrypt RequestBody, ResponseBody and Metadata with your private key and give the decrypted log."
    case .elsewhere:
      return "\(requests) \(have) bodies that Bedrock stored as objects of their own, as they are large: they count as traffic and cost, "
        + "not as repeats."
    case .blocks:
      return "\(requests) \(have) no text but the ids of their prompt's blocks: equal ids count as the same prompt, and nothing can be "
        + "said about similar ones."
    case .accesses:
      return "\(requests) \(are) accesses of a cache trace: equal keys count as the same prompt, and there are no tokens to price unless "
        + "the trace has them."
    case .perhapsSampled:
      return "\(requests) \(are) of a log that may hold a sample only (Vertex AI's sampling_rate), which it does not say: if so, repeats "
        + "are seen far too seldom; say so with --sampled."
    case .sampled:
      return "\(requests) \(are) marked as part of a sample, from which others were left out: repeats are seen far too seldom, and "
        + "requests and costs of the whole are higher."
    case .longConversations:
      return "\(grouped(count)) \(count == 1 ? "conversation is" : "conversations are") so long that only the first answers are requests; "
        + "the later ones are counted as set aside."
    case .unreadCounts:
      return "\(requests) \(have) counts of tokens that cannot be read as whole numbers (such as 1.1k): they are estimated from the "
        + "texts instead, or left out; write them in digits alone."
    case .unreadTimes:
      return "\(requests) \(have) times that cannot be read (such as 10/02/2026, where day and month may stand either way): these count as "
        + "not logged; write them year first, with their zone (2026-02-10T15:04:00Z), or as seconds since 1970."
    case .unequalCounts:
      return
        "\(requests) \(have) the prompt and the parameters of another by this log, but not as many input tokens: something of what was "
        + "asked is not in the log (redacted, cut or left out), and what counts as a repeat may be none."
    case .latencySeconds, .latencyMilliseconds:
      let (taken, other) = self == .latencySeconds ? ("seconds", "milliseconds") : ("milliseconds", "seconds")
      return "\(requests) \(have) a latency without a unit, which is read as \(taken): if it is in \(other), call the field "
        + "latency_ms or latency_s, or map it (--map duration_ms=… or duration_s=…)."
    case .otherFormat:
      return "\(grouped(count)) \(count == 1 ? "file looks" : "files look") like another format than the one of --format: what could be "
        + "read as that is in the figures, and may be little or wrong."
    case .noNear:
      return "The log was read with --no-near: near repeats were not looked for, so that none is in the figures."
    case .saidSampled:
      return "The log is a sample of \(Ratio(count, of: 1_000_000)) of the requests, as --sampled says: repeats are seen far too seldom "
        + "(of a log with 34 % hits a tenth shows about 17 %), and requests and costs are those of the sample."
    }
  }
}
