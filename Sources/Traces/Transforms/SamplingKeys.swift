internal import Units

/// Which keys of a trace were kept (law 35).
public struct KeySample: Sendable, Equatable {
  /// The share of keys that was to be kept.
  public let share: Double
  /// Keys kept, and all there were.
  public let keys: (kept: Int, all: Int)
  /// Requests kept, and all there were.
  public let requests: (kept: Int, all: Int)
  /// How many questions of the log were asked so many times.
  public let questionsBySize: [Int: Int]

  /// Whether all of it is equal.
  public static func == (a: KeySample, b: KeySample) -> Bool {
    a.share == b.share && a.keys == b.keys && a.requests == b.requests && a.questionsBySize == b.questionsBySize
  }
}

extension Trace {
  /// For each request the number of what it asks: requests with the same text of the last user message up to spelling, fillers and
  /// inflection have one number, so that no exact and no near key is in two; a request without such a text has that of its other turns.
  ///
  /// - Complexity: O(requests).
  public var questions: [UInt32] {
    let texts = prompts[.lastUserMessage] ?? Array(repeating: 0, count: prompts.count)
    let turns = prompts[.earlierTurns] ?? Array(repeating: 0, count: prompts.count)
    let forms = UInt32(normalForms.stems.count + 1)
    return requests.prompt.indices.map { i in
      let prompt = Int(requests.prompt[i])
      let text = Int(texts[prompt])
      return text != 0 ? normalForms.stems[text] : forms + turns[prompt]
    }
  }

  /// The trace of a share of the questions, each with all of its requests (law 35), drawn by `seed`.
  ///
  /// Sampling rows would destroy repeats; sampling questions keeps every one of them whole, so that ratios of the sample estimate those of
  /// the log. Requests whose prompt is not in the log are no question, and are drawn one by one.
  /// - Complexity: O(requests + tuples).
  public func samplingKeys(_ share: Double, seed: UInt64) -> (trace: Trace, sample: KeySample) {
    let draws = Draws(seed: seed)
    let questions = questions
    var kept: Set<UInt32> = []
    var sizes: [UInt32: Int] = [:]
    let trace = filtered { i in
      guard requests.prompt[i] != 0 else { return draws.unit(UInt64(i), 0x5A3D) < share }
      sizes[questions[i], default: 0] += 1
      let isKept = draws.unit(UInt64(questions[i]), 0x5A3E) < share
      if isKept { kept.insert(questions[i]) }
      return isKept
    }
    return (
      trace,
      KeySample(
        share: share, keys: (kept.count, sizes.count), requests: (trace.requests.count, requests.count),
        questionsBySize: Dictionary(sizes.values.map { ($0, 1) }, uniquingKeysWith: +))
    )
  }
}
