internal import Similarity

/// What is left to ask for, and what came of it: shared by the threads that ask.
struct EmbeddingWork {
  /// Texts of one request, by their places.
  struct Batch {
    var texts: Range<Int>
    /// The batch that was refused and halved into this and another.
    var parent: Halved?
  }

  /// A batch that was refused: whether both halves went through tells if it was too large or held a text that is refused.
  final class Halved: @unchecked Sendable {
    fileprivate var passed = 0
  }

  /// By place, the vector.
  private(set) var vectors: [[Float]?]
  /// Texts that the endpoint refuses.
  private(set) var refused: [Int] = []
  /// Requests that were answered with vectors, those that had to be sent again, and tokens billed.
  private(set) var requests = 0
  private(set) var retries = 0
  private(set) var tokens = 0
  /// Dimensions of all vectors, once known.
  private(set) var dimensions: Int?
  /// Why it stopped.
  private(set) var failure: (any Error)?

  private let lengths: [Int]
  private var next = 0
  private var halves: [Batch] = []
  private var maximumBatch: Int
  private let maximumBytes: Int
  /// Texts refused before any went through, after which the request itself must be wrong.
  private static let mostRefusals = 8

  init(lengths: [Int], dimensions: Int?, endpoint: EmbeddingEndpoint) {
    self.lengths = lengths
    self.dimensions = dimensions
    vectors = Array(repeating: nil, count: lengths.count)
    maximumBatch = max(endpoint.maximumBatch, 1)
    maximumBytes = endpoint.maximumBatchBytes
  }

  /// How many texts are done.
  var done: Int { vectors.count { $0 != nil } + refused.count }

  /// The next texts to ask for; `nil` when there are none, or asking has failed.
  mutating func take() -> Batch? {
    guard failure == nil else { return nil }
    if let half = halves.popLast() { return half }
    guard next < lengths.count else { return nil }
    let start = next
    var bytes = 0
    while next < lengths.count, next - start < maximumBatch, next == start || bytes + lengths[next] <= maximumBytes {
      bytes += lengths[next]
      next += 1
    }
    return Batch(texts: start..<next, parent: nil)
  }

  /// Takes the vectors of a batch; throws where they are of other dimensions.
  mutating func finish(_ batch: Batch, _ found: [[Float]], tokens: Int) throws(EmbeddingError) {
    let expected = dimensions ?? found.first?.count ?? 0
    if let other = found.first(where: { $0.count != expected }) {
      throw EmbeddingError(.dimensions(found: other.count, expected: expected))
    }
    dimensions = expected
    for (text, vector) in zip(batch.texts, found) { vectors[text] = vector }
    requests += 1
    let (sum, overflow) = self.tokens.addingReportingOverflow(tokens)
    self.tokens = overflow ? .max : sum
    guard let parent = batch.parent else { return }
    parent.passed += 1
    if parent.passed == 2 { maximumBatch = max(min(maximumBatch, batch.texts.count), 1) }
  }

  /// Halves a batch that was refused, or sets its only text aside; fails where every text is refused.
  mutating func refuse(_ batch: Batch, _ error: EmbeddingError) {
    guard batch.texts.count > 1 else {
      refused.append(batch.texts.lowerBound)
      if requests == 0, refused.count >= min(Self.mostRefusals, lengths.count) { failure = failure ?? error }
      return
    }
    let middle = batch.texts.lowerBound + (batch.texts.count + 1) / 2
    let parent = Halved()
    halves.append(Batch(texts: middle..<batch.texts.upperBound, parent: parent))
    halves.append(Batch(texts: batch.texts.lowerBound..<middle, parent: parent))
  }

  /// Counts an attempt that has to be made again.
  mutating func retry() { retries += 1 }

  /// Stops all asking.
  mutating func fail(_ error: any Error) { failure = failure ?? error }
}
