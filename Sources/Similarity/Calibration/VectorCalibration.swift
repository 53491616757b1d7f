/// How often pairs of texts whose vectors are alike mean the same, counted on public labelled pairs with the vectors of one small model.
///
/// Cosines of other models lie elsewhere: for them, these counts are an indication of the order, not a calibration. As with ``Calibration``,
/// labelled pairs are hard ones.
public struct VectorCalibration: Sendable {
  /// The model whose vectors were counted.
  public static let model = "all-MiniLM-L6-v2"
  /// The sets of labelled pairs, by their names in ``vectorCalibrationCounts``.
  public static let sources = ["qqp_part", "paws_qqp"]
  /// Where the bands of cosines start, in units of 1/10,000; the last one ends with 1.
  public static let bands = [7_000, 7_500, 8_000, 8_500, 9_000, 9_250, 9_500, 9_700, 9_800, 9_900]
  /// All sets together.
  public static let all = VectorCalibration()

  private var allowed = bands.map { _ in Calibration.Precision(right: 0, total: 0) }
  private var refused = bands.map { _ in Calibration.Precision(right: 0, total: 0) }

  init() {
    for line in vectorCalibrationCounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      let counts = fields.dropFirst(2).map { field in
        let parts = field.split(separator: "/").compactMap { Int($0) }
        return Calibration.Precision(right: parts[0], total: parts[1])
      }
      if fields[1] == "allowed" { allowed = zip(allowed, counts).map(+) } else { refused = zip(refused, counts).map(+) }
    }
  }

  /// What a match of this cosine is worth that ``EmbeddingGuard`` lets through, or refuses; `nil` below the bands.
  /// - Complexity: O(1)
  public func precision(score: Int, isRefused: Bool) -> Calibration.Precision? {
    Self.bands.lastIndex { $0 <= score }.map { isRefused ? refused[$0] : allowed[$0] }
  }

  /// The labelled pairs that the guard lets through in the bands that start within a range.
  public func pairs(from scores: ClosedRange<Int>) -> Calibration.Precision {
    zip(Self.bands, allowed).filter { scores.contains($0.0) }.reduce(Calibration.Precision(right: 0, total: 0)) { $0 + $1.1 }
  }
}
