public import Similarity

/// The texts of a trace by their ids in it: what an audit needs to compare prompts that have no key in common, and their answers.
public struct LoggedTexts: Sendable {
  /// Last user messages; element 0 is that of the absent one.
  public var lastUserMessages: [String]
  /// The beginnings of system prompts; element 0 is that of the absent one.
  public var systemPrompts: [TextHead]
  /// What answers are compared by; empty where only those that are equal are told. Element 0 is that of the absent one.
  public var answers: [AnswerSketch]
  /// The vectors of the last user messages; without, they are compared by their words.
  public var vectors: TextVectors?

  /// Texts; `nil` where there are none to compare, as a trace file holds none.
  public init?(
    lastUserMessages: [String], systemPrompts: [TextHead] = [], answers: [AnswerSketch] = [], vectors: TextVectors? = nil
  ) {
    guard lastUserMessages.contains(where: { !$0.isEmpty }) else { return nil }
    self.lastUserMessages = lastUserMessages
    self.systemPrompts = systemPrompts
    self.answers = answers
    self.vectors = vectors
  }
}
