public import Similarity

/// The texts of a trace by their ids in it: what an audit needs to compare prompts that have no key in common.
public struct LoggedTexts: Sendable {
  /// Last user messages; element 0 is that of the absent one.
  public var lastUserMessages: [String]
  /// The beginnings of system prompts; element 0 is that of the absent one.
  public var systemPrompts: [TextHead]

  /// Texts; `nil` where there are none to compare, as a trace file holds none.
  public init?(lastUserMessages: [String], systemPrompts: [TextHead] = []) {
    guard !lastUserMessages.isEmpty else { return nil }
    self.lastUserMessages = lastUserMessages
    self.systemPrompts = systemPrompts
  }
}
