import Foundation
import Testing

@testable import Embeddings

@Suite struct EmbeddingCacheTests {
  private let hash = TextHash(of: "a")

  @Test func vectorsAreKeptByModelDimensionsAndText() throws {
    let scratch = try Scratch()
    do {
      let cache = try EmbeddingCache(path: scratch("c"))
      #expect(try cache.dimensions(of: "m") == [])
      try cache.store([(hash, [1, -2.5]), (TextHash(of: "b"), [.leastNonzeroMagnitude, 3])], model: "m", dimensions: 2)
      try cache.store([(hash, [9, 8, 7])], model: "m", dimensions: 3)
      try cache.store([(hash, [4, 4])], model: "n", dimensions: 2)
    }
    let cache = try EmbeddingCache(path: scratch("c"))
    #expect(try cache.vector(of: hash, model: "m", dimensions: 2) == [1, -2.5])
    #expect(try cache.vector(of: TextHash(of: "b"), model: "m", dimensions: 2) == [.leastNonzeroMagnitude, 3])
    #expect(try cache.vector(of: hash, model: "m", dimensions: 3) == [9, 8, 7])
    #expect(try cache.vector(of: hash, model: "n", dimensions: 2) == [4, 4])
    #expect(try cache.vector(of: TextHash(of: "b"), model: "n", dimensions: 2) == nil)
    #expect(try cache.vector(of: hash, model: "m", dimensions: 4) == nil)
    #expect(try cache.vector(of: hash, model: "M", dimensions: 2) == nil)
    #expect(try cache.dimensions(of: "m") == [2, 3])
  }

  @Test func onlyItsOwnerReadsIt() throws {
    let scratch = try Scratch()
    let cache = try EmbeddingCache(path: scratch("c"))
    try cache.store([(hash, [1])], model: "m", dimensions: 1)
    for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
      let mode = try FileManager.default.attributesOfItem(atPath: scratch(name))[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
  }

  /// What is on the disk after each store is what a process that dies then leaves.
  @Test func storedVectorsOutliveTheProcess() throws {
    let scratch = try Scratch()
    let cache = try EmbeddingCache(path: scratch("c"))
    for count in 1...5 {
      try cache.store([(TextHash(of: "\(count)"), [Float(count)])], model: "m", dimensions: 1)
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: scratch("c" + suffix), toPath: scratch("d\(count)" + suffix))
      }
      let left = try EmbeddingCache(path: scratch("d\(count)"))
      for number in 1...6 {
        let expected: [Float]? = number <= count ? [Float(number)] : nil
        #expect(try left.vector(of: TextHash(of: "\(number)"), model: "m", dimensions: 1) == expected)
      }
    }
  }

  @Test func foreignFilesAreLeftAlone() throws {
    let scratch = try Scratch()
    let text = Data("This is no database, but somebody's notes about something else.".utf8)
    try text.write(to: URL(fileURLWithPath: scratch("notes")))
    let error = #expect(throws: EmbeddingCacheError.self) { try EmbeddingCache(path: scratch("notes")) }
    #expect(error?.cause == .foreign)
    #expect(try Data(contentsOf: URL(fileURLWithPath: scratch("notes"))) == text)
    do {
      let other = try SQLite(scratch("other"))
      try other.run("CREATE TABLE t (x)")
    }
    let foreign = #expect(throws: EmbeddingCacheError.self) { try EmbeddingCache(path: scratch("other")) }
    #expect(foreign?.cause == .foreign)
    let missing = #expect(throws: EmbeddingCacheError.self) { try EmbeddingCache(path: scratch("no/such/folder")) }
    #expect(missing?.cause == .cannotOpen)
    #expect([error, foreign, missing].allSatisfy { $0?.description.hasSuffix(".") == true })
  }

  @Test func damagedValuesAreNone() throws {
    let scratch = try Scratch()
    let cache = try EmbeddingCache(path: scratch("c"))
    try cache.store([(hash, [1, 2])], model: "m", dimensions: 2)
    try SQLite(scratch("c")).run("UPDATE vector SET value = x'00'")
    #expect(try cache.vector(of: hash, model: "m", dimensions: 2) == nil)
    try SQLite(scratch("c")).run("UPDATE vector SET value = x'0000c07f0000c07f'")
    #expect(try cache.vector(of: hash, model: "m", dimensions: 2) == nil)
  }

  @Test func hashesAreSHA256() throws {
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(TextHash(of: "abc").hexadecimal == known)
    #expect(TextHash(hexadecimal: known) == TextHash(of: "abc"))
    #expect(TextHash(hexadecimal: known.uppercased()) == TextHash(of: "abc"))
    #expect(TextHash(of: "abc").bytes.prefix(3) == [0xBA, 0x78, 0x16])
    for bad in ["", String(known.dropLast()), known + "0", "g" + known.dropFirst(), "é" + known.dropFirst(2)] {
      #expect(TextHash(hexadecimal: bad) == nil)
    }
  }
}
