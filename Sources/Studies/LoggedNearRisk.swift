public import Duplicates
import Similarity
import Units

/// How often near answers are wrong on a log, as its own answers tell: near repeats that the model answered otherwise.
///
/// A proxy: an answer in other words may be as right. So what identical prompts disagree in is subtracted; where a log has none of these, what
/// differs counts only if most near repeats were answered alike, which a model that puts each answer in new words does not do.
public struct LoggedNearRisk: Sendable, Equatable {
  /// The pairs of near repeats of which the log has both answers.
  public let pairs: Int
  /// The share of them that is put down as wrong.
  public let share: Double
  /// Whether that is what they differ in beyond identical prompts; else it is all that differs.
  public let isBeyondIdentical: Bool

  /// Fewer pairs say too little.
  public static let enough = 100

  /// What the answers of a log say; `nil` where they say too little. Answers differ by a letter or more: all that a trace file tells, so that every
  /// command says the same whether it has texts at hand or not.
  public init?(_ answers: AnswerComparison) {
    let (near, identical) = (answers.near, answers.identical)
    pairs = near.all.compared
    guard pairs >= Self.enough, let differing = near.all.rate.mean else { return nil }
    if identical.all.compared >= Self.enough, let excess = near.excess(over: identical) {
      (share, isBeyondIdentical) = (excess.value, true)
    } else {
      guard differing <= 0.5 else { return nil }
      (share, isBeyondIdentical) = (differing, false)
    }
  }

  /// "the model's own answers to 1,000 near repeats in this log differ in 25.0 %", with "more than to identical prompts" where that is so.
  public var words: String {
    "the logged answers to \(grouped(pairs)) near repeats differ in \(percent(share))"
      + (isBeyondIdentical ? " more than those to identical prompts" : "")
  }
}

/// Wrong answers that are to be expected, by labelled pairs of questions and by the log's own answers.
struct WrongAnswers: Sendable, Equatable {
  var byPairs = 0.0
  var byLog = 0.0

  /// The worse of the two: what limits and prices are held against.
  var worse: Double { max(byPairs, byLog) }

  @inline(__always)
  static func += (a: inout WrongAnswers, b: WrongAnswers) {
    a.byPairs += b.byPairs
    a.byLog += b.byLog
  }
}
