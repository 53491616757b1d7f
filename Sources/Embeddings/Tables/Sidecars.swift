public import Ingest
internal import Similarity

/// Vectors that were made elsewhere and lie beside the log.
public enum Sidecars {
  /// The longest line that is read.
  public static let maximumLine = 16 << 20

  /// The vectors of a `.npy` file, whose row *i* is that of the text which line *i* of `ids` names.
  ///
  /// A line is the text as a JSON string, or an object with the text under `text` or its SHA-256 under `text_hash`; under `id`, what is
  /// 64 hexadecimal digits is a hash and all else a text.
  public static func table(npy: UnsafeRawBufferPointer, ids: any ByteSource, model: String) throws -> EmbeddingTable {
    let vectors: VectorSet
    do throws(NPYError) { vectors = try NPY.vectors(of: npy, model: model) } catch { throw EmbeddingFileError.table(error) }
    guard vectors.count > 0 else { throw EmbeddingFileError.empty }
    var texts: [TextHash] = []
    try forEachLine(ids) { line, value in
      guard let text = text(of: value) else {
        throw EmbeddingFileError.line(line, "it is neither a text nor an object with text, text_hash or id")
      }
      texts.append(text)
      return texts.count <= vectors.count
    }
    guard texts.count == vectors.count else { throw EmbeddingFileError.count(ids: texts.count, vectors: vectors.count) }
    return EmbeddingTable(vectors, of: texts)
  }

  /// The vectors of a file of JSON lines, an object each: the text as for ``table(npy:ids:model:)``, and its vector under `vector` or
  /// `embedding`, as an array of numbers or as base64 of little-endian 32-bit floats.
  public static func table(jsonLines: any ByteSource, model: String) throws -> EmbeddingTable {
    var table: EmbeddingTable?
    try forEachLine(jsonLines) { line, value in
      guard value.kind == .object, let text = text(of: value) else {
        throw EmbeddingFileError.line(line, "it is no object with text, text_hash or id")
      }
      guard let vector = (value["vector"] ?? value["embedding"]).flatMap(VectorValue.read) else {
        throw EmbeddingFileError.line(line, "it has no vector that is an array of numbers, or base64 of 32-bit floats")
      }
      if let named = value["model"]?.string, named != model {
        throw EmbeddingFileError.line(line, "its vector is of another model than was named; vectors of two models cannot be compared")
      }
      do {
        if table == nil { table = try EmbeddingTable(model: model, dimensions: vector.count) }
        try table?.insert(text, vector)
      } catch let error as VectorError {
        throw EmbeddingFileError.line(line, String(error.description.dropLast()))
      }
      return true
    }
    guard let table else { throw EmbeddingFileError.empty }
    return table
  }

  private static func text(of value: JSONValue) -> TextHash? {
    if let text = value.string { return TextHash(of: text) }
    if let text = value["text"] { return text.string.map { TextHash(of: $0) } }
    if let hash = value["text_hash"] { return hash.string.flatMap(TextHash.init(hexadecimal:)) }
    guard let id = value["id"]?.string else { return nil }
    return TextHash(hexadecimal: id) ?? TextHash(of: id)
  }

  private static func forEachLine(_ source: any ByteSource, _ body: (Int, JSONValue) throws -> Bool) throws {
    var parser = JSONParser()
    var reader = LineReader(source, threads: 1, maximumLine: maximumLine)
    try reader.forEachLine { line in
      if line.isOversize { throw EmbeddingFileError.line(line.number, "it is longer than \(maximumLine >> 20) MiB") }
      if line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return true }
      let value: JSONValue
      do throws(JSONFault) { value = try parser.parse(line.bytes) } catch {
        throw EmbeddingFileError.line(line.number, "it is no JSON (\(error.kind.rawValue))")
      }
      return try body(line.number, value)
    }
  }
}
