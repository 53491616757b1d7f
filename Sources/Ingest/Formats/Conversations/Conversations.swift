internal import Similarity
internal import Traces

/// Public data sets of whole conversations: each answer in one is a request with all that was said before it.
struct Conversations: LogFormat {
  /// The data sets, which differ in a few names.
  enum Dataset: Sendable {
    /// WildChat: the answer's `timestamp` is the time of its request. Source: its data card.
    case wildChat
    /// LMSYS-Chat-1M: no times. Source: its data card.
    case lmsys
    /// ShareGPT and the many data sets in its form: `from` and `value`, no times, no models.
    case shareGPT
    /// Files to fine-tune by: messages alone. Source: OpenAI's guide to fine-tuning.
    case fineTuning
  }

  let dataset: Dataset
  /// Answers that are read of one conversation; later ones are left out.
  private static let maximumAnswers = 1_000

  var name: String {
    switch dataset {
    case .wildChat: "wildchat"
    case .lmsys: "lmsys"
    case .shareGPT: "sharegpt"
    case .fineTuning: "fine-tuning"
    }
  }

  var title: String {
    switch dataset {
    case .wildChat: "WildChat conversations (a request an answer)"
    case .lmsys: "LMSYS-Chat-1M conversations (a request an answer)"
    case .shareGPT: "ShareGPT conversations (a request an answer)"
    case .fineTuning: "conversations to fine-tune by (messages alone; a request an answer)"
    }
  }

  var contents: LogContents { dataset == .wildChat ? [.texts, .times, .tenants] : [.texts] }

  func matches(_ record: JSONValue) -> Bool {
    switch dataset {
    case .shareGPT: turns(of: record)?[0]?.first(["from", "role"]) != nil || record["conversations"]?.isText(beginning: "[{") == true
    case .fineTuning: record["model"] == nil && record["messages"]?.elements.contains(where: Self.isAnswer) == true
    case .wildChat:
      record["conversation"]?.isList == true && (record["conversation_hash"] != nil || record["hashed_ip"] != nil || record["toxic"] != nil)
    case .lmsys: record["conversation"]?.isList == true && record["conversation_id"] != nil
    }
  }

  /// ShareGPT's data sets have conversations of which nothing is left.
  func accepts(_ record: JSONValue) -> Bool {
    matches(record) || dataset == .shareGPT && record["conversations"].map { $0.kind == .array && $0.count == 0 } ?? false
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? {
    dataset == .fineTuning ? nil : record.withoutTexts([dataset == .shareGPT ? "conversations" : "conversation"])
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    guard let turns = turns(of: record) else { return [] }
    return Array(turns.elements.lazy.filter(Self.isAnswer).prefix(Self.maximumAnswers))
  }

  func surplus(of record: JSONValue) -> Int {
    guard let turns = turns(of: record), turns.count > Self.maximumAnswers else { return 0 }
    return max(0, turns.elements.lazy.filter(Self.isAnswer).count - Self.maximumAnswers)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { .broken("no conversation") }

  func read(_ answer: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard let turns = turns(of: record) else { return .broken("no conversation") }
    if let system = record.given(["system", "system_prompt"]), system.kind == .string, !system.isNothing {
      draft.conversation.read(system: system)
    }
    record.forEachMember { key, value in
      if key == "tools", !value.isNothing { draft.parameters.add(key, value) }
    }
    for turn in turns.elements {
      if turn.index == answer.index { break }
      draft.conversation.begin(Conversation.Role(turn["role"] ?? turn["from"]))
      if let text = Self.text(of: turn) { draft.conversation.add(text: text) }
      draft.conversation.end()
      if dataset == .wildChat, turn["redacted"]?.truth == true { draft.flags.insert(.truncatedPrompt) }
    }
    draft.answer.add(text: Self.text(of: answer))
    draft.answer.bytes = Self.text(of: answer)?.withText { $0.count } ?? 0
    draft.endpoint = .chat
    draft.model = LoggedName(record["model"])
    draft.arrival = draft.moment(answer["timestamp"]) ?? (dataset == .wildChat ? Stamp.moment(record["timestamp"]) : nil)
    draft.user = LoggedName(record["hashed_ip"])
    draft.place = LoggedName(record["country"])
    if dataset == .lmsys, record["redacted"]?.truth == true { draft.flags.insert(.truncatedPrompt) }
    return .request
  }

  private func turns(of record: JSONValue) -> JSONValue? {
    switch dataset {
    case .wildChat, .lmsys: record["conversation"]
    case .shareGPT: record["conversations"] ?? (record["items"]?[0]?["from"] != nil ? record["items"] : nil)
    case .fineTuning: record["messages"]
    }
  }

  private static func text(of turn: JSONValue) -> JSONValue? { turn.first(["content", "value"]) }

  private static func isAnswer(_ turn: JSONValue) -> Bool {
    switch (turn["role"] ?? turn["from"])?.string {
    case "assistant"?, "gpt"?, "chatgpt"?, "bing"?, "bard"?, "model"?, "chatbot"?: true
    default: false
    }
  }
}
