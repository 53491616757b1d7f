import Foundation
import Similarity
import Synchronization
import Testing

@testable import Embeddings

/// The client against a server on loopback that misbehaves in every way that endpoints do.
@Suite struct EmbeddingClientTests {
  private let texts = (0..<20).map { "text \($0 % 15)" }
  private var distinct: [String] { (0..<15).map { "text \($0)" } }

  private func client(
    _ server: LoopbackServer, cache: EmbeddingCache? = nil, dimensions: Int? = nil, key: String? = nil,
    _ change: (inout EmbeddingEndpoint) -> Void = { _ in }
  ) throws -> EmbeddingClient {
    var endpoint = try EmbeddingEndpoint(url: server.address, model: "made", dimensions: dimensions, key: key)
    endpoint.maximumBatch = 4
    endpoint.parallel = 2
    endpoint.timeout = 20
    endpoint.firstPause = 0.001
    change(&endpoint)
    return EmbeddingClient(endpoint, cache: cache)
  }

  private func check(_ result: EmbeddingResult, _ texts: [String], dimensions: Int = 3) throws {
    var expected = try VectorSet(model: "made", dimensions: dimensions)
    for text in texts { try expected.append(madeVector(text, dimensions)) }
    #expect(result.table.count == texts.count)
    for (row, text) in texts.enumerated() {
      let found = try #require(result.table.row(of: TextHash(of: text)))
      #expect(Array(result.table.vectors[found]) == Array(expected[row]), "\(text)")
    }
  }

  @Test(arguments: [false, true], [false, true])
  func eachDistinctTextIsAskedForOnce(reversed: Bool, base64: Bool) throws {
    let server = try LoopbackServer { request, _ in .vectors(request.input, reversed: reversed, base64: base64) }
    defer { server.stop() }
    let progress = Mutex<[EmbeddingProgress]>([])
    var client = try client(server, key: "key-1")
    client.onProgress = { step in progress.withLock { $0.append(step) } }
    let result = try client.embed(texts + [""])
    try check(result, distinct)
    #expect(server.requests.flatMap(\.input).sorted() == distinct.sorted())
    #expect(server.requests.count == 4 && result.requests == 4 && result.tokens == 75 && result.empty == 1 && result.distinct == 15)
    #expect(server.requests.allSatisfy { $0.input.count <= 4 && $0.header("Authorization") == "Bearer key-1" })
    #expect(server.requests.allSatisfy { $0.head.hasPrefix("POST /v1/embeddings HTTP") && $0.json?["model"] as? String == "made" })
    #expect(server.requests.allSatisfy { $0.json?["dimensions"] == nil && $0.json?["encoding_format"] as? String == "float" })
    #expect(progress.withLock { $0.last } == EmbeddingProgress(done: 15, total: 15, cached: 0, retries: 0))
    #expect((1...2).contains(server.mostAtOnce))
  }

  @Test func batchesAreLimitedInBytes() throws {
    let server = try LoopbackServer { request, _ in .vectors(request.input) }
    defer { server.stop() }
    let long = String(repeating: "é", count: 40)
    let all = ["a", "b", long, "c", long + "x", "d"]
    let result = try client(server) {
      $0.maximumBatchBytes = 10; $0.parallel = 1
    }.embed(all)
    try check(result, all)
    #expect(server.requests.map(\.input) == [["a", "b"], [long], ["c"], [long + "x"], ["d"]])
  }

  @Test func dimensionsAreAskedFor() throws {
    let server = try LoopbackServer { request, _ in .vectors(request.input, dimensions: 7) }
    defer { server.stop() }
    try check(try client(server, dimensions: 7).embed(texts), distinct, dimensions: 7)
    #expect(server.requests.allSatisfy { $0.json?["dimensions"] as? Int == 7 })
  }

