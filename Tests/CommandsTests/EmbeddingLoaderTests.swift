import ArgumentParser
import Embeddings
import Foundation
import Similarity
import Testing

@testable import Commands

/// Vectors of prompts as the options of a command name them.
@Suite struct EmbeddingLoaderTests {
  private func loader(_ arguments: String...) throws -> EmbeddingLoader {
    EmbeddingLoader(options: try EmbeddingOptions.parse(arguments), printing: try PrintOptions.parse(["--quiet"]))
  }

  private func npy(_ rows: [[Float]]) -> Data {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows.count), \(rows[0].count)), }\n"
    var data = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(header.utf8.count), 0]) + Data(header.utf8)
    for value in rows.joined() { withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
    return data
  }

  @Test func sidecars() throws {
    let scratch = try Scratch(withLog: false)
    try npy([[3, 4], [1, 0]]).write(to: URL(fileURLWithPath: scratch.path("v.npy")))
    try Data("\"one\"\n\"two\"\n".utf8).write(to: URL(fileURLWithPath: scratch.path("v.ids.jsonl")))
    try Data("{\"id\": \"one\", \"vector\": [3, 4]}\n".utf8).write(to: URL(fileURLWithPath: scratch.path("v.jsonl")))
    for loader in [
      try loader("--embeddings", scratch.path("v.npy")), try loader("--embeddings", scratch.path("v.jsonl")),
      try loader("--embeddings", scratch.path("v.npy"), "--embedding-ids", scratch.path("v.ids.jsonl"), "--embed-model", "m"),
    ] {
      let table = try #require(try loader.table(of: ["one"], logs: []))
      let row = try #require(table.row(of: TextHash(of: "one")))
      #expect(Array(table.vectors[row]) == [0.6, 0.8])
    }
    #expect(try loader().table(of: ["one"], logs: []) == nil)
    let failure = #expect(throws: Failure.self) { try loader("--embeddings", scratch.path("v.ids.jsonl")).table(of: [], logs: []) }
    #expect(failure?.code == .badData)
    // It is said which file is missing, and what it is for.
    try FileManager.default.removeItem(atPath: scratch.path("v.ids.jsonl"))
    let nameless = #expect(throws: Failure.self) { try loader("--embeddings", scratch.path("v.npy")).table(of: [], logs: []) }
    #expect(
      nameless?.sentence.hasSuffix("v.ids.jsonl, which says whose the rows of \(scratch.path("v.npy")) are; name it with --embedding-ids.")
        == true)
    let none = #expect(throws: Failure.self) { try loader("--embeddings", scratch.path("w.npy")).table(of: [], logs: []) }
    #expect(none?.sentence.hasSuffix("w.npy cannot be opened: no such file or directory.") == true)
  }

  @Test func vectorsOfTheLog() throws {
    let scratch = try Scratch(withLog: false)
    let call = #"{"request": {"model": "e", "input": ["one"]}, "response": {"data": [{"embedding": [3, 4]}]}}"#
    try Data((call + "\n").utf8).write(to: URL(fileURLWithPath: scratch.path("log.jsonl")))
    let table = try #require(try loader("--embeddings", "log").table(of: ["one", "two"], logs: [scratch.path("log.jsonl")]))
    #expect(table.count == 1 && table.vectors.model == "e")
    let failure = #expect(throws: Failure.self) {
      try loader("--embeddings", "log", "--embed-model", "f").table(of: ["one"], logs: [scratch.path("log.jsonl")])
    }
    #expect(failure?.code == .noInput)
  }

  @Test func endpointsThatCannotBe() throws {
    let scratch = try Scratch(withLog: false)
    let cache = ["--embed-cache", scratch.path("cache")]
    let keyless = try EmbeddingOptions.parse(
      ["--embed-url", "http://x", "--embed-model", "m", "--embed-key-env", "HINDCAST_NO_SUCH_KEY"] + cache)
    let failure = #expect(throws: Failure.self) {
      try EmbeddingLoader(options: keyless, printing: try PrintOptions.parse(["--quiet"])).table(of: ["one"], logs: [])
    }
    #expect(failure?.code == .usage)
    for wrong in [
      ["--embed-url", "http://x"], ["--embed-key-env", "K"], ["--embeddings", "f", "--embed-url", "u", "--embed-model", "m"],
      ["--embeddings", "f.jsonl", "--embedding-ids", "g"], ["--embed-url", "u", "--embed-model", "m", "--embed-dimensions", "0"],
    ] {
      #expect(throws: (any Error).self) { try EmbeddingOptions.parse(wrong) }
    }
  }
}
