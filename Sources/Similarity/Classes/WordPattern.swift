/// Words in order, as ``TextRule/words(_:)`` and ``TextRule/pattern(_:)`` describe them.
struct WordPattern: Sendable {
  /// What one place of a pattern asks for.
  enum Step: Hashable, Sendable {
    /// This word.
    case word([UInt8])
    /// A word of this shape; ``star`` stands for any letters.
    case glob([UInt8])
    /// Any number of words.
    case gap
  }

  static let star = UInt8(ascii: "*")

  let steps: [Step]
  /// The steps between gaps.
  private let runs: [ArraySlice<Step>]

  init(_ text: String, hasWildcards: Bool) {
    var words = WordList()
    // A gap is a word of its own, whatever stands beside it.
    if hasWildcards { words.read(text.lowercased().replacingGaps(), signs: "*…") } else { words.read(text.lowercased()) }
    let ellipsis = Array("…".utf8)
    steps = (0..<words.count).map { index in
      let word = Array(words[index])
      return word == ellipsis ? .gap : word.contains(Self.star) ? .glob(word) : .word(word)
    }
    runs = steps.split(separator: .gap)
  }

  /// Whether a text has it. Each run of words is taken at the first place where it fits: what comes after has the most room then, so
  /// nothing has to be tried twice.
  /// - Complexity: O(words × steps), each comparison at most the length of a word times that of a shape.
  func isIn(_ words: WordList) -> Bool {
    guard !runs.isEmpty else { return false }
    var start = 0
    for run in runs {
      var place = start
      while place + run.count <= words.count, !fits(run, words, at: place) { place += 1 }
      guard place + run.count <= words.count else { return false }
      start = place + run.count
    }
    return true
  }

  private func fits(_ run: ArraySlice<Step>, _ words: WordList, at place: Int) -> Bool {
    for (offset, step) in run.enumerated() {
      let word = words[place + offset]
      switch step {
      case .word(let wanted): if word.count != wanted.count || !word.elementsEqual(wanted) { return false }
      case .glob(let shape): if !Self.matches(word, shape) { return false }
      case .gap: break
      }
    }
    return true
  }

  /// Whether a word has a shape. Only the last star seen is ever widened, so the work is at most the product of the lengths.
  static func matches(_ word: ArraySlice<UInt8>, _ shape: [UInt8]) -> Bool {
    var (at, next) = (word.startIndex, 0)
    var retry: (word: Int, shape: Int)?
    while at < word.endIndex {
      if next < shape.count, shape[next] == star {
        next += 1
        retry = (at, next)
      } else if next < shape.count, shape[next] == word[at] {
        at += 1
        next += 1
      } else if let last = retry {
        retry = (last.word + 1, last.shape)
        (at, next) = (last.word + 1, last.shape)
      } else {
        return false
      }
    }
    return shape[next...].allSatisfy { $0 == star }
  }
}

extension String {
  /// The text with each "..." (or longer) as an ellipsis between spaces.
  fileprivate func replacingGaps() -> String {
    var out = ""
    var dots = 0
    for character in self + " " {
      if character == "." {
        dots += 1
        continue
      }
      out += dots >= 3 ? " … " : String(repeating: " ", count: min(dots, 1))
      dots = 0
      out += character == "…" ? " … " : String(character)
    }
    return out
  }
}
