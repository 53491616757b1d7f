/// How often pairs of texts that are alike in score and in kind of difference mean the same, counted on public labelled pairs.
///
/// Labelled pairs are hard ones: who collected them chose negatives that look like positives. In traffic, a look-alike is right more
/// often, so that wrong answers reckoned from these counts are rather too many than too few.
public struct Calibration: Sendable {
  /// Counts of labelled pairs.
  public struct Precision: Sendable, Hashable {
    /// The pairs that mean the same.
    public var right: Int
    /// All pairs.
    public var total: Int

    /// Counts from their parts.
    public init(right: Int, total: Int) {
      self.right = right
      self.total = total
    }

    /// Their ratio; `nil` without pairs.
    public var mean: Double? { total > 0 ? Double(right) / Double(total) : nil }

    /// The 95 % interval of the ratio (Wilson's score interval); all of 0 … 1 without pairs.
    public var interval: ClosedRange<Double> {
      guard total > 0 else { return 0...1 }
      let (n, p, z) = (Double(total), Double(right) / Double(total), 1.959_963_984_540_054)
      let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
      let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
      return max(0, middle - half)...min(1, middle + half)
    }

    /// The pairs of both.
    public static func + (a: Precision, b: Precision) -> Precision { Precision(right: a.right + b.right, total: a.total + b.total) }
  }

  /// The sets of labelled pairs, by the names in ``CalibrationCounts``.
  public static let sources = ["qqp_part", "paws_qqp", "mrpc", "stsb4", "sick"]
  /// Where the score bands start, in units of 1/10,000; the last one ends with the full score.
  public static let bands = [5_000, 6_000, 7_000, 7_500, 8_000, 8_500, 9_000, 9_500]
  /// Bands are widened until they hold so many pairs.
  public static let fewest = 30

  /// All sets together.
  public static let all = Calibration(sources: sources)

  private var kinds: [DifferenceKind: [Precision]] = [:]
  private var forms: [NormalForm: Precision] = [:]
  /// What a near match is worth that differs in typos (``Corrections/differInTyposOnly(_:_:)``).
  public private(set) var typos = Precision(right: 0, total: 0)

  /// The counts of some of ``sources``.
  public init(sources: [String]) {
    for line in calibrationCounts.split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count > 2, sources.contains(fields[0]) else { continue }
      let counts = fields[2...].map { field in
        let parts = field.split(separator: "/").compactMap { Int($0) }
        return Precision(right: parts[0], total: parts[1])
      }
      if let kind = DifferenceKind.allCases.first(where: { String(describing: $0) == fields[1] }) {
        let old = kinds[kind] ?? counts.map { _ in Precision(right: 0, total: 0) }
        kinds[kind] = zip(old, counts).map(+)
      } else if let form = NormalForm.allCases.first(where: { "near-\($0)" == fields[1] }) {
        forms[form] = (forms[form] ?? Precision(right: 0, total: 0)) + counts[0]
      } else if fields[1] == "near-typo" {
        typos = typos + counts[0]
      }
    }
  }

  /// What a semantic match of this kind and score is worth: the counts of its band, widened to its neighbours (the higher first) until
  /// there are at least ``fewest`` pairs; `nil` if no pair of the kind was seen, or the score lies below the bands.
  /// - Complexity: O(1)
  public func precision(of kind: DifferenceKind, score: Int) -> Precision? {
    guard let counts = kinds[kind], let band = Self.bands.lastIndex(where: { $0 <= score }) else { return nil }
    var (low, high) = (band, band)
    var sum = counts[band]
    while sum.total < Self.fewest, low > 0 || high + 1 < counts.count {
      if high + 1 < counts.count {
        high += 1
        sum = sum + counts[high]
      }
      if sum.total < Self.fewest, low > 0 {
        low -= 1
        sum = sum + counts[low]
      }
    }
    return sum.total > 0 ? sum : nil
  }

  /// The labelled pairs of some kinds in the bands that overlap a range of scores, in units of 1/10,000.
  public func pairs(of kinds: [DifferenceKind], scores: ClosedRange<Int>) -> Precision {
    var sum = Precision(right: 0, total: 0)
    for kind in kinds {
      for (band, counts) in (self.kinds[kind] ?? []).enumerated() {
        let end = band + 1 < Self.bands.count ? Self.bands[band + 1] - 1 : 10_000
        if Self.bands[band] <= scores.upperBound, end >= scores.lowerBound { sum = sum + counts }
      }
    }
    return sum
  }

  /// What a near match is worth that needs this form, and no finer one, to be equal; `nil` if no such pair was seen.
  public func precision(ofNear form: NormalForm) -> Precision? { forms[form] }
}
