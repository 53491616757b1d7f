import Studies
import Traces
import Units

/// What a verification says, in words.
enum VerificationWords {
  /// The sentence that says it all.
  static func headline(_ verification: StudyVerification) -> String {
    let (a, b) = (verification.predicted.total, verification.actual.total)
    var parts: [String] = []
    // Without a hit, it is more likely that there was no cache, or that the log does not tell, than that one missed everything.
    if let was = a.answered, was > 0, b.answered == 0 {
      parts.append("as far as the later log tells, no request was answered from a cache, where \(percent(was)) had been predicted")
    } else if let was = a.answered, let now = b.answered {
      parts.append("\(percent(now)) of the requests were answered from the cache, where \(percent(was)) had been predicted")
    }
    if let was = a.monthly, let now = b.monthly {
      parts.append("calls cost \(now) a month, predicted \(was) (\(money(now - was)))")
    }
    guard !parts.isEmpty else { return "Neither hits nor money can be compared." }
    let sentence = parts.joined(separator: "; ")
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + ". " + because(verification)
  }

  /// The main cause in a sentence.
  private static func because(_ verification: StudyVerification) -> String {
    guard let cause = verification.mainCause else { return "Nothing differs." }
    let amount = cause.dollars.map { money($0) + " a month" } ?? cause.answered.map(points) ?? ""
    // Causes of either sign may leave less than the greatest of them.
    let all = verification.causes.compactMap(\.dollars).reduce(Dollars.zero, +)
    let most = cause.dollars.map { all.value * $0.value > 0 && abs($0.value) <= 1.5 * abs(all.value) } ?? true
    return
      "\(most ? "Most of the difference" : "Causes of either sign make up for each other; the greatest"): \(cause.kind.sentence) (\(amount))."
  }

  /// Request by request.
  static func agreement(_ verification: StudyVerification) -> String {
    let agreement = verification.agreement
    var text =
      "Request by request, the replay and production agree on \(agreement.share): \(grouped(agreement.onlyReplay)) were answered in the replay "
      + "alone, \(grouped(agreement.onlyProduction)) in production alone."
    if let served = agreement.oldestServed {
      text += " The oldest answer that production gave to an identical request was \(served.span) old"
      if let replayed = agreement.oldestReplayed { text += "; in the replay the oldest answer is \(replayed.span) old" }
      text += "."
      switch agreement.sign {
      case .keepsApart(let scope):
        return text
          + " So answers a cache that keeps \(keptApart(scope)) apart: nearly every hit was to a question of one's own, and nearly all it missed "
          + "had been asked by others alone."
      case .evicts(let entries):
        return text
          + " So answers a cache with room for about \(grouped(entries)) entries, which evicts what was asked longest ago: since what "
          + "it missed, more other questions than that had come."
      case nil: break
      }
      // A cache that answers with nothing older than a part of that life, and misses what the replay hits, has the shorter one.
      if let replayed = agreement.oldestReplayed, agreement.onlyReplay > agreement.onlyProduction, served.seconds < 0.8 * replayed.seconds {
        text += " So answers a cache whose TTL is about \(served.span), or one that evicts."
      } else if let replayed = agreement.oldestReplayed, agreement.onlyProduction > agreement.onlyReplay,
        served.seconds > 1.25 * replayed.seconds
      {
        text += " So answers a cache whose TTL is at least \(served.span)."
      }
    }
    return text
  }

  /// Those whom a scope keeps apart.
  private static func keptApart(_ scope: Scope) -> String {
    switch scope {
    case .user: "users"
    case .team: "teams"
    default: "API keys"
    }
  }

  static func signed(_ value: Double, _ words: (Double) -> String) -> String {
    value == 0 ? "=" : (value > 0 ? "+" : "-") + words(abs(value))
  }

  static func money(_ amount: Dollars) -> String {
    amount == .zero ? "=" : (amount > .zero ? "+" : "-") + Dollars(abs(amount.value)).description
  }
  static func money(_ a: Dollars?, _ b: Dollars?) -> String { a.flatMap { a in b.map { money($0 - a) } } ?? "–" }

  static func points(_ change: Double) -> String { signed((change * 1_000).rounded() / 10) { plain($0, decimals: 1) + " pp" } }
  static func points(_ a: Double?, _ b: Double?) -> String { a.flatMap { a in b.map { points($0 - a) } } ?? "–" }

  static func time(_ change: Microseconds) -> String {
    change == .zero ? "=" : (change > .zero ? "+" : "-") + Microseconds(abs(change.count)).description
  }
  static func times(_ a: Microseconds?, _ b: Microseconds?) -> String { a.flatMap { a in b.map { time($0 - a) } } ?? "–" }
}

extension CauseOfDifference.Kind {
  /// In a table.
  var title: String {
    switch self {
    case .volume: "volume"
    case .mix: "mix of models"
    case .size: "size of calls"
    case .speed: "speed of calls"
    case .repeats: "repeats"
    case .prices: "prices"
    case .cache: "the cache itself"
    }
  }

  /// What the step changes.
  var explanation: String {
    switch self {
    case .volume: "requests in a month"
    case .mix: "which models are asked"
    case .size: "tokens per call"
    case .speed: "how long calls take without a cache"
    case .repeats: "how often and how soon questions repeat"
    case .prices: "what tokens cost"
    case .cache: "production less the replay of its own traffic"
    }
  }

  /// After "most of the difference:".
  var sentence: String {
    switch self {
    case .volume: "the traffic changed, more or fewer requests"
    case .mix: "the traffic changed, other models are asked"
    case .size: "the traffic changed, calls have more or fewer tokens"
    case .speed: "the traffic changed, calls take longer or less long"
    case .repeats: "the traffic changed, questions repeat more or less"
    case .prices: "prices changed"
    case .cache: "the cache does otherwise than was replayed"
    }
  }
}
