/// What it says that two texts have their words in another order.
///
/// These are the same: what is joined by "and", "or", "versus" or "differs from", the other way round; an auxiliary before or behind its
/// subject; an adverb of manner elsewhere; which is the best way, and which way is best; a clause of "if" or "when" first or last; a passive
/// with "by" and its active; "not" before or behind the subject of a question; the day before or behind the month; what something is called
/// before or behind what it is. Whatever else has moved may have turned who does what to whom.
struct Reordering {
  private let corpus: LexicalCorpus
  private let weigher: Weigher
  private let small: SmallWords
  private let x: [UInt32]
  private let y: [UInt32]

  /// Of all words of two texts but those that say nothing.
  init(corpus: LexicalCorpus, small: SmallWords, _ x: ArraySlice<UInt32>, _ y: ArraySlice<UInt32>) {
    let weigher = Weigher(corpus: corpus)
    func essential(_ words: ArraySlice<UInt32>) -> [UInt32] {
      var words = words.filter { weigher.kind($0) != .filler || weigher.isLetterName($0) }
      // $20 is 20$, and 3 March is March 3.
      for index in words.indices.dropLast() where weigher.kind(words[index + 1]) == .number {
        let isDate = small.roles(of: words[index + 1]).contains(.month) && weigher.kind(words[index]) == .number
        let isSecond = index > 0 && small.roles(of: words[index - 1]).contains(.month)
        if weigher.isCurrency(words[index]) || isDate && !isSecond { words.swapAt(index, index + 1) }
      }
      return words
    }
    self.init(corpus: corpus, small: small, essential(x), essential(y))
  }

  private init(corpus: LexicalCorpus, small: SmallWords, _ x: [UInt32], _ y: [UInt32]) {
    self.corpus = corpus
    self.small = small
    weigher = Weigher(corpus: corpus)
    self.x = x
    self.y = y
  }

  /// Whether the same words, in another order, mean the same.
  /// - Complexity: O(*n* log *n*), and some dozen times the length of what has moved.
  var isFree: Bool {
    bases(x) == bases(y) || isMoved && (movesFreely || movesNegation || movesLabel || exchangesItems || movesSuperlative || rotatesClause)
  }

  /// Whether the words are the same in an order that means something else; or all that count are, and two of them have changed places around
  /// others: how do I, and how could one, do not count.
  var turns: Bool {
    if isMoved { return !isFree }
    func core(_ words: [UInt32]) -> [UInt32] {
      words.filter {
        weigher.kind($0) != .question && small.person(of: $0) == nil
          && small.roles(of: $0).isDisjoint(with: [.auxiliary, .subordinator])
      }
    }
    let core = Reordering(corpus: corpus, small: small, core(x), core(y))
    return core.isMoved && !core.isFree && core.isExchange
  }

  /// Whether what stands first and last of what has moved have changed places, and something between them has not; or a negation has moved.
  private var isExchange: Bool {
    let (a, b) = (bases(x), bases(y))
    let front = zip(a, b).prefix { $0 == $1 }.count
    let back = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    let (p, q) = (a[front..<(a.count - back)], b[front..<(b.count - back)])
    if (p + q).contains(where: { corpus.vocabulary.entries[Int($0)].kind == .negation }) { return true }
    return (1...Self.reach).contains { first in
      (1...Self.reach).contains { last in
        p.count > first + last && p.prefix(first) == q.suffix(first) && p.suffix(last) == q.prefix(last)
          && p.dropFirst(first).dropLast(last) == q.dropFirst(last).dropLast(first)
      }
    }
  }

  /// Whether the words are the same in another order.
  private var isMoved: Bool {
    guard x.count == y.count else { return false }
    let (a, b) = (bases(x), bases(y))
    return a != b && a.sorted() == b.sorted()
  }

  private func base(_ word: UInt32) -> UInt32 { corpus.vocabulary.entries[LexicalCorpus.id(word)].base }

  private func bases(_ words: some Sequence<UInt32>) -> [UInt32] { words.map(base) }

  private func has(_ role: SmallWords.Roles, _ word: UInt32) -> Bool { small.roles(of: base(word)).contains(role) }

  private func spelling(_ word: UInt32) -> String { corpus.vocabulary.word(base(word)) }

  // MARK: Auxiliaries and adverbs

