public import Similarity
import Traces

/// What comparing texts by their words or vectors tells of the requests that no key answers, one row per request.
///
/// Of each such request the most similar earlier text of its context is looked for, asked by whatever request, answered or not. A veto is a
/// miss, never the next candidate.
public struct TextMatches: Sendable, Equatable {
  /// The least score that is looked for unless the threshold is lower, in units of 1/10,000.
  public static let usualFloor = 7_000

  /// By what texts were compared.
  public let measure: MatchMeasure
  /// The least score of a semantic match, in units of 1/10,000.
  public let threshold: Int
  /// The least score looked for.
  public let floor: Int
  /// The ordinal of the latest request with the most similar text; ``Classification/noMatch`` where none reaches the floor.
  public internal(set) var match: [UInt32]
  /// Its score in units of 1/10,000.
  public internal(set) var score: [UInt16]
  /// In what the two differ; meaningful where there is a match.
  public internal(set) var difference: [DifferenceKind]
  /// Whether a guard refuses that difference at the threshold.
  public internal(set) var isRefused: [Bool]
  /// Whether an answer to the most similar text could be had: stored by an earlier request, and looked up by this one.
  public internal(set) var isAnswered: [Bool]
  /// Whether an earlier request of the context has the same form with other values, or a match at the threshold is refused for a value alone.
  public internal(set) var isTemplated: [Bool]
  /// Requests whose best match may be better than the one found, because a search was cut short (law 25).
  public internal(set) var undetermined = 0
  /// Distinct texts in their context that have no vector, where vectors were compared.
  public internal(set) var withoutVector = 0

  /// Whether the request would be a hit of a semantic cache with this threshold; with `guards` only where the difference is no veto and it
  /// is not templated.
  public func isHit(_ i: Int, threshold: Int, guards: Bool = true) -> Bool {
    guard match[i] != Classification.noMatch, Int(score[i]) >= threshold else { return false }
    guard guards else { return true }
    let isRefused = measure == .words ? isRefused(i, threshold: threshold) : isRefused[i]
    return !(isRefused || isTemplated[i])
  }

  /// Whether a guard refuses a match by words where a threshold is asked for.
  private func isRefused(_ i: Int, threshold: Int) -> Bool {
    guard let least = difference[i].leastScore(threshold: threshold) else { return true }
    return Int(score[i]) < least && least > threshold
  }

  /// Whether a match at the threshold was refused, and the request is unique for that.
  public func isVetoed(_ i: Int) -> Bool {
    match[i] != Classification.noMatch && Int(score[i]) >= threshold && isRefused[i]
  }

  /// How often labelled pairs like the match of a request mean the same; `nil` where none is known.
  public func precision(_ i: Int) -> Calibration.Precision? {
    measure.precision(of: difference[i], score: Int(score[i]), isRefused: isRefused[i])
  }
}

extension TextMatches {
  /// Compares the texts of the requests that `classification` has as unique, and files them: near (typo), templated, semantic, or unique.
  ///
  /// - Complexity: reading the texts, and the search; memory O(words).
  init(_ trace: Trace, texts: LoggedTexts, scope: Scope, threshold: Int?, threads: Int, classification: inout Classification) {
    let count = trace.requests.count
    measure = texts.vectors.map { .vectors(model: $0.set.model) } ?? .words
    let threshold = threshold ?? measure.usualThreshold
    self.threshold = threshold
    floor = min(threshold, Self.usualFloor)
    match = Array(repeating: Classification.noMatch, count: count)
    score = Array(repeating: 0, count: count)
    difference = Array(repeating: .none, count: count)
    isRefused = Array(repeating: false, count: count)
    isAnswered = Array(repeating: false, count: count)
    isTemplated = Array(repeating: false, count: count)

    let asked = AskedTexts(trace, scope: scope)
    var builder = LexicalCorpusBuilder()
    for text in texts.lastUserMessages { builder.append(text) }
    let corpus = builder.freeze()
    let best =
      texts.vectors.map { BestEarlier(asked, vectors: $0, floor: floor, threads: threads) }
      ?? BestEarlier(asked, corpus: corpus, floor: floor, threads: threads)
    undetermined = best.undetermined
    withoutVector = best.withoutVector
    var differ = Differ(corpus)
    var embeddingGuard = EmbeddingGuard(corpus)
    var forms = EarlierForms(corpus: corpus, texts: texts.lastUserMessages)
    // The latest request of each pair, and the latest whose answer could be stored.
    var latest = LatestByKey(keys: asked.texts.count)
    var stored = latest

    for i in 0..<count where asked.pairs[i] != AskedTexts.none {
      let pair = Int(asked.pairs[i])
      let flags = trace.requests.flags[i]
      defer {
        latest.ordinals[pair] = UInt32(i)
        if flags.isStored { stored.ordinals[pair] = UInt32(i) }
      }
      guard asked.first[pair] == UInt32(i) else { continue }
      let earlier = forms.meet(pair, text: Int(asked.texts[pair]), context: asked.contexts[pair])
      guard classification.classes[i] == .unique else { continue }
      let partner = best.best[pair]
      if partner != AskedTexts.none {
        match[i] = latest.ordinals[Int(partner)]
        score[i] = best.scores[pair]
        let (text, other) = (Int(asked.texts[pair]), Int(asked.texts[Int(partner)]))
        difference[i] = differ.kind(text, other)
        isRefused[i] = isRefused(i, threshold: threshold)
        if measure != .words {
          let reason = embeddingGuard.veto(text, other)
          if let reason { difference[i] = reason }
          isRefused[i] = reason != nil
        }
        let answer = stored.ordinals[Int(partner)]
        isAnswered[i] = answer != Classification.noMatch && flags.isLookedUp
        if isAnswered[i] { match[i] = answer }
      }
      let isLike = partner != AskedTexts.none && Int(score[i]) >= threshold
      isTemplated[i] = earlier.sameForm != nil || isLike && isRefused[i] && difference[i].isSlot
      if let typo = earlier.sameButForTypos {
        isTemplated[i] = false
        classification.file(i, as: .near, likeness: .typo, match: latest.ordinals[typo])
      } else if let form = earlier.sameForm {
        classification.file(i, as: .templated, match: latest.ordinals[form])
      } else if isTemplated[i] {
        classification.file(i, as: .templated, match: match[i])
      } else if isHit(i, threshold: threshold) {
        classification.file(i, as: .semantic, match: match[i])
        classification.isServedByText[i] = isAnswered[i]
      }
    }
  }
}

extension Classification {
  /// Files a request that is unique by its keys.
  fileprivate mutating func file(_ i: Int, as kind: DuplicateClass, likeness: Likeness = .none, match: UInt32) {
    classes[i] = kind
    self.likeness[i] = likeness
    self.match[i] = match
  }
}
