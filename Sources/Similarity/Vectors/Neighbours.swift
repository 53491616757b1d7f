/// The most alike of each of many texts, which stand in the order in which they first came.
public struct Neighbours: Sendable, Equatable {
  /// By text, the most alike of those before it: the oldest where several are equally so; `UInt32.max` where none reaches the floor.
  public var earlier: [UInt32] = []
  /// By text, the score with ``earlier``; 0 where there is none.
  public var earlierScores: [UInt16] = []
  /// By text, where its neighbours begin in ``neighbours`` and ``scores``; one more at the end.
  public var offsets: [UInt64] = [0]
  /// The most alike of all other texts, before and after: best first, older first where equally so.
  public var neighbours: [UInt32] = []
  /// Their scores, in ten-thousandths.
  public var scores: [UInt16] = []
  /// By text, whether the cap on its neighbours left out some that reach the floor.
  ///
  /// Without a cap edges are symmetric; with it, an edge may stand at one of its ends only.
  public var isCapped: [Bool] = []

  /// No text yet.
  public init() {}

  /// How many texts there are.
  public var count: Int { earlier.count }

  /// The most alike earlier text of `text` and its score.
  public func bestEarlier(of text: Int) -> (text: Int, score: Score)? {
    earlier[text] == .max ? nil : (Int(earlier[text]), Score(rawValue: earlierScores[text]))
  }
}