  /// How far can we see, and how far we can see; do it quickly now, and quickly do it now.
  private var movesFreely: Bool {
    func split(_ words: [UInt32]) -> (rest: [UInt32], modals: [UInt32]) {
      var (rest, modals): ([UInt32], [UInt32]) = ([], [])
      for word in words where !weigher.movesFreely(word) {
        if has(.modal, word) { modals.append(base(word)) } else { rest.append(base(word)) }
      }
      return (rest, modals)
    }
    let (a, b) = (split(x), split(y))
    return a.rest == b.rest && a.modals == b.modals
  }

  /// Why won't it start, and why will it not start: a negation before or behind the subject of a question.
  private var movesNegation: Bool {
    func moves(_ a: [UInt32], _ b: [UInt32]) -> Bool {
      let front = zip(a, b).prefix { base($0) == base($1) }.count
      guard front < a.count, spelling(a[front]) == "not" else { return false }
      let opening = a[..<front].suffix(2).drop { weigher.kind($0) != .question }
      guard let asked = opening.first, !Self.subjects.contains(spelling(asked)) else { return false }
      guard opening.dropFirst().allSatisfy({ has(.modal, $0) || has(.auxiliary, $0) }) else { return false }
      return (1...Self.reach).contains { length in
        let end = front + length
        return end < b.count - 1 && base(b[end]) == base(a[front]) && bases(b[front..<end]) == bases(a[front + 1...end])
          && bases(b[(end + 1)...]) == bases(a[(end + 1)...])
          && !b[front..<end].contains { has(.joint, $0) || weigher.kind($0) == .logic }
      }
    }
    return moves(x, y) || moves(y, x)
  }

  /// Question words that may be the subject themselves.
  private static let subjects: Set<String> = ["who", "which", "whose", "whom"]

  /// The function `map`, and the `map` function.
  private var movesLabel: Bool {
    let places = x.indices.filter { base(x[$0]) != base(y[$0]) }
    guard places.count == 2, places[1] == places[0] + 1 else { return false }
    let pair = x[places[0]...places[1]]
    return pair.contains { has(.label, $0) } && pair.contains { $0 & ReadWord.Marks.literal.rawValue != 0 }
  }

  // MARK: Items

  /// Whether one is the other with the items of a list in another order.
  private var exchangesItems: Bool {
    let front = zip(x, y).prefix { base($0) == base($1) }.count
    guard !x.contains(where: { has(.orders, $0) }) else { return false }
    let back = zip(x.reversed(), y.reversed()).prefix { base($0) == base($1) }.count
    for start in (max(0, front - Self.reach)...front).reversed() {
      for end in x.count - back...min(x.count, x.count - back + Self.reach) where isList(from: start, to: end) { return true }
    }
    return false
  }

  /// Whether the words from `start` to `end` are lists of the same items in both.
  private func isList(from start: Int, to end: Int) -> Bool {
    guard let a = items(x[start..<end]), let b = items(y[start..<end]), a.count == b.count else { return false }
    func precedes(_ a: [UInt32], _ b: [UInt32]) -> Bool { a.lexicographicallyPrecedes(b) }
    guard a.sorted(by: precedes) == b.sorted(by: precedes) else { return false }
    if start > 0, bindsFirst(x[start - 1]) { return false }
    // Numbers elsewhere may belong to an item each.
    return !x.indices.contains { index in
      !(start..<end).contains(index) && isJoint(index, in: x)
        && [index - 1, index + 1].contains { x.indices.contains($0) && weigher.kind(x[$0]) == .number }
    }
  }

  /// Whether a word says something of the first item behind it only: not paid and late is not not late and paid.
  private func bindsFirst(_ word: UInt32) -> Bool {
    let letters = spelling(word)
    return weigher.kind(word) == .negation && letters != "neither" || Self.binding.contains(letters)
  }

  private static let binding: Set<String> = ["only", "less", "fewer", "last", "next", "each", "every"]

