/// What two texts only write in another way: "login" and "log in", "without" and "with no", "forty-two" and "42", a question with "or not" at
/// its end.
struct Rewriting {
  private let corpus: LexicalCorpus
  private let weigher: Weigher
  private let obligations: Obligations

  init(_ corpus: LexicalCorpus, _ small: SmallWords) {
    self.corpus = corpus
    weigher = Weigher(corpus: corpus)
    obligations = Obligations(corpus: corpus, small: small)
  }

  /// Takes it out of what the texts `x` and `y` do not share, and says whether there was any.
  /// - Complexity: O(words not shared)
  func drop(from alignment: inout Alignment, _ x: ArraySlice<UInt32>, _ y: ArraySlice<UInt32>) -> Bool {
    let (left, right) = (alignment.left, alignment.right)
    guard !left.isEmpty || !right.isEmpty else { return false }
    var dropped = (left: tags(left, in: x), right: tags(right, in: y))
    let duties = obligations.sameDuties(alignment, x, y)
    dropped.left.formUnion(duties.left)
    dropped.right.formUnion(duties.right)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      let gap = min(left[i].gap, right[j].gap)
      let a = left[i...].prefix { $0.gap == gap }
      let b = right[j...].prefix { $0.gap == gap }
      if a.isEmpty || b.isEmpty || max(a.count, b.count) > Self.longest {
        // Nothing stands for it on the other side, or a whole sentence.
      } else if isSamePhrase(a, b, in: x) || isSameAmount(a, b, in: x) || isSameName(a, b) {
        dropped.left.formUnion(a.map(\.place))
        dropped.right.formUnion(b.map(\.place))
      } else {
        for (whole, parts) in spelledApart(a, b) + numberedApart(a, b) { dropped.left.insert(whole); dropped.right.formUnion(parts) }
        for (whole, parts) in spelledApart(b, a) + numberedApart(b, a) { dropped.right.insert(whole); dropped.left.formUnion(parts) }
      }
      i += a.count
      j += b.count
    }
    guard !dropped.left.isEmpty || !dropped.right.isEmpty else { return false }
    alignment.drop(left: dropped.left, right: dropped.right)
    return true
  }

  private func word(_ word: UInt32) -> String { corpus.vocabulary.word(UInt32(LexicalCorpus.id(word))) }

  // MARK: Tags

  /// The places of "or not", at the end or behind "whether", and of "why or why not" at the end: what is asked is the same without.
  private func tags(_ leftovers: [Alignment.Leftover], in text: ArraySlice<UInt32>) -> Set<Int> {
    var places: Set<Int> = []
    for (index, leftover) in leftovers.enumerated() where index > 0 && word(leftover.word) == "not" {
      for tag in [["why", "or", "why", "not"], ["or", "not"]] {
        let first = leftover.place - tag.count + 1
        guard index + 1 >= tag.count, leftovers[index + 1 - tag.count].place == first, first > text.startIndex,
          text[first...leftover.place].map(word) == tag
        else { continue }
        let isLast = leftover.place == text.endIndex - 1
        if isLast || tag.count == 2 && word(text[first - 1]) == "whether" { places.formUnion(first...leftover.place) }
        break
      }
    }
    return places
  }

  // MARK: The same in other letters

  private func isSamePhrase(
    _ a: ArraySlice<Alignment.Leftover>, _ b: ArraySlice<Alignment.Leftover>, in text: ArraySlice<UInt32>
  ) -> Bool {
    guard !(a + b).contains(where: isLiteral) else { return false }
    let (x, y) = (phrase(a).joined(separator: " "), phrase(b).joined(separator: " "))
    func isIn(_ sets: [Set<String>]) -> Bool { sets.contains { $0.contains(x) && $0.contains(y) } }
    return isIn(Self.same) || isAmount(behind: a, in: text) && isIn(Self.sameOfAmounts)
      || isIn(Self.sameUnits) && neighbours(of: a, in: text).before.map(weigher.kind) == .number
  }

  private func phrase(_ leftovers: ArraySlice<Alignment.Leftover>) -> [String] {
    leftovers.filter { weigher.kind($0) != .filler }.map { word($0.word) }
  }

  /// What stands before and behind words that one text has and the other has others for: the same in both.
  private func neighbours(
    of leftovers: ArraySlice<Alignment.Leftover>, in text: ArraySlice<UInt32>
  ) -> (before: UInt32?, behind: UInt32?) {
    guard let first = leftovers.first?.place, let last = leftovers.last?.place else { return (nil, nil) }
    return (first > text.startIndex ? text[first - 1] : nil, last + 1 < text.endIndex ? text[last + 1] : nil)
  }

  /// Whether both say the same number or time of day, and nothing beside it makes another of it.
  private func isSameAmount(
    _ a: ArraySlice<Alignment.Leftover>, _ b: ArraySlice<Alignment.Leftover>, in text: ArraySlice<UInt32>
  ) -> Bool {
    guard (a + b).contains(where: { weigher.kind($0) == .number }), !(a + b).contains(where: isLiteral) else { return false }
    let (before, behind) = neighbours(of: a, in: text)
    func isPart(_ word: UInt32?) -> Bool {
      guard let word else { return false }
      return weigher.kind(word) == .number || weigher.kind(word) == .symbol && !weigher.isCurrency(word)
    }
    guard !isPart(before), !isPart(behind) else { return false }
    // "Am" is a form of be to the word lists.
    func amount(_ leftovers: ArraySlice<Alignment.Leftover>) -> [String] {
      leftovers.filter { weigher.kind($0) != .filler || word($0.word) == "am" }.map { withoutSeparators(word($0.word)) }
    }
    let (x, y) = (amount(a), amount(b))
    if let number = Amounts.number(x), number == Amounts.number(y) { return true }
    if let minute = Amounts.minute(x), minute == Amounts.minute(y) { return true }
    guard x.count == 1, y.count == 1 else { return false }
    if before.map(weigher.isCurrency) == true, x[0] + ".00" == y[0] || y[0] + ".00" == x[0] { return true }
    let isHalfDay = behind.map { ["am", "pm"].contains(word($0)) } == true
    guard isHalfDay || x[0].contains(":") && y[0].contains(":"), let face = Amounts.face(x[0]), let other = Amounts.face(y[0]) else {
      return false
    }
    return face == other
  }

  private func withoutSeparators(_ word: String) -> String { word.contains(",") && !word.contains(".") ? base(word) ?? word : word }

  private func base(_ word: String) -> String? { Array(word.utf8).withUnsafeBytes { WrittenForms.base(of: $0) } }

  /// Whether a number or a sum of money follows.
  private func isAmount(behind leftovers: ArraySlice<Alignment.Leftover>, in text: ArraySlice<UInt32>) -> Bool {
    guard let last = leftovers.last, text.indices.contains(last.place + 1) else { return false }
    let next = text[last.place + 1]
    return weigher.kind(next) == .number || weigher.isCurrency(next)
  }

  /// Whether a name is written with and without its accents; and ё is a way to write е.
  private func isSameName(_ a: ArraySlice<Alignment.Leftover>, _ b: ArraySlice<Alignment.Leftover>) -> Bool {
    guard let x = a.first, let y = b.first, a.count == 1, b.count == 1, !isLiteral(x), !isLiteral(y) else { return false }
    let isName = x.word & y.word & ReadWord.Marks.name.rawValue != 0
    func bare(_ word: String) -> String.UnicodeScalarView {
      var previous: Unicode.Scalar?
      return String.UnicodeScalarView(
        word.unicodeScalars.filter { scalar in
          defer { previous = scalar }
          guard (0x300...0x36F).contains(scalar.value), let letter = previous else { return true }
          return !(isName && letter.isASCII || letter == "е" && scalar.value == 0x308)
        })
    }
    return bare(word(x.word)).elementsEqual(bare(word(y.word)))
  }

  private func isLiteral(_ leftover: Alignment.Leftover) -> Bool { leftover.word & ReadWord.Marks.literal.rawValue != 0 }

  /// The places of words that are written as several on the other side, and of these: log in, e-mail, J. K.
  private func spelledApart(
    _ wholes: ArraySlice<Alignment.Leftover>, _ others: ArraySlice<Alignment.Leftover>
  ) -> [(whole: Int, parts: [Int])] {
    wholes.compactMap { whole in
      let letters = word(whole.word)
      guard !isLiteral(whole), letters.unicodeScalars.allSatisfy(\.properties.isAlphabetic) else { return nil }
      for start in others.indices {
        for end in others.indices.dropFirst(start + 1 - others.startIndex) {
          let parts = others[start...end]
          if parts.map({ word($0.word) }).joined() == letters, areParts(parts) { return (whole.place, parts.map(\.place)) }
        }
      }
      return nil
    }
  }

  /// The places of names with a number that are written apart on the other side: iOS17, v2.1 for version 2.1.
  private func numberedApart(
    _ wholes: ArraySlice<Alignment.Leftover>, _ others: ArraySlice<Alignment.Leftover>
  ) -> [(whole: Int, parts: [Int])] {
    wholes.compactMap { whole in
      let letters = word(whole.word)
      let name = letters.prefix { $0.isLetter }
      let number = letters.dropFirst(name.count)
      guard !name.isEmpty, !number.isEmpty, number.allSatisfy({ $0.isNumber || $0 == "." }) else { return nil }
      // Node v18, and Node 18.
      if name == "v", others.count == 1, let part = others.first, word(part.word) == number { return (whole.place, [part.place]) }
      for (part, next) in zip(others, others.dropFirst()) where word(next.word) == number && next.place == part.place + 1 {
        if word(part.word) == name || name == "v" && word(part.word) == "version" { return (whole.place, [part.place, next.place]) }
      }
      return nil
    }
  }

  /// Whether words may be one that is written apart. What begins with a small word is another one: a moral, in valid.
  private func areParts(_ parts: ArraySlice<Alignment.Leftover>) -> Bool {
    let isInitials = parts.allSatisfy(weigher.isLetter)
    return !parts.contains(where: isLiteral)
      && parts.enumerated().allSatisfy { index, part in
        switch weigher.kind(part) {
        case .content: true
        case .symbol: isInitials || index == 0 && word(part.word) != "a"
        case .filler: isInitials
        case .function, .logic: isInitials || index > 0 && Self.particles.contains(word(part.word))
        case .negation, .number, .question, .unit: false
        }
      }
  }

  private static let longest = 6
  private static let particles: Set<String> = ["in", "on", "up", "out", "off", "down", "over", "back", "away", "through"]
  private static let same: [Set<String>] = [
    ["without", "with no"], ["nobody", "no one"], ["must", "have to", "has to"], ["mount", "mt"], ["saint", "st"],
    ["someone", "anyone", "somebody", "anybody"], ["cannot", "can not"],
    ["usa", "USA", "US", "united states", "united states of america"], ["uk", "UK", "united kingdom"],
  ]
  /// The same behind a number.
  private static let sameUnits: [Set<String>] = [
    ["min", "mins", "minute", "minutes"], ["lb", "lbs", "pound", "pounds"], ["usd", "US dollars", "US dollar", "us dollars"],
    ["° c", "° celsius", "degrees celsius", "degree celsius", "degrees c"],
    ["° f", "° fahrenheit", "degrees fahrenheit", "degree fahrenheit", "degrees f"],
  ]
  /// The same before an amount.
  private static let sameOfAmounts: [Set<String>] = [
    ["over", "above", "more than", "greater than"], ["under", "below", "less than", "fewer than"],
    ["at least", "no less than", "no fewer than"], ["at most", "up to", "no more than"],
  ]
}
