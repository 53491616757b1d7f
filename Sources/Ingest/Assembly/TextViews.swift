public import Traces

/// The texts of the prompts of a trace under one view.
public struct ViewedTexts: Sendable, Equatable {
  /// What part of a conversation they are.
  public let view: TextView
  /// For each row of ``Trace/prompts`` the place of its text in ``texts``, or ``CandidateGraph/none``.
  public internal(set) var textOfPrompt: [UInt32] = [CandidateGraph.none]
  /// Distinct texts, in the order of the rows that have them first.
  public internal(set) var texts: [String] = []
}

/// Texts under one view, while they are met.
struct ViewKeeper {
  private var viewed: ViewedTexts
  private var ids: [String: UInt32] = [:]

  init(_ view: TextView) { viewed = ViewedTexts(view: view) }

  /// Takes the next row of prompts.
  mutating func add(_ conversation: Conversation) {
    guard let text = conversation.text(under: viewed.view) else { return viewed.textOfPrompt.append(CandidateGraph.none) }
    let next = UInt32(viewed.texts.count)
    let id = ids[text] ?? next
    if id == next {
      ids[text] = next
      viewed.texts.append(text)
    }
    viewed.textOfPrompt.append(id)
  }

  /// What was kept, for rows that are renumbered: `old` has the old row of each.
  consuming func finish(_ old: [UInt32]) -> ViewedTexts {
    var out = ViewedTexts(view: viewed.view)
    var new = [UInt32](repeating: CandidateGraph.none, count: viewed.texts.count)
    out.textOfPrompt = old.map { row in
      let text = viewed.textOfPrompt[Int(row)]
      guard text != CandidateGraph.none else { return text }
      if new[Int(text)] == CandidateGraph.none {
        new[Int(text)] = UInt32(out.texts.count)
        out.texts.append(viewed.texts[Int(text)])
      }
      return new[Int(text)]
    }
    return out
  }
}

extension Conversation {
  /// Its text under a view, a line for each part; `nil` where it has none there.
  ///
  /// Messages are counted from the end, those without text among them; of the user's, those with text.
  func text(under view: TextView) -> String? {
    let turns = said.filter { !$0.isSystem && (!view.onlyUser || $0.isUser) }
    var first = 0
    if let messages = view.messages {
      if view.onlyUser {
        var numbers: [Int] = []
        for turn in turns where numbers.last != turn.message { numbers.append(turn.message) }
        first = numbers.count > messages ? numbers[numbers.count - messages] : 0
      } else {
        first = messageCount - messages
      }
    }
    var parts = view.withSystem ? said.filter(\.isSystem) : []
    parts += turns.filter { $0.message >= first }
    guard !parts.isEmpty else { return nil }
    let text = parts.map { part in part.text.withText { String(decoding: $0, as: UTF8.self) } ?? "" }.joined(separator: "\n")
    return text.isEmpty ? nil : text
  }
}
