internal import CDot

/// Vectors in 8 bits a number, laid out for the processor: a filter that misses no pair, as the length of what each vector lost is known.
///
/// A vector is about its scale times its numbers. 16 vectors make a panel (`CDot.h`), filled up with zeros.
final class QuantisedVectors: @unchecked Sendable {
  static let panel = Int(CDOT_PANEL)
  /// Groups of four dimensions.
  let groups: Int
  /// Panels of 16 vectors.
  let panels: Int
  let numbers: UnsafeMutablePointer<Int8>
  let scales: UnsafeMutablePointer<Float>
  let errors: UnsafeMutablePointer<Float>

  /// Bytes of a panel.
  var stride: Int { groups * 4 * Self.panel }

  /// - Complexity: O(numbers in all).
  init(_ vectors: VectorSet) {
    let dimensions = vectors.dimensions
    groups = (dimensions + 3) / 4
    panels = (vectors.count + Self.panel - 1) / Self.panel
    let bytes = max(panels * groups * 4 * Self.panel, 1)
    numbers = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).initializeMemory(as: Int8.self, repeating: 0, count: bytes)
    let rows = max(panels * Self.panel, 1)
    scales = .allocate(capacity: rows)
    scales.initialize(repeating: 0, count: rows)
    errors = .allocate(capacity: rows)
    errors.initialize(repeating: 0, count: rows)
    vectors.values.withUnsafeBufferPointer { values in
      for row in 0..<vectors.count {
        quantise(row, UnsafeBufferPointer(rebasing: values[row * dimensions..<(row + 1) * dimensions]))
      }
    }
  }

  deinit {
    numbers.deallocate()
    scales.deallocate()
    errors.deallocate()
  }

  private func quantise(_ row: Int, _ vector: UnsafeBufferPointer<Float>) {
    var largest: Float = 0
    for value in vector { largest = max(largest, abs(value)) }
    guard largest > 0 else { return }
    let scale = largest / 127
    let inverse = 1 / scale
    let start = numbers + row / Self.panel * stride + row % Self.panel * 4
    var lost = 0.0
    for (index, value) in vector.enumerated() {
      let number = min(max((value * inverse).rounded(), -127), 127)
      start[index / 4 * 4 * Self.panel + index % 4] = Int8(number)
      let rest = value - number * scale
      lost += Double(rest) * Double(rest)
    }
    scales[row] = scale
    // What single precision may lose in here and in the filter is far below this allowance.
    errors[row] = Float(lost.squareRoot()) * 1.000_1 + 2e-6
  }
}
