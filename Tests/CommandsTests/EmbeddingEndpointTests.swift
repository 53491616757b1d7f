import Foundation
import Testing

/// `hindcast audit --embed-url`: the whole way from a log through an endpoint, its troubles and the cache, to the report.
@Suite("hindcast audit --embed-url") struct EmbeddingEndpointTests {
  /// Questions that share no word with their partners, which have almost their vectors; and so many others that they take several requests.
  private let questions =
    ["How do I reset my password?", "I forgot my secret, what now?", "How do I not reset my password?"]
    + (0..<300).map { "question number \(Character(UnicodeScalar(UInt8(97 + $0 % 26))))q\($0) of them" }

  private var log: String {
    questions.enumerated().map { index, text in
      "{\"timestamp\":\"2026-10-05T10:\(10 + index / 50):\(10 + index % 50)Z\",\"request\":{\"model\":\"gpt-4.1\",\"temperature\":0,"
        + "\"messages\":[{\"role\":\"user\",\"content\":\"\(text)\"}]},\"response\":{\"id\":\"r\(index)\",\"object\":"
        + "\"chat.completion\",\"model\":\"gpt-4.1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"x\"},"
        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}}}\n"
    }.joined()
  }

  private static func reply(_ texts: [String]) -> LoopbackServer.Reply {
    let items = texts.enumerated().map { index, text in
      var vector = madeVector(text, 16)
      for (place, known) in ["How do I reset", "I forgot my secret", "How do I not"].enumerated() where text.hasPrefix(known) {
        vector = (0..<16).map { $0 == 0 ? 1 : $0 == place + 1 ? 0.02 : 0 }
      }
      return "{\"object\":\"embedding\",\"index\":\(index),\"embedding\":[\(vector.map { "\($0)" }.joined(separator: ","))]}"
    }
    return LoopbackServer.Reply(
      body: "{\"data\":[\(items.joined(separator: ","))],\"model\":\"made\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}")
  }

  private func audit(_ server: LoopbackServer, in scratch: Scratch) throws -> Program.Run {
    try Program.run(
      [
        "audit", "log.jsonl", "--embed-url", server.address, "--embed-model", "made", "--embed-cache", "cache.sqlite", "--json",
        "audit.json", "--requests", "rows.csv",
      ], in: scratch.folder)
  }

  @Test func troubleIsBorneAndVectorsArePaidForOnce() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log.jsonl", log)
    let server = try LoopbackServer { request, number in
      switch number {
      case 0: .error(429, headers: ["Retry-After: 0"])
      case 2: .error(500)
      default: Self.reply(request.input)
      }
    }
    defer { server.stop() }
    let first = try audit(server, in: scratch)
    try #require(first.code == 0, "\(first.errors)")
    let answered = server.requests.count
    #expect(answered > 3)
    #expect(server.requests.contains { $0.input.count > 1 })
    #expect(Set(server.requests.flatMap(\.input)) == Set(questions))
    let audit = try scratch.json("audit.json")["audit"]
    #expect(audit["semantic_measure"].string == "vectors" && audit["embedding_model"].string == "made")
    #expect(audit["semantic_threshold"].double == 0.95 && audit["texts_without_vector"].int == 0)
    let rows = rows(ofCSV: scratch.text("rows.csv"))
    #expect(rows[1]["class"] == "semantic" && rows[1]["match"] == "0" && rows[1]["veto"] == "false")
    #expect(rows[2]["class"] == "unique" && rows[2]["difference"] == "negation" && rows[2]["veto"] == "true")
    #expect(first.output.contains("vectors of made") && !first.errors.contains("password") && !first.output.contains("password"))
    // Nothing is asked for again, and the result is the same.
    let json = scratch.text("audit.json")
    let second = try self.audit(server, in: scratch)
    #expect(second.code == 0 && server.requests.count == answered && scratch.text("audit.json") == json)
  }

  @Test func aRunThatWasCutOffGoesOnWhereItStopped() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log.jsonl", log)
    let broken = try LoopbackServer { request, number in number == 0 ? Self.reply(request.input) : .error(401) }
    let cut = try audit(broken, in: scratch)
    broken.stop()
    #expect(cut.code != 0 && !cut.errors.contains("secret prompt") && cut.errors.contains("401"))
    let had = Set(try #require(broken.requests.first).input)
    let server = try LoopbackServer { request, _ in Self.reply(request.input) }
    defer { server.stop() }
    let run = try audit(server, in: scratch)
    try #require(run.code == 0, "\(run.errors)")
    #expect(Set(server.requests.flatMap(\.input)) == Set(questions).subtracting(had))
  }

  @Test func whatTakesNoVectorsSaysSo() throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("log.jsonl", log)
    let keys = try Program.run(["audit", "log.jsonl", "--keys-only", "--embeddings", "v.npy"], in: scratch.folder)
    #expect(keys.code == 64 && keys.errors.contains("--keys-only"))
    try #require(try Program.run(["compile", "log.jsonl", "-o", "log.hct", "--quiet"], in: scratch.folder).code == 0)
    let trace = try Program.run(["audit", "log.hct", "--embeddings", "v.npy"], in: scratch.folder)
    #expect(trace.code == 64 && trace.errors.contains("holds no prompts"))
  }
}
