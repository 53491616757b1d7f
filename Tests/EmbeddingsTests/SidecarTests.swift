import Foundation
import Ingest
import Similarity
import Testing

@testable import Embeddings

@Suite struct SidecarTests {
  private func source(_ lines: [String]) -> ArraySource { ArraySource(Array(lines.joined(separator: "\n").utf8)) }

  private func npy(_ rows: [[Float]]) -> [UInt8] {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows.count), \(rows[0].count)), }\n"
    let length = [UInt8(header.utf8.count), 0]
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + length + Array(header.utf8) + rows.joined().withContiguous { Array($0) }
  }

  @Test func arraysWithIDs() throws {
    let hash = TextHash(of: "hashed").hexadecimal
    let ids = [
      "\"plain \\u00e9\"", "{\"text\": \"under text\"}", "{\"text_hash\": \"\(hash)\"}", "{\"id\": \"some id\"}",
      "{\"id\": \"\(TextHash(of: "by id").hexadecimal)\", \"more\": [1]}", "", "\"plain \\u00e9\"",
    ]
    let rows: [[Float]] = [[1, 0], [0, 1], [3, 4], [1, 1], [-1, 0], [0, -1]]
    let table = try npy(rows).withUnsafeBytes { try Sidecars.table(npy: $0, ids: source(ids), model: "m") }
    #expect(table.row(of: TextHash(of: "plain é")) == 0)
    #expect(table.row(of: TextHash(of: "under text")) == 1)
    #expect(table.row(of: TextHash(of: "hashed")) == 2)
    #expect(table.row(of: TextHash(of: "some id")) == 3)
    #expect(table.row(of: TextHash(of: "by id")) == 4)
    #expect(table.row(of: TextHash(of: "none")) == nil)
    #expect(table.vectors.model == "m" && Array(table.vectors[2]) == [0.6, 0.8])
    let (selected, positions) = table.selecting([TextHash(of: "none"), TextHash(of: "hashed"), TextHash(of: "plain é")])
    #expect(positions == [1, 2] && selected.count == 2 && selected.score(0, 1).rawValue == 6_000)
  }

  @Test func idsMustMatch() throws {
    let array = npy([[1, 0], [0, 1]])
    for (ids, error) in [
      (["\"a\""], EmbeddingFileError.count(ids: 1, vectors: 2)), (["\"a\"", "\"b\"", "\"c\""], .count(ids: 3, vectors: 2)),
      (["\"a\"", "7"], .line(2, "it is neither a text nor an object with text, text_hash or id")),
      (["{\"text_hash\": \"12\"}", "\"a\""], .line(1, "it is neither a text nor an object with text, text_hash or id")),
      (["\"a\"", "{"], .line(2, "it is no JSON (the text ends inside a value)")),
    ] {
      #expect(throws: error) { try array.withUnsafeBytes { try Sidecars.table(npy: $0, ids: source(ids), model: "m") } }
    }
    #expect(throws: EmbeddingFileError.table(.noArray)) {
      try [UInt8]("nothing of the kind".utf8).withUnsafeBytes { try Sidecars.table(npy: $0, ids: source([]), model: "m") }
    }
  }

  @Test func jsonLines() throws {
    let base64 = Data([0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40]).base64EncodedString()
    let lines = [
      "{\"id\": \"a\", \"vector\": [3, 4e0]}", "{\"text_hash\": \"\(TextHash(of: "b").hexadecimal)\", \"embedding\": \"\(base64)\"}",
      "{\"text\": \"c\", \"vector\": [-1, 0], \"model\": \"m\"}", "{\"text\": \"a\", \"vector\": [1, 1]}",
    ]
    let table = try Sidecars.table(jsonLines: source(lines), model: "m")
    #expect(table.count == 3 && table.vectors.dimensions == 2)
    for text in ["a", "b"] {
      let row = try #require(table.row(of: TextHash(of: text)))
      #expect(Array(table.vectors[row]) == [0.6, 0.8])
    }
  }

  @Test(arguments: [
    ("{\"id\": \"b\", \"vector\": [1]}", "A vector has 1 dimensions where the others have 2"),
    ("{\"id\": \"b\", \"vector\": []}", "no vector"),
    ("{\"id\": \"b\"}", "no vector"), ("{\"vector\": [1, 2]}", "no object with text"), ("[1, 2]", "no object with text"),
    ("{\"id\": \"b\", \"vector\": [1, null]}", "no vector"), ("{\"id\": \"b\", \"vector\": [1, 1e40]}", "no vector"),
    ("{\"id\": \"b\", \"vector\": \"AAAA\"}", "no vector"), ("{\"id\": \"b\", \"vector\": \"****\"}", "no vector"),
    ("{\"id\": \"b\", \"vector\": [1, 2], \"model\": \"n\"}", "another model"), ("{\"id\": \"secret", "no JSON"),
  ])
  func badLinesAreNamed(_ line: String, _ fault: String) throws {
    let error = #expect(throws: EmbeddingFileError.self) {
      try Sidecars.table(jsonLines: source(["{\"id\": \"a\", \"vector\": [3, 4]}", line]), model: "m")
    }
    #expect(error?.description.hasPrefix("Line 2: ") == true)
    #expect(error?.description.contains(fault) == true, "\(String(describing: error))")
    #expect(error?.description.contains("secret") == false)
  }

  @Test func emptyFiles() {
    #expect(throws: EmbeddingFileError.empty) { try Sidecars.table(jsonLines: source([" ", ""]), model: "m") }
  }
}

extension Sequence where Element == Float {
  fileprivate func withContiguous<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { Array(self).withUnsafeBytes(body) }
}
