import Foundation
import Ingest
import Similarity
import Testing

@testable import Embeddings

@Suite struct LoggedEmbeddingTests {
  private func read(_ records: [String]) throws -> LoggedEmbeddings {
    var found = LoggedEmbeddings()
    try found.read(ArraySource(Array(records.joined(separator: "\n").utf8)))
    return found
  }

  private let request = #"{"model": "e-1", "input": ["one", "two"]}"#
  private let answer =
    #"{"object": "list", "data": [{"index": 1, "embedding": [0, 2]}, {"index": 0, "embedding": [3, 4]}], "model": "e-1-001"}"#

  private func text(_ json: String) -> String {
    String(decoding: (try? JSONEncoder().encode(json)) ?? Data(), as: UTF8.self)
  }

  @Test func whateverTheGateway() throws {
    let base64 = Data([0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40]).base64EncodedString()
    let records = [
      #"{"request": \#(request), "response": \#(answer)}"#,
      #"{"request": {"method": "POST", "body": \#(text(request))}, "response": {"status": 200, "body": \#(text(answer))}}"#,
      #"{"metadata": {"payload": \#(text(#"{"request": \#(text(request)), "response": \#(answer)}"#))}}"#,
      #"{"input": "one", "model": "e-1", "x": {"response": 1}, "answer": {"data": [{"embedding": "\#(base64)"}]}}"#,
    ]
    for (index, record) in records.enumerated() {
      // The last holds a member that is part of no request beside its input.
      let found = try read([
        record.replacingOccurrences(of: #""input": "one", "model": "e-1", "x""#, with: #""request": {"input": "one", "model": "e-1"}, "x""#)
      ])
      #expect(found.calls == 1 && found.unusable == 0, "record \(index)")
      let table = try #require(found.tables[LoggedEmbeddings.Model(name: "e-1", dimensions: 2)])
      let row = try #require(table.row(of: TextHash(of: "one")))
      #expect(Array(table.vectors[row]) == [0.6, 0.8])
      if index < 3 {
        let other = try #require(table.row(of: TextHash(of: "two")))
        #expect(Array(table.vectors[other]) == [0, 1])
      }
    }
  }

  @Test(arguments: [
    #"{"request": {"model": "m", "input": ["one"]}, "response": {"data": [{"embedding": [1]}, {"embedding": [2]}]}}"#,
    #"{"request": {"model": "m", "input": [1, 2]}, "response": {"data": [{"embedding": [1]}]}}"#,
    #"{"request": {"model": "m", "input": ["one", "two"]}, "response": {"data": [{"embedding": [1]}, {"embedding": [1, 2]}]}}"#,
    #"{"request": {"model": "m", "input": ["one"]}, "response": {"data": [{"embedding": [1], "index": 3}]}}"#,
    #"{"request": {"input": ["one"]}, "response": {"data": [{"embedding": [1]}]}}"#,
    #"{"a": {"model": "m", "input": "one"}, "b": {"model": "m", "input": "two"}, "response": {"data": [{"embedding": [1]}]}}"#,
    #"{"response": {"data": [{"embedding": [1]}]}}"#,
  ])
  func whatSaysNothingIsCounted(_ record: String) throws {
    let found = try read([record])
    #expect(found.calls == 1 && found.unusable == 1)
    #expect(found.tables.values.allSatisfy { $0.count == 0 })
  }

  @Test func otherRecordsAreNone() throws {
    let found = try read([
      #"{"request": {"model": "gpt", "messages": [{"role": "user", "content": "what is an embedding?"}]}}"#, "{broken \"embedding\"",
      #"{"request": {"model": "e", "input": "one"}, "response": {"error": "no embedding"}}"#,
    ])
    #expect(found.calls == 0 && found.tables.isEmpty)
  }

  @Test func modelsAreNotMixed() throws {
    func record(_ model: String, _ input: String, _ vector: String) -> String {
      #"{"request": {"model": "\#(model)", "input": "\#(input)"}, "response": {"data": [{"embedding": \#(vector)}]}}"#
    }
    let found = try read([
      record("a", "one", "[1, 0]"), record("a", "two", "[1, 0, 0]"), record("b", "one", "[0, 1]"), record("b", "two", "[1, 1]"),
      record("a", "one", "[0, 1]"),
    ])
    #expect(found.tables.count == 3)
    let texts = ["one", "two"].map { TextHash(of: $0) }
    #expect(found.best(for: texts)?.vectors.model == "b")
    let ofA = found.best(for: texts, model: "a")
    #expect(ofA?.vectors.model == "a" && ofA?.vectors.dimensions == 2 && ofA?.count == 1)
    #expect(found.best(for: texts, model: "c") == nil)
  }

  @Test func onlyWantedTextsAreKept() throws {
    var found = LoggedEmbeddings(wanted: [TextHash(of: "two")])
    try found.read(ArraySource(Array(#"{"request": \#(request), "response": \#(answer)}"#.utf8)))
    let table = try #require(found.tables.values.first)
    #expect(table.count == 1 && table.row(of: TextHash(of: "two")) == 0 && table.row(of: TextHash(of: "one")) == nil)
  }

  @Test func manyModelsAreBounded() throws {
    let found = try read(
      (0..<100).map { #"{"request": {"model": "m\#($0)", "input": "one"}, "response": {"data": [{"embedding": [1]}]}}"# })
    #expect(found.tables.count == LoggedEmbeddings.mostModels)
    #expect(found.unusable == 100 - LoggedEmbeddings.mostModels)
  }
}
