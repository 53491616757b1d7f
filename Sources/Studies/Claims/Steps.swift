/// Latencies as a step function: shares of the requests, fastest first, each with its latency in milliseconds.
struct Steps: Sendable, Equatable {
  private(set) var parts: [(share: Double, value: Double)] = []

  /// Parts in any order; those without a share are left out.
  init(_ parts: [(share: Double, value: Double)]) {
    self.parts = parts.filter { $0.share > 0 }.sorted { $0.value < $1.value }
  }

  static func == (a: Steps, b: Steps) -> Bool { a.parts.elementsEqual(b.parts, by: ==) }

  /// The mean over a whole of 1.
  var mean: Double { parts.reduce(0) { $0 + $1.share * $1.value } }

  /// The fastest `share` of the requests.
  func fastest(_ share: Double) -> Steps {
    var left = share
    return Steps(
      parts.map { part in
        let taken = max(0, min(part.share, left))
        left -= part.share
        return (taken, part.value)
      })
  }

  /// The mean of the slower of two, rank by rank: the least mean of latencies that are nowhere below either.
  ///
  /// - Complexity: O(parts of both).
  static func meanOfSlower(_ a: Steps, _ b: Steps) -> Double {
    var sum = 0.0
    var (i, j) = (0, 0)
    var (leftA, leftB) = (a.parts.first?.share ?? 0, b.parts.first?.share ?? 0)
    while i < a.parts.count, j < b.parts.count {
      let share = min(leftA, leftB)
      sum += share * max(a.parts[i].value, b.parts[j].value)
      leftA -= share
      leftB -= share
      if leftA <= 0 {
        i += 1
        leftA = i < a.parts.count ? a.parts[i].share : 0
      }
      if leftB <= 0 {
        j += 1
        leftB = j < b.parts.count ? b.parts[j].share : 0
      }
    }
    return sum
  }
}

/// What stated percentiles say of all latencies, in one reading of the figures.
///
/// Let Q(u) be the least latency that a share u of the requests does not exceed. A stated percentile p at level k says Q(k) = p; as Q never
/// falls, Q(u) >= p for u >= k and Q(u) <= p for u <= k. Nothing bounds Q above the last level.
struct Quantiles: Sendable {
  /// Stated levels and latencies, ascending by level.
  let points: [(level: Double, value: Double)]

  init(_ latency: Claims.Latency, _ value: (Claims.Figure) -> Double) {
    points = latency.percentiles.map { ($0.percentile.level, value($0.figure)) }
  }

  /// Levels that differ by less are the same level.
  private static let tolerance = 1e-12

  /// The greatest bound below Q(`level`); `nil` where nothing is stated at or below it.
  func least(at level: Double) -> Double? { points.filter { $0.level <= level + Quantiles.tolerance }.map(\.value).max() }

  /// The least bound above Q(`level`); `nil` where nothing is stated at or above it.
  func most(at level: Double) -> Double? { points.filter { $0.level >= level - Quantiles.tolerance }.map(\.value).min() }

  /// The fastest latencies that have these percentiles: every request between two levels takes what the lower level says, those below the
  /// first take nothing. Every other choice of latencies is nowhere faster.
  var fastest: Steps {
    var parts: [(share: Double, value: Double)] = []
    var (level, value) = (0.0, 0.0)
    for point in points {
      parts.append((point.level - level, value))
      level = point.level
      value = max(value, point.value)
    }
    return Steps(parts + [(1 - level, value)])
  }
}
