import Traces
import Units

extension LogQuality {
  /// What the reader must know, the gravest first, otherwise in a fixed order.
  ///
  /// Few logs give a sign of having been sampled at random, though that destroys repeats (law 35); whoever made another must say so.
  public var caveats: [Caveat] {
    guard requests > 0 else {
      let text = "The log has no requests: nothing can be said."
      return [Caveat(id: "no-requests", severity: .serious, text: text)]
    }
    let all = reading + remarked + content + money + times
    return Caveat.Severity.allCases.reversed().flatMap { severity in all.filter { $0.severity == severity } }
  }

  /// Whether the log could be read.
  private var reading: [Caveat] {
    var out = faults.map {
      let fault = $0.hasSuffix(".") ? $0 : $0 + "."
      return Caveat(id: "file-broken", severity: .serious, text: "\(fault) The requests after that point are not in the figures.")
    }
    if badRecords > 0 {
      let share = Ratio(badRecords, of: max(records, badRecords))
      let text =
        "\(counted(badRecords, "record")) of the log (\(share)) could not be read and \(badRecords == 1 ? "is" : "are") not in the figures."
      out.append(Caveat(id: "bad-records", severity: grade(badRecords, of: records), text: text))
    }
    // Where the format was given against the signs, that is said.
    if doubtfulFormats > 0, remarks[.otherFormat] == nil {
      let text =
        "In \(counted(doubtfulFormats, "file")) not every record has the shape of the format that was recognised; check with --format."
      out.append(Caveat(id: "format-doubtful", severity: .careful, text: text))
    }
    return out
  }

  /// What ingest remarked.
  private var remarked: [Caveat] {
    LogRemark.allCases.compactMap { remark in
      guard let count = remarks[remark] else { return nil }
      return Caveat(id: Self.id(of: remark), severity: severity(of: remark, count), text: remark.sentence(count))
    }
  }

  private static func id(of remark: LogRemark) -> String {
    switch remark {
    case .encrypted: "bodies-encrypted"
    case .elsewhere: "bodies-elsewhere"
    case .blocks: "block-ids"
    case .accesses: "cache-trace"
    case .perhapsSampled: "perhaps-sampled"
    case .sampled: "sampled-spans"
    case .saidSampled: "sampled"
    case .longConversations: "long-conversations"
    case .unreadCounts: "counts-unread"
    case .unreadTimes: "times-unread"
    case .unequalCounts: "counts-unequal"
    case .latencySeconds, .latencyMilliseconds: "latency-unit"
    case .otherFormat: "format-forced"
    case .noNear: "near-not-sought"
    }
  }

  private func severity(of remark: LogRemark, _ count: Int) -> Caveat.Severity {
    switch remark {
    case .encrypted, .elsewhere: grade(count, of: requests)
    case .blocks, .accesses: .note
    case .perhapsSampled, .longConversations, .noNear, .unreadCounts, .unequalCounts, .latencySeconds, .latencyMilliseconds: .careful
    case .unreadTimes: grade(count, of: requests)
    case .sampled, .saidSampled, .otherFormat: .serious
    }
  }

  /// Whether prompts can be compared.
  private var content: [Caveat] {
    var out: [Caveat] = []
    note(&out, "prompts-cut", truncated) { "of prompts were cut in the log (\($0)): their repeats are an upper bound." }
    note(&out, "prompts-redacted", redacted) {
      "of prompts have placeholders such as [EMAIL], <PERSON> or **** in them (\($0)): where these stand for what was redacted, equal texts "
        + "may have been different prompts, and their repeats, exact ones too, are an upper bound."
    }
    if hasNoContent {
      let text =
        "No prompt is in the log: it says what the traffic was and what it cost, but not what repeats. Zero repeats are no finding here; "
        + "log the prompts, or join a log that has them."
      out.append(Caveat(id: "no-content", severity: .serious, text: text))
    } else {
      note(&out, "no-content", withoutContent) { "of requests have no prompt in the log (\($0)): whether they repeat cannot be said." }
    }
    note(&out, "missing-context", withoutContext) {
      "of requests continue a conversation that is not in the log (\($0)): they never count as repeats."
    }
    note(&out, "already-cached", alreadyCached, grade: .note) {
      "of requests were answered by a cache already (\($0)): what repeats is not what is billed."
    }
    if !hasCallers {
      let text =
        "The log names no users or API keys: regenerations by one user count as repeats, and repeats across users cannot be told apart."
      out.append(Caveat(id: "no-callers", severity: .note, text: text))
    }
    return out
  }