  /// The bases of the items of a list; `nil` if the words are none.
  private func items(_ words: ArraySlice<UInt32>) -> [[UInt32]]? {
    let list = Array(words)
    var items: [[UInt32]] = [[]]
    var joint: UInt32?
    var index = 0
    while index < list.count {
      let length = isJoint(index, in: list) ? 1 : isComparison(index, in: list) ? 2 : 0
      if length > 0 {
        // "And" and "or" in turn make no list.
        guard items.last?.isEmpty == false, joint == nil || joint == base(list[index]) else { return nil }
        joint = base(list[index])
        items.append([])
        index += length
        continue
      }
      if list[index] & ReadWord.Marks.listed.rawValue != 0, items.last?.isEmpty == false { items.append([]) }
      items[items.count - 1].append(base(list[index]))
      index += 1
    }
    guard joint != nil, items.last?.isEmpty == false else { return nil }
    // A number or a variable by itself is what something is done to, in this order.
    return items.contains { $0.count == 1 && [.number, .symbol].contains(corpus.vocabulary.entries[Int($0[0])].kind) } ? nil : items
  }

  private func isJoint(_ index: Int, in words: [UInt32]) -> Bool { has(.joint, words[index]) }

  /// Differs from, different from.
  private func isComparison(_ index: Int, in words: [UInt32]) -> Bool {
    has(.distinguishes, words[index]) && index + 1 < words.count && spelling(words[index + 1]) == "from"
  }

  /// Names and items have at most so many words that both texts have in the same place, or that have moved.
  private static let reach = 4

  // MARK: Other turns of a sentence

  /// Which is the best way, and which way is best.
  private var movesSuperlative: Bool {
    func turns(_ a: [UInt32], _ b: [UInt32]) -> Bool {
      let front = zip(a, b).prefix { base($0) == base($1) }.count
      guard front > 0, front < a.count, weigher.kind(a[front - 1]) == .question, isSuperlative(a[front]) else { return false }
      return (1...3).contains { length in
        let end = front + length
        guard end < b.count, base(b[end]) == base(a[front]) else { return false }
        return bases(b[front..<end]) == bases(a[front + 1...end]) && bases(b[(end + 1)...]) == bases(a[(end + 1)...])
          && (end + 1 == b.count || weigher.kind(b[end + 1]) != .content)
      }
    }
    return turns(x, y) || turns(y, x)
  }

  private func isSuperlative(_ word: UInt32) -> Bool { Self.isSuperlative(spelling(word)) }

  static func isSuperlative(_ word: String) -> Bool {
    word == "best" || word == "worst" || word.hasSuffix("est") && word.utf8.count > 5
  }

  /// If it rains, what do I do? What do I do if it rains?
  private var rotatesClause: Bool {
    func turns(_ a: [UInt32], _ b: [UInt32]) -> Bool {
      guard let opening = a.first, has(.subordinator, opening) else { return false }
      guard let start = b.firstIndex(where: { base($0) == base(opening) }), start > 0 else { return false }
      return bases(b[start...] + b[..<start]) == bases(a)
    }
    return turns(x, y) || turns(y, x)
  }

  /// A cat eats a mouse, and a mouse is eaten by a cat.
  var isPassive: Bool { isPassive(x, of: y) || isPassive(y, of: x) }

  private func isPassive(_ passive: [UInt32], of active: [UInt32]) -> Bool {
    var passive = passive
    if let by = passive.firstIndex(where: { spelling($0) == "by" }), by > 2, spelling(passive[by - 2]) == "was" {
      passive.remove(at: by - 2)
    }
    guard passive.count == active.count + 1, let by = passive.firstIndex(where: { spelling($0) == "by" }), by > 1 else { return false }
    let verb = by - 1
    guard Surroundings.isParticiple(corpus.vocabulary.word(UInt32(LexicalCorpus.id(passive[verb])))) else { return false }
    let (a, b) = (bases(passive), bases(active))
    let front = zip(a, b).prefix { $0 == $1 }.count
    for start in max(0, verb - 2 * Self.reach)..<verb where start <= front {
      // Who suffers it stands from `start` to the verb, and in the active behind the verb.
      guard let place = b.indices.first(where: { $0 > start && b[$0] == a[verb] }) else { continue }
      let (doer, sufferer) = (b[start..<place], a[start..<verb])
      if a[by + 1..<a.count].starts(with: doer), b[(place + 1)...].starts(with: sufferer),
        a[(by + 1 + doer.count)...] == b[(place + 1 + sufferer.count)...]
      {
        return true
      }
    }
    return false
  }
}
