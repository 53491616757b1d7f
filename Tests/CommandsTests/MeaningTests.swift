import Foundation
import Testing

@Suite("Strategies that compare by meaning")
struct MeaningTests {
  private static let strategies = ["-s", "gptcache-semantic", "-s", "tfidf-100", "-s", "redisvl-semantic", "--by-words"]

  @Test("give the same from the logs and from a trace that was compiled for them, with one thread and two")
  func logAndTrace() throws {
    let scratch = try Scratch()
    let compiled = try Program.run(["compile", "log.jsonl", "-o", "log.trace", "--quiet"] + Self.strategies, in: scratch.folder)
    try #require(compiled.code == 0, "\(compiled.errors)")
    func results(_ log: String, threads: Int) throws -> [String] {
      let run = try Program.run(
        ["replay", log, "--threads", "\(threads)", "--json", "r.json", "--requests", "r.csv"] + Self.strategies, in: scratch.folder)
      try #require(run.code == 0, "\(run.errors)")
      return [run.output, scratch.text("r.json"), scratch.text("r.csv")]
    }
    let first = try results("log.jsonl", threads: 1)
    #expect(try results("log.jsonl", threads: 2) == first)
    #expect(try results("log.trace", threads: 2) == first)
    let study = try scratch.json("r.json")
    // Planted near repeats are alike; what is found by meaning is more than what is found by key.
    let served = study["strategies"].items.map { $0["total"]["outcomes"]["hit"].int ?? 0 }
    #expect(served[0] > 0 && served[2] > 0)
    #expect(first[2].contains("semantic"))
  }

  @Test("say what to do where vectors or texts are missing")
  func missing() throws {
    let scratch = try Scratch()
    try scratch.compile()
    let vectors = try scratch.run("replay", "log.jsonl", "-s", "redisvl-semantic")
    #expect(
      vectors.code == 64 && vectors.errors.contains("--embeddings FILE") && vectors.errors.contains("--by-words"), "\(vectors.errors)")
    let texts = try scratch.run("replay", "log.trace", "-s", "redisvl-semantic", "--by-words")
    #expect(texts.code == 64 && texts.errors.contains("compile them with -s redisvl-semantic"), "\(texts.errors)")
    let append = try scratch.run("compile", "log.jsonl", "-o", "b.trace", "--append", "log.trace", "-s", "tfidf-100")
    #expect(append.code == 64 && append.errors.contains("all logs at once"), "\(append.errors)")
  }

  @Test("take vectors from a file beside the log, and hit where they are near")
  func sidecar() throws {
    let scratch = try Scratch(withLog: false)
    // Two questions alike by their vectors alone, and one that is not.
    let asked = ["how do I reset it", "forgot my password", "what is the weather"]
    let lines = asked.enumerated().map { index, text in
      #"{"ts":\#(1_760_000_000 + 60 * index),"request":{"model":"m","messages":[{"role":"user","content":"\#(text)"}]},"#
        + #""response":{"choices":[{"message":{"role":"assistant","content":"a\#(index)"},"finish_reason":"stop"}]}}"#
    }
    scratch.write("log.jsonl", lines.joined(separator: "\n") + "\n")
    let vectors: [[Double]] = [[1, 0], [0.99, 0.1], [0, 1]]
    scratch.write(
      "v.jsonl", zip(asked, vectors).map { #"{"id":"\#($0)","vector":[\#($1[0]),\#($1[1])]}"# }.joined(separator: "\n") + "\n")
    let run = try scratch.run(
      "replay", "log.jsonl", "-s", "redisvl-semantic", "--embeddings", "v.jsonl", "--requests", "r.csv", "--json", "r.json")
    try #require(run.code == 0, "\(run.errors)")
    #expect(run.errors.contains("3 of 3 distinct prompts have a vector"), "\(run.errors)")
    let rows = scratch.text("r.csv").split(separator: "\n").dropFirst()
    #expect(rows.map { $0.contains(",hit,") } == [false, true, false])
  }
}
