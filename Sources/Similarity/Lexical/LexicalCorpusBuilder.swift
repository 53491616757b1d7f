/// Reads texts, and freezes them to a ``LexicalCorpus``.
public struct LexicalCorpusBuilder: Sendable {
  private var reader = WordReader()
  private var vocabulary = Vocabulary()
  private var sequence: [UInt32] = []
  private var starts = [0]
  private var isCode: [Bool] = []

  /// A builder without texts.
  public init() {}

  /// How many texts there are so far; the next one gets this number.
  public var count: Int { starts.count - 1 }

  /// Adds a text.
  /// - Complexity: O(*n*)
  public mutating func append(_ utf8: UnsafeRawBufferPointer) {
    isCode.append(Self.read(utf8, by: &reader, &vocabulary, &sequence))
    starts.append(sequence.count)
  }

  private static func read(
    _ utf8: UnsafeRawBufferPointer, by reader: inout WordReader, _ vocabulary: inout Vocabulary, _ sequence: inout [UInt32]
  ) -> Bool {
    let start = sequence.count
    var names = 0
    let looksLikeCode = reader.read(utf8) {
      if $0.marks.contains(.name) { names += 1 }
      sequence.append(vocabulary.intern($0.bytes) | $0.marks.rawValue)
    }
    // Where most words start with a capital, it marks no names: a heading, or somebody shouts.
    if names * 2 > sequence.count - start {
      for index in start..<sequence.count { sequence[index] &= ~ReadWord.Marks.name.rawValue }
    }
    return looksLikeCode
  }

  /// Adds a text.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// The corpus of all texts added.
  /// - Complexity: O(words + distinct words × log)
  public consuming func freeze() -> LexicalCorpus {
    let words = vocabulary.count
    var frequency = [UInt32](repeating: 0, count: words)
    var seen = [UInt32](repeating: 0, count: words)
    var baseFrequency = frequency
    var baseSeen = seen
    for text in 0..<count {
      for word in sequence[starts[text]..<starts[text + 1]] {
        let word = LexicalCorpus.id(word)
        if seen[word] == UInt32(text + 1) { continue }
        seen[word] = UInt32(text + 1)
        frequency[word] += 1
        let base = Int(vocabulary.entries[word].base)
        if baseSeen[base] == UInt32(text + 1) { continue }
        baseSeen[base] = UInt32(text + 1)
        baseFrequency[base] += 1
      }
    }
    let order = (0..<words).sorted { baseFrequency[$0] == baseFrequency[$1] ? $0 < $1 : baseFrequency[$0] > baseFrequency[$1] }
    for (place, word) in order.enumerated() { seen[word] = UInt32(place) }
    let rank = vocabulary.entries.map { seen[Int($0.base)] }
    let importance = order.map { FixedPoint.one + FixedPoint.log(UInt64(count) + 1, over: UInt64(baseFrequency[$0]) + 1) }

    var items: [LexicalCorpus.Item] = []
    var bags = [0]
    var norms: [Double] = []
    items.reserveCapacity(sequence.count)
    bags.reserveCapacity(starts.count)
    norms.reserveCapacity(count)
    var bag: [UInt32] = []
    for text in 0..<count {
      bag.removeAll(keepingCapacity: true)
      for word in sequence[starts[text]..<starts[text + 1]] { bag.append(rank[LexicalCorpus.id(word)]) }
      bag.sort()
      var place = 0
      var square: UInt64 = 0
      while place < bag.count {
        var end = place + 1
        while end < bag.count, bag[end] == bag[place] { end += 1 }
        let often = FixedPoint.one + FixedPoint.log(UInt64(end - place), over: 1)
        let weight = (often * importance[Int(bag[place])]) >> 10
        items.append(LexicalCorpus.Item(rank: bag[place], weight: UInt32(weight)))
        square += weight * weight
        place = end
      }
      bags.append(items.count)
      norms.append(Double(square).squareRoot())
    }
    return LexicalCorpus(
      vocabulary: vocabulary, sequence: sequence, starts: starts, isCode: isCode, frequency: frequency, items: items, bags: bags,
      norms: norms)
  }
}
