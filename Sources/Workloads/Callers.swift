internal import Glibc

/// Who asks: users in proportion to rank^-exponent (Zipf).
/// - Complexity: O(users) to build, O(log users) a draw.
struct Callers {
  private var sums: [Double] = []

  init(_ spec: WorkloadSpec) {
    var sum = 0.0
    for rank in 1...spec.users {
      sum += exp(-spec.userExponent * log(Double(rank)))
      sums.append(sum)
    }
  }

  /// The number of a user.
  func drawn(_ dice: inout Dice) -> Int {
    let point = dice.unit() * (sums.last ?? 0)
    var low = 0
    var high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= point { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