  struct Trouble: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var reply: LoopbackServer.Reply
  }

  @Test(arguments: [
    Trouble(testDescription: "429", reply: .error(429, code: "rate_limit_exceeded")), Trouble(testDescription: "500", reply: .error(500)),
    Trouble(testDescription: "503", reply: .error(503)), Trouble(testDescription: "408", reply: .error(408)),
    Trouble(
      testDescription: "cut in the body",
      reply: {
        var reply = LoopbackServer.Reply.vectors(["x"]); reply.cutAfter = 120; return reply
      }()),
    Trouble(testDescription: "cut in the head", reply: .init(body: "{}", cutAfter: 9)),
    Trouble(testDescription: "cut at once", reply: .init(body: "{}", cutAfter: 0)),
    Trouble(testDescription: "no JSON", reply: .init(body: "<html>Bad gateway</html>")),
  ])
  func passingTroubleIsTriedAgain(_ trouble: Trouble) throws {
    let server = try LoopbackServer { request, number in number % 3 == 1 ? trouble.reply : .vectors(request.input) }
    defer { server.stop() }
    let result = try client(server).embed(texts)
    try check(result, distinct)
    #expect(result.retries > 0 && result.requests == 4 && server.requests.count == 4 + result.retries)
  }

  @Test func slowAnswersAreGivenUp() throws {
    let server = try LoopbackServer { request, number in
      var reply = LoopbackServer.Reply.vectors(request.input)
      if number == 0 { reply.delay = 8 }
      return reply
    }
    defer { server.stop() }
    let result = try client(server) {
      $0.timeout = 1; $0.parallel = 1
    }.embed(["a"])
    try check(result, ["a"])
    #expect(result.retries >= 1 && server.requests.count == 1 + result.retries)
  }

  @Test func attemptsEnd() throws {
    let server = try LoopbackServer { _, _ in .error(500) }
    defer { server.stop() }
    let error = #expect(throws: EmbeddingError.self) {
      try client(server) {
        $0.attempts = 3; $0.parallel = 1
      }.embed(["a"])
    }
    #expect(error?.cause == .givenUp("status 500"))
    #expect(server.requests.count == 3)
    server.stop()
  }

  @Test("an address where nothing listens is given up within seconds; one that has answered before is not")
  func unreachable() throws {
    let server = try LoopbackServer { _, _ in .error(500) }
    server.stop()
    let waits = Mutex<[Double]>([])
    var unheard = try client(server) {
      $0.firstPause = 1; $0.parallel = 1
    }
    unheard.sleep = { seconds in waits.withLock { $0.append(seconds) } }
    let gone = #expect(throws: EmbeddingError.self) { try unheard.embed(["a"]) }
    #expect(gone?.cause == .unreachable("nothing listens there"))
    #expect(gone?.description.contains("Start it, or give its right address.") == true)
    #expect(abs(waits.withLock { $0.reduce(0, +) } - 3) < 1e-6)
    let fading = try LoopbackServer { request, _ in .vectors(request.input) }
    waits.withLock { $0 = [] }
    var heard = try client(fading) {
      $0.firstPause = 1; $0.parallel = 1
    }
    heard.sleep = { seconds in waits.withLock { $0.append(seconds) } }
    heard.onProgress = { if $0.done == 4 { fading.stop() } }
    let later = #expect(throws: EmbeddingError.self) { try heard.embed(texts) }
    #expect(later?.cause == .givenUp("nothing listens there"))
    #expect(abs(waits.withLock { $0.reduce(0, +) } - 31) < 1e-6)
  }

  private static let openssl = "/usr/bin/openssl"

  @Test(
    "a certificate of one's own is refused at once, with the reason and the way to trust it",
    .enabled(if: FileManager.default.isExecutableFile(atPath: openssl), "no /usr/bin/openssl"))
  func untrusted() throws {
    let scratch = try Scratch()
    func start(_ arguments: String...) throws -> Process {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Self.openssl)
      process.arguments = arguments
      (process.standardInput, process.standardOutput, process.standardError) = (
        FileHandle.nullDevice, FileHandle.nullDevice, FileHandle.nullDevice
      )
      try process.run()
      return process
    }
    let making = try start(
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", scratch("key"), "-out", scratch("certificate"), "-days", "2", "-subj",
      "/CN=localhost")
    making.waitUntilExit()
    try #require(making.terminationStatus == 0)
    let place = try LoopbackServer { _, _ in .error(500) }
    place.stop()
    let server = try start("s_server", "-accept", "\(place.port)", "-key", scratch("key"), "-cert", scratch("certificate"), "-www")
    defer { server.terminate() }
    var endpoint = try EmbeddingEndpoint(url: "https://localhost:\(place.port)/v1", model: "m")
    // Until it listens it is unreachable.
    (endpoint.attempts, endpoint.firstPause) = (6, 1)
    let error = #expect(throws: EmbeddingError.self) { try EmbeddingClient(endpoint, cache: nil).embed(["a"]) }
    guard case .untrusted(let reason) = error?.cause else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("certificate"))
    #expect(error?.description.contains("update-ca-certificates") == true)
  }

  @Test func waitsAreThoseAskedFor() throws {
    let replies: [LoopbackServer.Reply] = [
      .error(429, headers: ["Retry-After: 7"]), .error(429, headers: ["retry-after-ms: 2500"]),
      .error(503, headers: ["Date: Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After: Wed, 21 Oct 2026 07:28:30 GMT"]),
      .error(503, headers: ["Retry-After: soon"]),
    ]
    let server = try LoopbackServer { request, number in number < replies.count ? replies[number] : .vectors(request.input) }
    defer { server.stop() }
    let waits = Mutex<[Double]>([])
    var client = try client(server) {
      $0.firstPause = 1; $0.parallel = 1
    }
    client.sleep = { seconds in waits.withLock { $0.append(seconds) } }
    try check(try client.embed(["a"]), ["a"])
    // 7, then the pause of the second attempt, 2 s, against 2.5, then 30, then 8.
    #expect(abs(waits.withLock { $0.reduce(0, +) } - 47.5) < 1e-6)
  }

  @Test func tooLongWaitsAreRefused() throws {
    let server = try LoopbackServer { _, _ in .error(429, headers: ["Retry-After: 86400"]) }
    defer { server.stop() }
    let error = #expect(throws: EmbeddingError.self) { try client(server).embed(["a"]) }
    #expect(error?.cause == .tooLongWait(86_400))
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var reply: LoopbackServer.Reply
    var cause: EmbeddingError.Cause
  }

  @Test(arguments: [
    Refusal(testDescription: "key", reply: .error(401, code: "invalid_api_key"), cause: .refused(status: 401, code: "invalid_api_key")),
    Refusal(testDescription: "code that may be a secret", reply: .error(403, code: "sk-123"), cause: .refused(status: 403, code: nil)),
    Refusal(testDescription: "model", reply: .error(404), cause: .refused(status: 404, code: nil)),
    Refusal(
      testDescription: "quota", reply: .error(429, code: "insufficient_quota"), cause: .refused(status: 429, code: "insufficient_quota")),
    Refusal(
      testDescription: "elsewhere", reply: .init(status: 307, headers: ["Location: http://127.0.0.1:1/"]),
      cause: .refused(status: 307, code: nil)),
    Refusal(testDescription: "fewer vectors", reply: .vectors([]), cause: .badAnswer("it has 0 vectors for 1 texts")),
    Refusal(testDescription: "more vectors", reply: .vectors(["a", "b"]), cause: .badAnswer("it has 2 vectors for 1 texts")),
    Refusal(testDescription: "no list", reply: .init(body: "{\"data\":{}}"), cause: .badAnswer("it has no list under data")),
    Refusal(
      testDescription: "index", reply: .init(body: "{\"data\":[{\"index\":1,\"embedding\":[1]}]}"),
      cause: .badAnswer("the indices of its vectors are not those of the texts")),
    Refusal(
      testDescription: "infinite", reply: .init(body: "{\"data\":[{\"index\":0,\"embedding\":[1e999]}]}"),
      cause: .badAnswer("an embedding is neither numbers nor base64 of 32-bit floats")),
    Refusal(testDescription: "dimensions", reply: .vectors(["a"], dimensions: 5), cause: .dimensions(found: 5, expected: 3)),
  ])
  func whatNoAttemptHelpsEndsAtOnce(_ refusal: Refusal) throws {
    let server = try LoopbackServer { _, _ in refusal.reply }
    defer { server.stop() }
    let error = #expect(throws: EmbeddingError.self) { try client(server, dimensions: 3, key: "sk-verysecret").embed(["a"]) }
    #expect(error?.cause == refusal.cause)
    #expect(server.requests.count == 1)
    #expect(error?.description.contains("secret") == false && error?.description.hasSuffix(".") == true)
  }

  @Test func changingDimensionsAreRefused() throws {
    let server = try LoopbackServer { request, number in .vectors(request.input, dimensions: number == 0 ? 3 : 4) }
    defer { server.stop() }
    let error = #expect(throws: EmbeddingError.self) { try client(server) { $0.parallel = 1 }.embed(texts) }
    #expect(error?.cause == .dimensions(found: 4, expected: 3))
  }

  @Test(arguments: [400, 413, 422])
  func refusedTextsAreSetAside(_ status: Int) throws {
    let server = try LoopbackServer { request, _ in
      request.input.contains("text 6") ? .error(status, code: "context_length_exceeded") : .vectors(request.input)
    }
    defer { server.stop() }
    let result = try client(server).embed(texts)
    try check(result, distinct.filter { $0 != "text 6" })
    #expect(result.refused == 1)
  }

  @Test func tooLargeBatchesAreMadeSmaller() throws {
    let server = try LoopbackServer { request, _ in request.input.count > 2 ? .error(422) : .vectors(request.input) }
    defer { server.stop() }
    let result = try client(server) {
      $0.maximumBatch = 8; $0.parallel = 1
    }.embed((0..<40).map { "text \($0)" })
    try check(result, (0..<40).map { "text \($0)" })
    // 8 and both its halves are refused once; from then on no batch is.
    #expect(result.refused == 0 && result.requests == 20 && server.requests.count == 20 + 3)
  }

  @Test func requestsThatAreWrongInThemselvesEnd() throws {
    let server = try LoopbackServer { _, _ in .error(400, code: "unsupported_parameter") }
    defer { server.stop() }
    let error = #expect(throws: EmbeddingError.self) { try client(server) { $0.parallel = 1 }.embed((0..<1_000).map { "text \($0)" }) }
    #expect(error?.cause == .refused(status: 400, code: "unsupported_parameter"))
    #expect(server.requests.count < 30)
  }

  @Test func whatWasHadIsNotAskedForAgain() throws {
    let scratch = try Scratch()
    let server = try LoopbackServer { request, number in number < 2 ? .vectors(request.input) : .error(401) }
    defer { server.stop() }
    let cache = try EmbeddingCache(path: scratch("cache"))
    #expect(throws: EmbeddingError.self) { try client(server, cache: cache) { $0.parallel = 1 }.embed(texts) }
    let other = try LoopbackServer { request, _ in .vectors(request.input) }
    defer { other.stop() }
    let result = try client(other, cache: EmbeddingCache(path: scratch("cache"))).embed(texts.reversed())
    try check(result, distinct)
    #expect(result.cached == 8)
    #expect(Set(other.requests.flatMap(\.input)) == Set((8..<15).map { "text \($0)" }))
    let third = try client(other, cache: EmbeddingCache(path: scratch("cache"))).embed(texts)
    #expect(third.cached == 15 && third.requests == 0)
    try check(third, distinct)
  }

  @Test func endpointsAreChecked() throws {
    for url in ["", "ftp://x/v1", "http://", "not a url", "https://user:pass@x/v1"] {
      #expect(throws: EmbeddingError(.badAddress)) { try EmbeddingEndpoint(url: url, model: "m") }
    }
    for (url, whole) in [
      ("http://x", "http://x/v1/embeddings"), ("http://x/", "http://x/v1/embeddings"), ("http://x/v1/", "http://x/v1/embeddings"),
      ("http://x/api/v3/embeddings", "http://x/api/v3/embeddings"),
      ("https://x/openai/y?api-version=1", "https://x/openai/y/embeddings?api-version=1"),
    ] {
      #expect(try EmbeddingEndpoint(url: url, model: "m").url == whole)
    }
    #expect(throws: EmbeddingError(.badKey)) { try EmbeddingEndpoint(url: "https://x", model: "m", key: "a\r\nHost: b") }
    #expect(throws: EmbeddingError(.badKey)) { try EmbeddingEndpoint(url: "https://x", model: "m", key: " \n") }
    #expect(throws: EmbeddingError(.badModel)) { try EmbeddingEndpoint(url: "http://x", model: "") }
    for host in ["x", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com", "127.1", "[fe80::1]"] {
      #expect(throws: EmbeddingError.self, "\(host)") { try EmbeddingEndpoint(url: "http://\(host)/v1", model: "m", key: "k") }
      #expect(try EmbeddingEndpoint(url: "http://\(host)/v1", model: "m", key: "k", allowsPlainKey: true).key != nil)
      #expect(try EmbeddingEndpoint(url: "http://\(host)/v1", model: "m").key == nil)
    }
    for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "127.9.9.9", "[::1]:80", "a.localhost"] {
      #expect(try EmbeddingEndpoint(url: "http://\(host)/v1", model: "m", key: "k").key != nil, "\(host)")
    }
    let refused = #expect(throws: EmbeddingError.self) { try EmbeddingEndpoint(url: "http://x:1/v1", model: "m", key: "sk-verysecret") }
    #expect(refused?.cause == .plainKey(host: "x") && refused?.isUsage == true)
    #expect(refused?.description.contains("verysecret") == false)
    let endpoint = try EmbeddingEndpoint(url: "https://x", model: "m", key: "sk-verysecret\n")
    var shown = "\(endpoint)" + String(reflecting: endpoint)
    dump(endpoint, to: &shown)
    #expect(!shown.contains("verysecret"))
    #expect(endpoint.key?.header.value == "Bearer sk-verysecret")
    #expect(try EmbeddingEndpoint(url: "https://a.openai.azure.com/x", model: "m", key: "k").key?.header.name == "api-key")
  }
}
