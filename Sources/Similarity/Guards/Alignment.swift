/// What two sequences of words do not share, by a longest common subsequence of their base forms.
struct Alignment: Sendable {
  /// A word that only one side has.
  struct Leftover {
    var word: UInt32
    /// Words between the same two common words have the same gap.
    var gap: Int
    /// Where it stands in its sequence.
    var place: Int
  }

  /// The words that only the first, or only the second, sequence has, in order.
  private(set) var left: [Leftover] = []
  private(set) var right: [Leftover] = []
  /// The places of aligned words in different forms.
  private(set) var inflected: [(left: Int, right: Int)] = []
  /// Whether some of those are meant letter by letter on both sides.
  private(set) var hasLiteralInflection = false

  /// Whether aligned words stand in different forms.
  var hasInflection: Bool { !inflected.isEmpty }

  private var x: [UInt32] = []
  private var y: [UInt32] = []
  private var table: [UInt16] = []

  /// The most cells of the table of common subsequences; beyond, texts count as different.
  static let mostCells = 1 << 20

  /// Aligns two sequences; `false` if what differs is too long to align.
  mutating func align(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>, base: (UInt32) -> UInt32) -> Bool {
    left.removeAll(keepingCapacity: true)
    right.removeAll(keepingCapacity: true)
    inflected.removeAll(keepingCapacity: true)
    hasLiteralInflection = false
    var (aStart, aEnd, bStart, bEnd) = (a.startIndex, a.endIndex, b.startIndex, b.endIndex)
    while aStart < aEnd, bStart < bEnd, agree(a, aStart, b, bStart, base) {
      aStart += 1
      bStart += 1
    }
    while aStart < aEnd, bStart < bEnd, agree(a, aEnd - 1, b, bEnd - 1, base) {
      aEnd -= 1
      bEnd -= 1
    }
    let (n, m) = (aEnd - aStart, bEnd - bStart)
    if n == 0 || m == 0 {
      for index in aStart..<aEnd { left.append(Leftover(word: a[index], gap: 0, place: index)) }
      for index in bStart..<bEnd { right.append(Leftover(word: b[index], gap: 0, place: index)) }
      return true
    }
    guard n < 1 << 15, m < 1 << 15, (n + 1) * (m + 1) <= Self.mostCells else { return false }
    x.removeAll(keepingCapacity: true)
    y.removeAll(keepingCapacity: true)
    for index in aStart..<aEnd { x.append(base(a[index])) }
    for index in bStart..<bEnd { y.append(base(b[index])) }
    fill()
    var (i, j, gap) = (0, 0, 0)
    while i < n || j < m {
      if i < n, j < m, x[i] == y[j] {
        if LexicalCorpus.id(a[aStart + i]) != LexicalCorpus.id(b[bStart + j]) { noteInflection(a, aStart + i, b, bStart + j) }
        i += 1
        j += 1
        gap += 1
      } else if j == m || i < n && table[(i + 1) * (m + 1) + j] >= table[i * (m + 1) + j + 1] {
        left.append(Leftover(word: a[aStart + i], gap: gap, place: aStart + i))
        i += 1
      } else {
        right.append(Leftover(word: b[bStart + j], gap: gap, place: bStart + j))
        j += 1
      }
    }
    return true
  }

  /// Takes out the words at these places.
  mutating func drop(left: Set<Int>, right: Set<Int>) {
    self.left.removeAll { left.contains($0.place) }
    self.right.removeAll { right.contains($0.place) }
  }

  private mutating func agree(
    _ a: ArraySlice<UInt32>, _ left: Int, _ b: ArraySlice<UInt32>, _ right: Int, _ base: (UInt32) -> UInt32
  ) -> Bool {
    if LexicalCorpus.id(a[left]) == LexicalCorpus.id(b[right]) { return true }
    guard base(a[left]) == base(b[right]) else { return false }
    noteInflection(a, left, b, right)
    return true
  }

  private mutating func noteInflection(_ a: ArraySlice<UInt32>, _ left: Int, _ b: ArraySlice<UInt32>, _ right: Int) {
    inflected.append((left, right))
    if a[left] & b[right] & ReadWord.Marks.literal.rawValue != 0 { hasLiteralInflection = true }
  }

  /// The length of the longest common subsequence of every two rests.
  private mutating func fill() {
    let (n, m) = (x.count, y.count)
    let cells = (n + 1) * (m + 1)
    if table.count < cells { table = [UInt16](repeating: 0, count: cells) }
    for j in 0...m { table[n * (m + 1) + j] = 0 }
    for i in stride(from: n - 1, through: 0, by: -1) {
      table[i * (m + 1) + m] = 0
      for j in stride(from: m - 1, through: 0, by: -1) {
        let below = table[(i + 1) * (m + 1) + j]
        table[i * (m + 1) + j] =
          x[i] == y[j] ? table[(i + 1) * (m + 1) + j + 1] + 1 : max(below, table[i * (m + 1) + j + 1])
      }
    }
  }
}
