public import Units

/// What a strategy would have done with some traffic: an outcome, a cause and a latency per request, and the totals behind the money.
public struct Replay: Sendable, Equatable {
  /// Stands for "no latency" in ``latency``: batch rows (law 5).
  public static let noLatency: Int64 = -1

  /// One per request.
  public internal(set) var outcome: [Outcome]
  /// One per request.
  public internal(set) var cause: [Cause]
  /// The tier that answered, from 1; 0 where none did.
  public internal(set) var tier: [UInt8]
  /// Microseconds, or ``noLatency`` (law 4).
  public internal(set) var latency: [Int64]
  /// The request whose answer it got: its own ordinal where it went upstream.
  public internal(set) var answer: [UInt32]
  /// The postings, by id of the model (the trace's numbering).
  public internal(set) var ledger: Ledger
  /// What became of the entries of each tier (law 14).
  public internal(set) var entries: [EntryCounts]
  /// What each tier did, for its bill.
  public internal(set) var use: [TierUse]
  /// Misses of what had expired, by how long before: up to each of ``latenessSteps``, and more.
  public internal(set) var late: [Ledger.Posting]
  /// What the look-ups by meaning took beside their latency.
  public internal(set) var semantic = SemanticUse()

  /// The steps of ``late``: a minute, five, an hour, a day, a week.
  public static let latenessSteps: [Microseconds] = [60, 300, 3_600, 86_400, 604_800].map { Microseconds(seconds: $0) }

  /// Whether the API had limits, so that calls may have failed that did not in the log.
  var isLimited = false

  /// What a replay has written down, and its columns.
  init(_ books: borrowing Books, columns: Columns = Columns(count: 0)) {
    (outcome, cause, tier, latency, answer) = (columns.outcome, columns.cause, columns.tier, columns.latency, columns.answer)
    late = books.late
    ledger = books.ledger
    semantic = books.semantic
    entries = []
    use = []
  }

  /// The rows of requests.
  struct Columns {
    var outcome: [Outcome]
    var cause: [Cause]
    var tier: [UInt8]
    var latency: [Int64]
    var answer: [UInt32]

    /// Rows in which nothing has happened yet.
    init(count: Int) {
      outcome = Array(repeating: .bypass, count: count)
      cause = Array(repeating: .none, count: count)
      tier = Array(repeating: 0, count: count)
      latency = Array(repeating: 0, count: count)
      answer = Array(0..<UInt32(count))
    }

    /// Runs `body` with places that it may write rows to.
    mutating func withRows(_ body: (Books.Rows?) -> Void) {
      guard !outcome.isEmpty else { return body(nil) }
      // Apart, as each is accessed while the others are.
      var (outcome, cause, tier, latency, answer) = (outcome, cause, tier, latency, answer)
      self = Columns(count: 0)
      outcome.withUnsafeMutableBufferPointer { outcome in
        cause.withUnsafeMutableBufferPointer { cause in
          tier.withUnsafeMutableBufferPointer { tier in
            latency.withUnsafeMutableBufferPointer { latency in
              answer.withUnsafeMutableBufferPointer { answer in
                body(
                  Books.Rows(
                    outcome: outcome.baseAddress.unsafelyUnwrapped, cause: cause.baseAddress.unsafelyUnwrapped,
                    tier: tier.baseAddress.unsafelyUnwrapped, latency: latency.baseAddress.unsafelyUnwrapped,
                    answer: answer.baseAddress.unsafelyUnwrapped))
              }
            }
          }
        }
      }
      (self.outcome, self.cause, self.tier, self.latency, self.answer) = (outcome, cause, tier, latency, answer)
    }
  }
}

/// Postings, each from its own event, never by subtraction (law 28), by model.
public struct Ledger: Sendable, Equatable {
  /// Calls of one kind.
  public struct Posting: Sendable, Equatable, BitwiseCopyable {
    /// How many calls, priced or not.
    public internal(set) var calls = 0
    /// How many of them have no price.
    public internal(set) var unpriced = 0
    /// What the priced ones cost, in nanodollars.
    public internal(set) var nanodollars: Int64 = 0

