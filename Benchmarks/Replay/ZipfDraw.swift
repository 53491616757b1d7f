import Foundation

/// Objects drawn by Zipf's law, the same on every machine.
struct ZipfDraw {
  private let cdf: [Double]
  /// For each of equal parts of the distribution, the first rank that may be in it.
  private let starts: [UInt32]
  private var state: UInt64

  init(objects: Int, alpha: Double, seed: UInt64) {
    var total = 0.0
    let cdf = (0..<objects).map { rank in
      total += pow(Double(rank + 1), -alpha)
      return total
    }
    let parts = 1 << 20
    var rank = 0
    starts = (0...parts).map { part in
      let from = Double(part) / Double(parts) * total
      while rank < objects - 1, cdf[rank] <= from { rank += 1 }
      return UInt32(rank)
    }
    self.cdf = cdf
    state = seed
  }

  /// The next object's rank, from 0.
  mutating func next() -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    let unit = Double(mix(state) >> 11) * 0x1p-53
    let point = unit * cdf[cdf.count - 1]
    let part = Int(unit * Double(starts.count - 1))
    // One rank more on either side: parts and ranks are cut by roundings of their own.
    var (low, high) = (max(0, Int(starts[part]) - 1), min(Int(starts[part + 1]) + 1, cdf.count - 1))
    while low < high {
      let middle = (low + high) / 2
      if point < cdf[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
func mix(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