  /// Whether requests have a price.
  private var money: [Caveat] {
    var out: [Caveat] = []
    note(&out, "no-usage", withoutUsage) {
      "of requests have no token counts (\($0)): neither their tokens nor their cost are in any figure."
    }
    let unpriced = unpricedModels.reduce(0) { $0 + $1.requests }
    if unpriced > 0 {
      let shown = unpricedModels.prefix(5).map { Self.shown($0.name) }.joined(separator: ", ")
      let rest = unpricedModels.count > 5 ? " and \(unpricedModels.count - 5) more" : ""
      let models = unpricedModels.count == 1 ? "1 model has" : "\(grouped(unpricedModels.count)) models have"
      let text =
        "\(models) no price (\(shown)\(rest)): \(counted(unpriced, "request")) (\(Ratio(unpriced, of: requests))) "
        + "\(unpriced == 1 ? "is" : "are") not in the dollars; "
        + (unpricedModels.allSatisfy(\.name.isEmpty)
          ? "if the log has the model's name, say where with --map." : "give prices with --prices.")
      out.append(Caveat(id: "unpriced-models", severity: grade(unpriced, of: requests), text: text))
    }
    return out
  }

  /// Whether time can be told.
  private var times: [Caveat] {
    var out: [Caveat] = []
    let week: Int64 = 7 * 86_400_000_000
    if hasNoTimes {
      let text = "The log has no times: what repeats can be counted, but nothing about TTLs, latency or a month's cost."
      out.append(Caveat(id: "no-times", severity: .serious, text: text))
    } else {
      note(&out, "no-times", withoutTime) { "of requests have no time (\($0)): they stand where they stood in the log." }
      if span.count < week {
        let length = span.count == 0 ? "is of one moment" : "spans \(span.span)"
        let text = "The log \(length), less than a week: the days it lacks may repeat more or less, and a month's cost is a guess."
        out.append(Caveat(id: "short-log", severity: span.count < week / 7 ? .serious : .careful, text: text))
      }
      if isInWholeSeconds {
        let text = "All times are whole seconds: what happens within a second (calls in flight at once) is known as a range only."
        out.append(Caveat(id: "coarse-times", severity: .note, text: text))
      } else {
        note(&out, "coarse-times", coarselyTimed, grade: .note) { "of requests are timed by the answer's whole-second stamp (\($0))." }
      }
    }
    note(&out, "no-duration", withoutDuration) { "of requests have no duration (\($0)): their latency is an estimate." }
    note(&out, "out-of-order", outOfOrder, grade: .note) {
      "of requests stood before an earlier one in the log (\($0)): they were sorted by time."
    }
    return out
  }

  /// Adds a caveat about `count` of the requests, if any: "8.1 % …", the count in brackets.
  private func note(
    _ out: inout [Caveat], _ id: String, _ count: Int, grade severity: Caveat.Severity? = nil, _ text: (String) -> String
  ) {
    guard count > 0 else { return }
    let text = "\(Ratio(count, of: requests)) " + text("\(grouped(count)) of \(grouped(requests))")
    out.append(Caveat(id: id, severity: severity ?? grade(count, of: requests), text: text))
  }

  /// A model's name, cut where it is so long that the sentence around it would be lost.
  private static func shown(_ name: String) -> String {
    name.isEmpty ? "one that the log does not name" : name.count > 60 ? "\(name.prefix(60))…" : name
  }

  /// How grave it is that so much is missing: serious from 10 % on, a note below 1 %.
  private func grade(_ count: Int, of whole: Int) -> Caveat.Severity {
    let share = Ratio(count, of: whole).value ?? 1
    return share >= 0.1 ? .serious : share >= 0.01 ? .careful : .note
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }
}
