/// The last user message of a key, before any edit.
struct Question: Equatable {
  /// The question itself, with the marks of its ``Template``.
  var head: String
  /// What follows it; empty where nothing does.
  var rest: String
  /// Whether code, quotations or foreign letters forbid all edits but those of spelling.
  var isLiteral: Bool

  /// The message as first asked.
  var text: String { Edit.none.applied(to: self) }
}

/// A way to ask the same question again in other letters: equal in case, punctuation, white space, filler words and plural -s.
///
/// Every edit touches the head only, never a number, a quotation or code.
struct Edit: Hashable {
  /// Index of the end mark; 0 for that of the question.
  var ending: UInt8 = 0
  /// 0 as it is, 1 small first letter, 2 all small, 3 all capital.
  var lettering: UInt8 = 0
  /// Which of the first eight gaps between words are doubled, bit by bit.
  var gaps: UInt8 = 0
  /// 1 where the head and the rest are parted by a line feed.
  var isBroken = false
  /// Index of what is said before; 0 for nothing.
  var opening: UInt8 = 0
  /// Index of what is said after; 0 for nothing.
  var closing: UInt8 = 0
  /// Whether the first article that may be left out is.
  var dropsArticle = false
  /// Which noun takes a plural -s; 0 for none.
  var plural: UInt8 = 0
  /// A run of spaces and line feeds at the end that stands for this number; 0 for none. It makes room for any number of edits.
  var tail = 0

  /// The question as it is.
  static let none = Edit()

  private static let questionEndings = ["", "??", " ?", "?!", "...", "?", ".", "???"]
  private static let orderEndings = ["", "!", " .", "...", "!!", ".", " !", "."]
  private static let orders = ["", "Please ", "Could you please ", "Can you please ", "Kindly ", "Hello, please ", "Hi, ", "Hey, "]
  private static let questions = ["", "Hi, ", "Hello, ", "Hey, ", "Please, ", "Hi! ", "Hello! "]
  private static let greetings = ["", "Hi, ", "Hello, ", "Hey, ", "Hi! ", "Hello! ", "Hey! "]
  private static let closings = ["", ", please", ", thanks"]
  private static let verbs: Set<Substring> = [
    "Add", "Cancel", "Change", "Compare", "Describe", "Draft", "Explain", "Extract", "Find", "Fix", "List", "Make", "Port", "Put", "Rename",
    "Repeat", "Review", "Show", "Summarise", "Tell", "Translate", "Write",
  ]

  /// Draws an edit of one kind; that it changes anything is for the caller to see.
  ///
  /// With `isRare`, when the usual ones are used up, white space is all over the place.
  static func drawn(_ kinds: NearEdits, for question: Question, isRare: Bool, by dice: inout Dice) -> Edit {
    var edit = Edit()
    let weights =
      question.isLiteral || kinds.fillers + kinds.inflection <= 0
      ? [1, 0, 0] : [kinds.spelling, kinds.fillers, question.head.contains("~") ? kinds.inflection : 0]
    let kind = weights.contains { $0 > 0 } ? dice.weighted(weights) : 0
    if kind == 0 || isRare || dice.happens(0.3) {
      edit.ending = UInt8(dice.index(8))
      edit.lettering = UInt8(dice.weighted([0.45, 0.3, 0.2, 0.05]))
      if isRare { edit.gaps = UInt8(dice.index(256)) } else if dice.happens(0.3) { edit.gaps = 1 << UInt8(dice.index(8)) }
      edit.isBroken = dice.happens(0.3)
    }
    if kind == 1 {
      edit.opening = UInt8(dice.index(8))
      if dice.happens(0.4) { edit.closing = UInt8(dice.index(closings.count)) }
      edit.dropsArticle = dice.happens(0.3)
    }
    if kind == 2 { edit.plural = UInt8(1 + dice.index(2)) }
    return edit
  }

  /// The message with the edit.
  func applied(to question: Question) -> String {
    var head = unmarked(question.head)
    let end = head.last.flatMap { "?.!".contains($0) ? $0 : nil }
    if end != nil { head.removeLast() }
    // Only plain words change case: a name or a number in letters might not survive it.
    let isPlain = !question.isLiteral && head.utf8.allSatisfy { $0 < 128 && !(48...57).contains($0) }
    switch lettering {
    case 1 where !question.isLiteral: head = Self.lowered(head)
    case 2 where isPlain: head = head.lowercased()
    case 3 where isPlain: head = head.uppercased()
    default: break
    }
    if opening > 0 {
      let isOrder = Self.verbs.contains(head.prefix { $0 != " " })
      let openings = end == "?" ? Self.questions : isOrder ? Self.orders : Self.greetings
      head = openings[Int(opening) % openings.count] + Self.lowered(head)
    }
    if gaps > 0 { head = doubled(head) }
    head += Self.closings[Int(closing)]
    var mark = ending == 0 ? end.map(String.init) ?? "" : (end == "?" ? Self.questionEndings : Self.orderEndings)[Int(ending)]
    // "4!" might be read as a factorial.
    if head.last?.isNumber == true, mark.contains("!") { mark = "" }
    head += mark
    if !question.rest.isEmpty { head += (isBroken ? "\n" : " ") + question.rest }
    return head + trail
  }

  /// The head without marks, with an article less or a plural more where the edit says so.
  private func unmarked(_ head: String) -> String {
    var out = ""
    var noun = 0
    var bars = 0
    for character in head {
      switch character {
      case "~":
        noun += 1
        if noun == Int(plural) { out.append("s") }
      case "|": bars += 1
      default: if !(dropsArticle && bars == 1) { out.append(character) }
      }
    }
    return out
  }

  private func doubled(_ head: String) -> String {
    var count = 0
    var out = ""
    for character in head {
      out.append(character)
      if character == " " {
        if count < 8, gaps >> UInt8(count) & 1 == 1 { out.append(" ") }
        count += 1
      }
    }
    return out
  }

  /// Bijective base two: every number has a run of its own.
  private var trail: String {
    var rest = tail
    var out = ""
    while rest > 0 {
      rest -= 1
      out += rest % 2 == 0 ? " " : "\n"
      rest /= 2
    }
    return out
  }

  /// With a small first letter, unless the first word is "I" or a name in capitals.
  private static func lowered(_ head: String) -> String {
    guard let first = head.first, let second = head.dropFirst().first, second.isLowercase else { return head }
    return first.lowercased() + head.dropFirst()
  }
}