    /// Adds one call. Sums wrap where they exceed an `Int64` ($9.2 billion); ``Replay/check(against:)`` reports that.
    @inline(__always)
    mutating func add(_ cost: Int64) {
      calls &+= 1
      if cost == Traffic.unpriced { unpriced &+= 1 } else { nanodollars &+= cost }
    }

    /// Adds other calls.
    mutating func add(_ other: Posting) {
      calls += other.calls
      unpriced += other.unpriced
      nanodollars &+= other.nanodollars
    }
  }

  /// Calls of requests that were made upstream, by model id.
  public internal(set) var made: [Posting]
  /// Calls that a stored or shared answer made needless, by model id.
  public internal(set) var avoided: [Posting]
  /// Calls that the API turned away for good, by model id: the log had made them.
  public internal(set) var refused: [Posting]
  /// Calls beside those of requests that fetched a stale answer anew, by model id.
  public internal(set) var refreshes: [Posting]
  /// Calls that warmed the cache, by model id.
  public internal(set) var warming: [Posting]
  /// Tries after one that was turned away, by model id; what is turned away costs nothing.
  public internal(set) var retries: [Posting]

  init(models: Int) {
    made = Array(repeating: Posting(), count: models)
    (avoided, refused, refreshes, warming, retries) = (made, made, made, made, made)
  }
}

/// What look-ups by meaning took (law 28: embedding use and verification are postings of their own).
public struct SemanticUse: Sendable, Equatable {
  /// Vectors made: one per look-up.
  public internal(set) var embeddings = 0
  /// The input tokens of their requests: no fewer than those of the texts.
  public internal(set) var embeddedTokens = 0
  /// What the vectors cost, in nanodollars.
  public internal(set) var embeddingCost: Int64 = 0
  /// Candidates that were checked.
  public internal(set) var verifications = 0
  /// What the checks cost, in nanodollars.
  public internal(set) var verificationCost: Int64 = 0
  /// Candidates that a guard refused.
  public internal(set) var vetoes = 0
}

/// What became of a tier's entries: fills + replicas = replaced + expired + evicted + invalidated + resident (law 31).
public struct EntryCounts: Sendable, Equatable {
  /// Answers stored.
  public internal(set) var fills = 0
  /// Copies that came from another place.
  public internal(set) var replicas = 0
  /// Writes that were dropped: the tier was down, or the key had been written just before.
  public internal(set) var dropped = 0
  /// Entries overwritten by a new answer to their key.
  public internal(set) var replaced = 0
  /// Entries found expired and removed.
  public internal(set) var expired = 0
  /// Entries removed for room.
  public internal(set) var evicted = 0
  /// … of which already expired (law 14: "flagged dead"); 0 where expired entries leave at once.
  public internal(set) var evictedDead = 0
  /// Entries removed by an invalidation.
  public internal(set) var invalidated = 0
  /// Entries left at the end.
  public internal(set) var resident = 0
}

/// What a tier did: operations to the end of the replay, storage between the first and the last arrival (law 23).
public struct TierUse: Sendable, Equatable {
  /// Look-ups.
  public internal(set) var reads = 0
  /// … of which found nothing live.
  public internal(set) var nullReads = 0
  /// Answers stored.
  public internal(set) var writes = 0
  /// Removals that the tier is asked for (evictions and expiry are its own).
  public internal(set) var deletes = 0
  /// Bytes of answers read and stored: what a tier that bills transfer counts.
  public internal(set) var transferredBytes = 0
  /// Bytes stored, integrated over time: byte-microseconds, as a floating-point number (it exceeds an `Int64`).
  public internal(set) var byteMicroseconds = 0.0
  /// The most bytes stored at any time, overhead included where the capacity names one.
  public internal(set) var peakBytes = 0
  /// The most entries stored at any time.
  public internal(set) var peakEntries = 0
}
