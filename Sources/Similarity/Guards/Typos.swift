/// When a word counts as another one misspelt.
enum Typos {
  /// A misspelt word stands in at most so many texts of a corpus …
  static let rare: UInt32 = 3
  /// … and the right one at least in so many.
  static let common: UInt32 = 20
  /// Shorter words have too many neighbours.
  static let shortest = 5
  /// From this length on, two slips are one misspelling.
  static let long = 8

  /// Whether two words of letters are one slip apart (two for long words): a letter more, less, another one, or two neighbours swapped.
  static func isSlip(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    let shorter = min(a.count, b.count)
    guard shorter >= shortest, max(a.count, b.count) <= 32, a.allSatisfy(isLetter), b.allSatisfy(isLetter) else { return false }
    return distance(a, b) <= (shorter >= long ? 2 : 1)
  }

  static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

  /// The number of slips between two words (optimal string alignment).
  static func distance(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    var last = [Int](repeating: 0, count: b.count + 1)
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, last[j - 1] + 1) }
        next.append(best)
      }
      last = row
      row = next
    }
    return row[b.count]
  }
}
