internal import Glibc
internal import Units

/// What a draw is for: each purpose has draws of its own, so that a change in one does not move the others (law 7).
enum Stage: UInt64 {
  case arrival = 1, burst, requestClass, popularity, repeated, edit
  case scope, prompt, length, turns, answer, wording
  case caller, delivery, timing, failure
  case recency
}

/// A run of draws for one thing (a request, a key) and one purpose.
struct Dice {
  private let draws: Draws
  private let ordinal: UInt64
  private var stage: UInt64

  init(_ draws: Draws, _ ordinal: Int, _ stage: Stage) {
    self.draws = draws
    self.ordinal = UInt64(ordinal)
    self.stage = stage.rawValue << 32
  }

  /// 64 bits.
  mutating func bits() -> UInt64 {
    defer { stage &+= 1 }
    return draws.bits(ordinal, stage)
  }

  /// A uniform number in 0 ..< 1.
  mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// A uniform number in 0 ..< `bound`, which is above zero.
  mutating func index(_ bound: Int) -> Int { Int(bits().multipliedFullWidth(by: UInt64(bound)).high) }

  /// Whether something of that probability happens.
  mutating func happens(_ probability: Double) -> Bool { unit() < probability }

  /// An exponential number of mean 1.
  mutating func exponential() -> Double { -log(1 - unit()) }

  /// A normal number of mean 0 and deviation 1 (Box and Muller 1958).
  mutating func normal() -> Double {
    let radius = (2 * exponential()).squareRoot()
    return radius * cos(2 * Double.pi * unit())
  }

  /// A number of a log-normal law.
  mutating func logNormal(_ median: Double, _ sigma: Double) -> Double { median * exp(sigma * normal()) }

  /// An index, each as likely as its weight; at least one weight is above zero.
  mutating func weighted(_ weights: [Double]) -> Int {
    var rest = unit() * weights.reduce(0, +)
    var last = 0
    for (index, weight) in weights.enumerated() where weight > 0 {
      if rest < weight { return index }
      rest -= weight
      last = index
    }
    return last
  }
}

extension Array {
  /// One of the elements, all as likely; the array is not empty.
  func drawn(by dice: inout Dice) -> Element { self[dice.index(count)] }
}
