internal import CDot

/// The way in which dot products are worked out; all give the same results.
enum DotPath: Int32, CaseIterable, Sendable {
  case portable, avx2, avx512

  /// The fastest that this machine has.
  static let best = DotPath(rawValue: cdot_best_path()) ?? .portable

  /// Those that this machine has.
  static var available: [DotPath] { allCases.filter { $0.rawValue <= best.rawValue } }
}

/// The dot product in double precision, added in one order on every path.
func exactDot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int, path: DotPath = .best) -> Double {
  cdot_exact(path.rawValue, a, b, count)
}
