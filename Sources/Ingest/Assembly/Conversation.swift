internal import Similarity
internal import Traces

/// The prompt of a request, walked turn by turn into the four fingerprints of a prompt tuple.
///
/// All dialects walk into the same form, so that one conversation has one fingerprint however it was sent: a plain string is the same as
/// one text part, and system and developer messages at the head are the same as a system prompt that is a field of its own.
struct Conversation {
  /// Who speaks; other roles are told apart by the fingerprint of their name.
  struct Role: Equatable {
    let tag: UInt64

    static let system = Role(tag: 1)
    static let user = Role(tag: 2)
    static let assistant = Role(tag: 3)
    static let tool = Role(tag: 4)

    /// The role that a log calls `value`.
    init(_ value: JSONValue?) {
      // What nearly all messages have needs no search.
      if let value, value.isText("user") || value.isText("assistant") {
        self = value.isText("user") ? .user : .assistant
        return
      }
      let tag = value?.withText { text -> UInt64 in
        for (name, role) in Self.names where name.withUTF8Buffer({ Self.equal($0, text) }) { return role.tag }
        return Fingerprint(of: text).high | 8
      }
      self.tag = tag ?? Self.user.tag
    }

    private init(tag: UInt64) { self.tag = tag }

    /// Whether a log of calls may call somebody so.
    static func isKnown(_ value: JSONValue) -> Bool {
      value.withText { text in names.contains { $0.0.withUTF8Buffer { equal($0, text) } } } ?? true
    }

    /// OpenAI's and Anthropic's names first, then Gemini's, Cohere's, ShareGPT's and LangChain's.
    private static let names: [(StaticString, Role)] = [
      ("user", .user), ("assistant", .assistant), ("system", .system), ("tool", .tool), ("developer", .system), ("function", .tool),
      ("model", .assistant), ("human", .user), ("chatbot", .assistant),
      ("ai", .assistant),
      ("humanmessage", .user), ("aimessage", .assistant), ("systemmessage", .system), ("toolmessage", .tool), ("functionmessage", .tool),
      ("humanmessagechunk", .user), ("aimessagechunk", .assistant), ("systemmessagechunk", .system), ("toolmessagechunk", .tool),
    ]

    private static func equal(_ name: UnsafeBufferPointer<UInt8>, _ text: UnsafeRawBufferPointer) -> Bool {
      guard name.count == text.count else { return false }
      for index in 0..<name.count where name[index] != text[index] | (text[index] < 0x61 ? 0x20 : 0) { return false }
      return true
    }
  }

  /// A text, and where it stands.
  struct Said {
    /// The text; what is no string has none. Valid as long as the record is.
    let text: JSONValue
    /// The number of its message, from 0.
    let message: Int
    let isUser: Bool
    /// Whether it is of the system prompt.
    let isSystem: Bool
  }

  private enum Tag {
    static let text: UInt64 = 0x7465_7874
    static let hole: UInt64 = 0x686F_6C65
    static let turn: UInt64 = 0x7475_726E
  }

  /// The texts of all turns and of the system prompt, in their order. Tokens are estimated from them.
  private(set) var said: [Said] = []
  /// Which of them are those of the last user message that has any: near signatures are made of them.
  private(set) var lastSaid = 0..<0
  /// The text of the last user message that has any.
  private(set) var lastUserMessage: Fingerprint?
  /// The system prompt.
  private(set) var systemPrompt: Fingerprint?
  /// Whether texts or other parts were left out of the log, as flags.
  private(set) var withheld: RequestFlags = []
  /// How many turns there are beside the system prompt.
  private(set) var turns = 0
  /// How many messages there are, those of the system among them; a system prompt beside the messages is none.
  private(set) var messageCount = 0

  private var all = Fingerprint.zero
  private var earlier = Fingerprint.zero
  private var role = Role.user
  private var turn = Fingerprint.zero
  private var bare = Fingerprint.zero
  private var text: Fingerprint?
  /// System prompts that were met before.
  private let systemTexts = TextMemo()
  /// How many texts there were before the turn.
  private var saidBefore = 0

  /// The tokens of all its texts.
  var estimate: TokenEstimate {
    var estimate = TokenEstimate()
    for said in said { _ = said.text.withText { estimate.add($0) } }
    return estimate
  }

