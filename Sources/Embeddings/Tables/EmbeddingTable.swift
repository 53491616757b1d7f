public import Similarity

/// Vectors of one model, by the texts that they stand for.
public struct EmbeddingTable: Sendable {
  /// The vectors.
  public private(set) var vectors: VectorSet
  private var rows: [TextHash: Int] = [:]

  /// A table without vectors.
  public init(model: String, dimensions: Int) throws(VectorError) { vectors = try VectorSet(model: model, dimensions: dimensions) }

  /// How many texts have a vector.
  public var count: Int { vectors.count }

  /// Adds the vector of a text; of several for one text, the first stays.
  public mutating func insert(_ text: TextHash, _ vector: [Float]) throws(VectorError) {
    guard rows[text] == nil else { return }
    try vectors.append(vector)
    rows[text] = vectors.count - 1
  }

  /// The row of a text in ``vectors``; `nil` where it has none.
  public func row(of text: TextHash) -> Int? { rows[text] }

  /// The vectors of `texts` in their order, without those that have none, and where in `texts` each stands: what a join takes.
  public func selecting(_ texts: [TextHash]) -> (vectors: VectorSet, positions: [Int]) {
    var positions: [Int] = []
    var selected: [Int] = []
    for (position, text) in texts.enumerated() {
      guard let row = rows[text] else { continue }
      positions.append(position)
      selected.append(row)
    }
    return (vectors.selecting(selected), positions)
  }

  /// A table over vectors that were read together; of several for one text, the first counts.
  init(_ vectors: VectorSet, of texts: [TextHash]) {
    self.vectors = vectors
    for (row, text) in texts.enumerated() where rows[text] == nil { rows[text] = row }
  }
}

/// Why vectors cannot be read. Every case has a sentence, which never holds text of the file.
public enum EmbeddingFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A line of ids or vectors is not as it must be: what is wrong with it.
  case line(Int, String)
  /// There are more or fewer ids than vectors.
  case count(ids: Int, vectors: Int)
  /// There is no vector.
  case empty
  /// The table itself cannot be read.
  case table(NPYError)

  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .line(let number, let fault): return "Line \(number): \(fault)."
    case .count(let ids, let vectors):
      return "There are \(ids) ids and \(vectors) vectors; line by line, the ids name the texts of the rows."
    case .empty: return "There is no vector in it."
    case .table(let error): return error.description
    }
  }
}
