public import Ingest
internal import Similarity

/// Vectors that a log holds already: calls of embedding models with their inputs and their answers in one record.
///
/// Whatever the gateway, somewhere in such a record stands the body of a request with an `input` (a text, or a list of texts) and that of
/// an answer in OpenAI's form, `data` with an `embedding` each (numbers or base64); either may stand there as text. Records with several
/// of them, with token ids in place of texts, or with fewer vectors than texts say nothing.
public struct LoggedEmbeddings: Sendable {
  /// Whose vectors they are.
  public struct Model: Hashable, Sendable {
    /// The model, as the request names it, or else the answer.
    public let name: String
    /// Numbers in a vector.
    public let dimensions: Int
  }

  /// The vectors found, model by model.
  public private(set) var tables: [Model: EmbeddingTable] = [:]
  /// Records that hold an embedding call.
  public private(set) var calls = 0
  /// Records that look like one and could not be used.
  public private(set) var unusable = 0

  /// Models beyond so many are left out: a hostile log could name a new one in every record.
  public static let mostModels = 64

  private let wanted: Set<TextHash>?

  /// Nothing found yet. Of other texts than those `wanted`, if they are given, no vectors are kept: a log may hold those of whole libraries.
  public init(wanted: Set<TextHash>? = nil) { self.wanted = wanted }

  /// Looks through the records of a log.
  /// - Throws: what the source throws.
  public mutating func read(_ source: any ByteSource, threads: Int = 1) throws {
    let finder = EmbeddingFinder()
    var reader = RecordReader(source, threads: threads)
    try reader.forEachRecord { record in
      guard !record.isOversize, record.fault == nil else { return true }
      finder.look(at: record.bytes)
      if finder.found.answers > 0 { take(finder.found) }
      return true
    }
  }

  /// The table with vectors for most of `texts`, those of `model` only if it is given; of several as good, that of the first name.
  public func best(for texts: [TextHash], model: String? = nil) -> EmbeddingTable? {
    let named = tables.filter { model == nil || $0.key.name == model }
    let ranked = named.map { key, table in (key, table, texts.count { table.row(of: $0) != nil }) }
    return ranked.max {
      if $0.2 != $1.2 { return $0.2 < $1.2 }
      return ($0.0.name, $0.0.dimensions) > ($1.0.name, $1.0.dimensions)
    }?.1
  }

  private mutating func take(_ found: EmbeddingFinder.Found) {
    calls += 1
    guard found.requests == 1, found.answers == 1, !found.texts.isEmpty, found.texts.count == found.vectors.count,
      let dimensions = found.vectors.first?.count, found.vectors.allSatisfy({ $0.count == dimensions }),
      let name = found.requestModel ?? found.answerModel
    else {
      unusable += 1
      return
    }
    let model = Model(name: name, dimensions: dimensions)
    do {
      guard tables[model] != nil || tables.count < Self.mostModels else { throw VectorError.differentModel }
      var table = try tables.removeValue(forKey: model) ?? EmbeddingTable(model: name, dimensions: dimensions)
      defer { tables[model] = table }
      for (text, vector) in zip(found.texts, found.vectors) where wanted?.contains(text) ?? true { try table.insert(text, vector) }
    } catch {
      unusable += 1
    }
  }
}