  /// Whether nothing was said.
  var isEmpty: Bool { turns == 0 && systemPrompt == nil }

  /// The whole conversation.
  var messages: Fingerprint { (systemPrompt ?? .zero).then(all) }

  /// The conversation without the system prompt and the text of the last user message; `nil` if that is nothing.
  var earlierTurns: Fingerprint? { turns == 0 || (turns == 1 && isBareQuestion) ? nil : earlier }

  /// Whether the only turn is a user message of text alone.
  private var isBareQuestion: Bool { lastUserMessage != nil && earlier == Self.onlyText }
  private static let onlyText = Fingerprint.zero.then(Self.open(.user).then(Fingerprint(high: Tag.hole, low: 0)))

  /// Forgets everything but its memory.
  mutating func reset() {
    said.removeAll(keepingCapacity: true)
    lastSaid = 0..<0
    lastUserMessage = nil
    systemPrompt = nil
    turns = 0
    messageCount = 0
    all = .zero
    earlier = .zero
    withheld = []
  }

  /// Begins a turn.
  mutating func begin(_ role: Role) {
    self.role = role
    turn = Self.open(role)
    bare = turn
    text = nil
    saidBefore = said.count
  }

  /// Adds a text to the turn; what is not a string is added as any other part.
  mutating func add(text value: JSONValue) {
    let known = role == .system ? systemTexts.fingerprint(of: value, tag: Tag.text) : value.withText { Fingerprint(of: $0, tag: Tag.text) }
    guard let known else { return add(part: value.fingerprint(tag: 0)) }
    said.append(Said(text: value, message: messageCount, isUser: role == .user, isSystem: role == .system && turns == 0))
    let print = noteMarks(of: value, by: role == .system ? .system : role == .tool ? .tool : .anyone, known)
    turn = turn.then(print)
    if text == nil { bare = bare.then(Fingerprint(high: Tag.hole, low: 0)) }
    text = text?.then(print) ?? print
  }

  /// Notes what was left out of a text, or that it stands in place of another (none of those has escapes). Gives its fingerprint, with the
  /// lone surrogates that are written in it.
  private mutating func noteMarks(of value: JSONValue, by speaker: TextMarks.Speaker, _ print: Fingerprint) -> Fingerprint {
    if let text = value.inside, let placeholder = Placeholder.of(text) {
      withheld.insert(placeholder.flag)
      return print
    }
    let marks = TextMarks(of: value, by: speaker)
    withheld.formUnion(marks.flags)
    return marks.surrogates.map { print.then($0) } ?? print
  }

  /// Notes that something is not in the log.
  mutating func withhold(_ flag: RequestFlags) { withheld.insert(flag) }

  /// Adds a part that is no text, and is noted if something else stands in place of its inside.
  mutating func add(part value: JSONValue, _ isLeftOut: (JSONKey) -> Bool) {
    // Not even its size is known then, let alone what it shows.
    if Placeholder.within(value) != nil || TextMarks.isCut(part: value.raw) { withheld.insert(.truncatedPrompt) }
    add(part: value.fingerprint(tag: 0, ignoring: isLeftOut))
  }

  /// Adds an image, a file, a tool call or its result to the turn.
  mutating func add(part print: Fingerprint) {
    turn = turn.then(print)
    bare = bare.then(print)
  }

  /// Ends the turn.
  mutating func end() {
    messageCount += 1
    if role == .system, turns == 0 { return addSystem(turn) }
    if role == .user, text != nil {
      earlier = all.then(bare)
      lastUserMessage = text
      lastSaid = saidBefore..<said.count
    } else {
      earlier = earlier.then(turn)
    }
    all = all.then(turn)
    turns += 1
  }

  /// Adds to the system prompt, wherever in the body it stands.
  mutating func addSystem(text value: JSONValue) {
    let known = systemTexts.fingerprint(of: value, tag: Tag.text) ?? value.fingerprint(tag: 0)
    said.append(Said(text: value, message: messageCount, isUser: false, isSystem: true))
    addSystem(Self.open(.system).then(noteMarks(of: value, by: .system, known)))
  }

  private mutating func addSystem(_ print: Fingerprint) { systemPrompt = systemPrompt?.then(print) ?? print }

  private static func open(_ role: Role) -> Fingerprint { Fingerprint(high: Tag.turn, low: role.tag) }
}
