import Foundation

/// splitmix64 from a seed: the draws of Fixtures/make.py.
struct Stream {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// A number in `range`.
  mutating func roll(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(bits() % UInt64(range.count)) }

  /// Yes, once in `n` times.
  mutating func oneIn(_ n: Int) -> Bool { roll(1...n) == 1 }
}

/// The traces of Fixtures/make.py, made again.
enum Traces {
  /// Ranks drawn by Zipf's law, and a size per object.
  static func zipf(_ alpha: Double, objects: Int = 20_000, count: Int = 200_000) -> (ids: [UInt32], sizes: [UInt32]) {
    var stream = Stream(UInt64(alpha * 10))
    var total = 0.0
    let cdf = (0..<objects).map { rank in
      total += pow(Double(rank + 1), -alpha)
      return total
    }
    let ids = (0..<count).map { _ in
      let point = stream.unit() * total
      var (low, high) = (0, objects)
      while low < high {
        let middle = (low + high) / 2
        if point < cdf[middle] { high = middle } else { low = middle + 1 }
      }
      return UInt32(min(low, objects - 1))
    }
    let sizes = (0..<objects).map { _ in
      let u = stream.unit()
      return 64 + UInt32(u * u * u * u * 60_000)
    }
    return (ids, sizes)
  }

  /// A capacity, and the ids and sizes of 200 requests; sizes change between requests of one id where they are not all one.
  static func small(_ seed: Int) -> (capacity: Int, ids: [UInt32], sizes: [UInt32], keys: Int, inBytes: Bool) {
    var stream = Stream(UInt64(seed))
    let inBytes = seed % 2 == 1
    let isWide = seed / 2 % 2 == 1
    let keys = isWide ? stream.roll(20...90) : stream.roll(2...9)
    let capacity = isWide ? stream.roll(20...60) : stream.roll(1...12)
    var (ids, sizes): ([UInt32], [UInt32]) = ([], [])
    for _ in 0..<200 {
      ids.append(UInt32(min(stream.roll(0...keys - 1), stream.roll(0...keys - 1))))
      let size = UInt32(stream.roll(0...4))
      sizes.append(inBytes ? size : 1)
    }
    return (capacity, ids, sizes, keys, inBytes)
  }

  /// FNV-1a of a sequence of numbers.
  static func checksum(_ values: some Sequence<UInt64>) -> UInt64 {
    values.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01B3 }
  }
}
