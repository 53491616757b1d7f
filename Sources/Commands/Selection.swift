import Scenarios
import Similarity
import Traces
import Units

/// The part of a log that is looked at: a span of time, half-open, and a condition.
struct Selection {
  let start: Timestamp?
  let end: Timestamp?
  let condition: Condition?

  /// "from 2026-10-01T00:00:00Z until 2026-11-01T00:00:00Z where model=gpt-4.1"
  var words: String {
    let parts = [start.map { "from \($0) on" }, end.map { "before \($0)" }, condition.map { "where \($0)" }]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// The selected part of what was loaded; its texts follow their ids.
  func of(_ loaded: TraceLoader.Loaded) throws -> TraceLoader.Loaded {
    let trace = loaded.trace
    let (first, last) = (start?.microseconds ?? .min, end?.microseconds ?? .max)
    let arrival = trace.requests.arrival
    let isMeant = try matcher(for: trace)
    var (part, texts) = trace.selected(words) { arrival[$0] >= first && arrival[$0] < last && isMeant($0) }
    part.window = trace.covered.flatMap { covered in
      let (from, to) = (max(first, covered.lowerBound), min(last, covered.upperBound))
      return from <= to ? from...to : nil
    }
    guard part.requests.count > 0 else {
      let span = trace.span.map {
        " The log has requests from \(Timestamp(microseconds: $0.lowerBound)) to \(Timestamp(microseconds: $0.upperBound))."
      }
      throw Failure(.noInput, "No request is left of those \(words).\(span ?? "")")
    }
    let held = loaded.texts
    let isKept = trace.requests.arrival.indices.filter { arrival[$0] >= first && arrival[$0] < last && isMeant($0) }
    return TraceLoader.Loaded(
      trace: part, texts: held.isEmpty ? [] : texts.map { held.indices.contains(Int($0)) ? held[Int($0)] : "" },
      systemPrompts: loaded.systemPrompts.isEmpty ? [] : Self.systemPrompts(loaded, of: isKept, in: part),
      answers: loaded.answers.isEmpty ? [] : Self.answers(loaded, of: isKept, in: part), keys: nil, failure: loaded.failure)
  }

  /// The beginnings of system prompts under the ids that they have in the selected part.
  private static func systemPrompts(_ loaded: TraceLoader.Loaded, of kept: [Int], in part: Trace) -> [TextHead] {
    guard let old = loaded.trace.prompts[.systemPrompt], let new = part.prompts[.systemPrompt] else { return [] }
    var heads = [TextHead](repeating: TextHead(""), count: Int(new.max() ?? 0) + 1)
    for (ordinal, i) in kept.enumerated() {
      let head = Int(old[Int(loaded.trace.requests.prompt[i])])
      guard loaded.systemPrompts.indices.contains(head) else { continue }
      heads[Int(new[Int(part.requests.prompt[ordinal])])] = loaded.systemPrompts[head]
    }
    return heads
  }

  /// What answers are compared by under the ids that they have in the selected part.
  private static func answers(_ loaded: TraceLoader.Loaded, of kept: [Int], in part: Trace) -> [AnswerSketch] {
    var sketches = [AnswerSketch](repeating: .unknown, count: Int(part.requests.answer.max() ?? 0) + 1)
    for (ordinal, i) in kept.enumerated() {
      let answer = Int(loaded.trace.requests.answer[i])
      if loaded.answers.indices.contains(answer) { sketches[Int(part.requests.answer[ordinal])] = loaded.answers[answer] }
    }
    return sketches
  }

  private func matcher(for trace: Trace) throws -> (Int) -> Bool {
    guard let condition else { return { _ in true } }
    do {
      return try condition.matcher(for: trace)
    } catch {
      throw Failure(.usage, "--where, \(error)")
    }
  }
}

extension TraceLoader {
  /// Reads everything, and keeps what is selected.
  func load(_ selection: Selection?) throws -> Loaded {
    let loaded = try load()
    return try selection?.of(loaded) ?? loaded
  }
}
