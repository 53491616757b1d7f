import Simulation

extension Outcome {
  /// What became of the request, for the reference page.
  var words: String {
    switch self {
    case .bypass: "was not eligible: it went upstream without a look-up"
    case .hit: "was answered by a live entry"
    case .stale: "was answered by an entry past its end (stale_while_revalidate, stale_if_error)"
    case .coalesced: "waited for an equal call under way, and shares its answer"
    case .miss: "was looked up, not found, and went upstream"
    case .error: "was not answered: its call failed, as in the log or under the limits of `upstream`"
    case .undetermined: "cannot be decided: more texts are alike than the log's comparison kept"
    }
  }
}

extension Cause {
  /// Why an outcome was what it was, for the reference page.
  var words: String {
    switch self {
    case .none: "nothing to explain"
    case .exact: "hit: the same key, word for word"
    case .near: "hit: the same near key, in other words"
    case .semantic: "hit: by meaning"
    case .collision: "hit: the answer to another key of the same narrow hash, a wrong one"
    case .cold: "miss: the first time that this key is asked"
    case .expired: "miss: the entry had expired"
    case .evicted: "miss: the entry had been evicted"
    case .inFlight: "miss: the same call was under way, its answer not stored yet"
    case .notStored: "miss: earlier answers were not stored (failed, cut short, too large, a TTL of 0, turned away by the policy)"
    case .fieldDiffers: "miss: the same text was asked, with another field of the key"
    case .otherScope: "miss: it was asked in another scope only"
    case .otherPlace: "miss: the answer was at another place, and not here yet"
    case .negative: "miss: the place still remembered that there was nothing (negative_ttl)"
    case .invalidated: "miss: the entry, or the answer on its way, was invalidated"
    case .tooOld: "miss: the entry was older than the caller allowed"
    case .outage: "miss: the tier that had the entry did not answer"
    case .lockTimeout: "miss: it waited for the same call until lock_timeout, then went alone"
    case .ifError: "stale: the call failed, and an old answer took its place"
    case .rateLimited: "error: the API turned the call away"
    case .timedOut: "error: the call was given up, as it took too long"
    case .noContent: "bypass: the prompt is not in the log"
    case .temperature: "bypass: the temperature is above max_temperature"
    case .stream: "bypass: a stream, where streams are not cached"
    case .tools: "bypass: tools on offer, where such calls are not cached"
    case .endpoint: "bypass: no call of the endpoints that are cached"
    case .control: "bypass: the caller asked for it"
    case .regeneration: "bypass: the user asked for another answer to the same (see Words)"
    case .agentLoop: "bypass: an agent asked the same again in one run (see Words)"
    case .truncated: "bypass: the log has only a part of the prompt (see Words)"
    case .rollout: "bypass: not in the share of the rollout yet"
    case .switchedOff: "bypass: the cache was switched off"
    case .tooLong: "bypass: too many messages, or input tokens"
    case .tooShort: "bypass: too few input tokens"
    case .model: "bypass: calls of this model are not cached"
    case .queryClass: "bypass: questions of this class are not cached"
    case .tenant: "bypass: calls of this organisation or team are not cached"
    }
  }
}
