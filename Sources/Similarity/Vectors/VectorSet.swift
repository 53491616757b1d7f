/// Embeddings by one model, of one length each, normalised to length 1: the dot product of two is their cosine.
///
/// Cosines of two models say nothing of each other, so a set carries the model's name and takes vectors of its own kind only.
public struct VectorSet: Sendable {
  /// The model that made the vectors, by the name that it was asked under.
  public let model: String
  /// Numbers in a vector.
  public let dimensions: Int
  /// How many vectors there are.
  public private(set) var count = 0
  /// Vector after vector.
  private(set) var values: [Float] = []

  /// The most dimensions that a vector can have.
  public static let maximumDimensions = 1 << 16

  /// An empty set.
  ///
  /// Throws where `dimensions` is 0, negative or above ``maximumDimensions``.
  public init(model: String, dimensions: Int) throws(VectorError) {
    guard (1...Self.maximumDimensions).contains(dimensions) else { throw .dimensions(dimensions) }
    self.model = model
    self.dimensions = dimensions
  }

  /// Makes room for `count` vectors in all.
  public mutating func reserve(_ count: Int) { values.reserveCapacity(count * dimensions) }

  /// Adds a vector, normalised; one of nothing but zeros stays that, and is like no other.
  ///
  /// Throws where it has another number of dimensions, or a number that is infinite or none.
  /// - Complexity: O(``dimensions``), amortised.
  public mutating func append(_ vector: UnsafeBufferPointer<Float>) throws(VectorError) {
    guard vector.count == dimensions else { throw .differentDimensions(vector.count, expected: dimensions) }
    var square = 0.0
    for value in vector { square += Double(value) * Double(value) }
    guard square.isFinite else { throw .notFinite(row: count) }
    let scale = square > 0 ? 1 / square.squareRoot() : 0
    for value in vector { values.append(Float(Double(value) * scale)) }
    count += 1
  }

  /// Adds a vector, as ``append(_:)-(UnsafeBufferPointer<Float>)``.
  public mutating func append(_ vector: [Float]) throws(VectorError) {
    try vector.withUnsafeBufferPointer { vector throws(VectorError) in try append(vector) }
  }

  /// Adds all vectors of `other`, which must be of the same model and length.
  public mutating func append(_ other: VectorSet) throws(VectorError) {
    guard other.model == model else { throw .differentModel }
    guard other.dimensions == dimensions else { throw .differentDimensions(other.dimensions, expected: dimensions) }
    values += other.values
    count += other.count
  }

  /// The vectors at `rows`, in that order.
  public func selecting(_ rows: some Sequence<Int>) -> VectorSet {
    var copy = self
    copy.values = []
    copy.count = 0
    for row in rows {
      copy.values += values[row * dimensions..<(row + 1) * dimensions]
      copy.count += 1
    }
    return copy
  }

  /// The numbers of a vector.
  public subscript(row: Int) -> ArraySlice<Float> { values[row * dimensions..<(row + 1) * dimensions] }

  /// The cosine of two vectors; 0 with one of zeros. The same bits on every machine.
  /// - Complexity: O(``dimensions``).
  public func cosine(_ a: Int, _ b: Int) -> Double {
    precondition(a < count && b < count)
    return values.withUnsafeBufferPointer { values in
      values.baseAddress.map { exactDot($0 + a * dimensions, $0 + b * dimensions, dimensions) } ?? 0
    }
  }

  /// How alike two vectors are.
  public func score(_ a: Int, _ b: Int) -> Score { Score(cosine: cosine(a, b)) }
}

/// Why vectors cannot be taken. Every case has a sentence.
public enum VectorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// So many dimensions cannot be.
  case dimensions(Int)
  /// A vector has another number of dimensions than the others.
  case differentDimensions(Int, expected: Int)
  /// Vectors of two models were to be put together.
  case differentModel
  /// The vector at `row` holds infinity or what is no number.
  case notFinite(row: Int)

  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .dimensions(let count):
      return "A vector cannot have \(count) dimensions; 1 to \(VectorSet.maximumDimensions) are possible."
    case .differentDimensions(let count, let expected):
      return
        "A vector has \(count) dimensions where the others have \(expected); vectors of one model and one length can be compared, no others."
    case .differentModel:
      return "The vectors are of two models, and cosines of two models cannot be compared; give those of one."
    case .notFinite(let row):
      return "Vector \(row) (the first is 0) holds infinity or what is no number; make it again."
    }
  }
}
