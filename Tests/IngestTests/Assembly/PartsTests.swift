@testable import Ingest
import Similarity
import Testing
import Units

@Suite struct SHA256Tests {
  private func digest(_ text: String, pieces: Int = .max) -> String {
    var hash = SHA256()
    Array(text.utf8).withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        hash.update(UnsafeRawBufferPointer(rebasing: rest.prefix(pieces)))
        rest = rest.dropFirst(pieces)
      }
    }
    return hash.hexadecimal
  }

  /// The processor's instructions and the rounds written out give the same, whatever the pieces.
  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 128, 1_000, 4_099])
  func instructionsDoNotMatter(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 5) }
    var digests: Set<String> = []
    for usesInstructions in [false, true] {
      for cut in [0, 1, 64, 100] {
        var hash = SHA256(usesInstructions: usesInstructions)
        bytes.withUnsafeBytes { bytes in
          hash.update(UnsafeRawBufferPointer(rebasing: bytes.prefix(cut)))
          hash.update(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(cut)))
        }
        digests.insert(hash.hexadecimal)
      }
    }
    #expect(digests.count == 1)
  }

  /// The examples of FIPS 180-2, appendix B.
  @Test func knownDigests() {
    #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(digest(long) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    let million = String(repeating: "a", count: 1_000_000)
    #expect(digest(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [1, 7, 63, 64, 65, 128])
  func piecesDoNotMatter(size: Int) {
    for length in [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 1_000] {
      let text = String(repeating: "x", count: length)
      #expect(digest(text, pieces: size) == digest(text))
    }
  }
}

@Suite struct InputDigestTests {
  private func digest(_ bytes: [UInt8], pieces: Int = .max) -> String {
    let hash = InputDigest()
    var rest = bytes[...]
    while !rest.isEmpty {
      rest.prefix(pieces).withUnsafeBytes { hash.update($0) }
      rest = rest.dropFirst(pieces)
    }
    return hash.text
  }

  /// As `xxhsum -H2` prints them.
  @Test func knownDigests() {
    #expect(digest([]) == "xxh128:99aa06d3014798d86001c324468d497f")
    #expect(digest(Array("abc".utf8)) == "xxh128:06b05ab6733a618578af5f94892f3950")
  }

  @Test(arguments: [1, 7, 64, 255, 256, 1_024])
  func piecesDoNotMatter(size: Int) {
    for length in [1, 16, 17, 128, 129, 240, 241, 256, 257, 1_023, 1_024, 1_025, 5_000] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 5) }
      #expect(digest(bytes, pieces: size) == digest(bytes))
    }
  }
}

@Suite struct FingerprintTableTests {
  @Test func agreesWithADictionary() {
    var table = FingerprintTable()
    var model: [Fingerprint: UInt32] = [:]
    let draws = Draws(seed: 1)
    for step in 0..<20_000 {
      // Few distinct low halves, so that probes are long.
      let key = Fingerprint(high: draws.bits(UInt64(step)) % 3_000, low: draws.bits(UInt64(step), 1) % 5)
      let (id, isNew) = table.id(key)
      #expect(isNew == (model[key] == nil))
      if isNew { model[key] = UInt32(model.count + 1) }
      #expect(model[key] == id)
    }
    #expect(table.count == model.count)
  }
}

@Suite struct StampTests {
  private func moment(_ text: String) -> Int64? { Array(text.utf8).withUnsafeBytes { Stamp.moment($0) } }

  @Test func civilTimes() {
    let base: Int64 = 1_795_165_200_000_000
    #expect(moment("2026-11-20T09:00:00Z") == base)
    #expect(moment("2026-11-20 09:00:00") == base)
    #expect(moment("2026-11-20T09:00") == base)
    #expect(moment("2026-11-20T09:00:00.1234567Z") == base + 123_456)
    #expect(moment("2026-11-20T09:00:00,5+00:00") == base + 500_000)
    #expect(moment("2026-11-20 11:30:00.25+0230") == base + 250_000)
    #expect(moment("2026-11-20T01:00:00-08") == base)
    #expect(moment("2026-11-20 09:00:00 UTC") == base)
    #expect(moment("2026-11-20") == base - 9 * 3_600_000_000)
    #expect(moment("11/20/2026, 9:00:00.250 AM") == base + 250_000)
    #expect(moment("11/20/2026, 09:00:00 AM") == base)
    #expect(moment("11/20/2026 12:00:01 PM") == base + 3 * 3_600_000_000 + 1_000_000)
    #expect(moment("11/20/2026, 12:00:00.000 AM") == base - 9 * 3_600_000_000)
  }

  @Test(arguments: [
    "11/20/2026 9:00 AM", "11/20/2026, 9:00 AM", "20.11.2026 09:00", "20.11.2026, 09:00:00", "2026-11-20 9:00", "2026/11/20 9:00:00 AM",
    "Fri, 20 Nov 2026 09:00:00 +0000", "Fri, 20 Nov 2026 09:00 GMT", "20 Nov 2026 09:00:00 UTC", "Fri, 20 Nov 2026 04:00:00 EST",
    "Friday, November 20, 2026 9:00:00 AM", "November 20, 2026 at 9:00 AM", "Nov 20, 2026, 9:00:00 AM", "Nov 20, 2026 09:00",
    "20/Nov/2026:09:00:00 +0000", "[20/Nov/2026:10:00:00 +0100]", "20-Nov-2026 09:00:00", "20-NOV-2026 09:00", "Fri Nov 20 09:00:00 2026",
    "Fri Nov 20 09:00:00 UTC 2026", "Fri Nov 20 2026 09:00:00 GMT+0000 (Coordinated Universal Time)",
    "Fri Nov 20 2026 10:00:00 GMT+0100 (Central European Standard Time)", "1795165200.0", "1795165200000.0", "2026-11-20T10:00:00 GMT+1",
    "20th November 2026 09:00",
  ])
  func writtenOtherwise(text: String) {
    #expect(moment(text) == 1_795_165_200_000_000)
  }

  @Test(arguments: ["2026-11-20", "2026/11/20", "2026-11-20 00:00", "Nov 20, 2026", "20 November 2026", "20.11.2026", "Fri, 20 Nov 2026"])
  func datesAlone(text: String) {
    #expect(moment(text) == 1_795_132_800_000_000)
  }

  @Test(arguments: [
    "", "x", "2026-13-01", "2026-11-20T", "2026-11-20T25:00", "2026-11-20T09:00:00Zz", "2026-11-20T09:00:00+", "nan", "-5", "1e300",
    "20/11/2026, 9:00:00 AM",
    "11/20/2026, 9:00:00", "11/20/2026, 13:00:00 PM", "11/20/2026", "Now 20, 2026", "Fri", "20 Nov", "20/Nov/2026:", "[", "[]",
    "11/20/2026/1",
    "Nov 32, 2026", "31.13.2026 09:00", "20.11.2026 x", "May the force be with you", "3.5.2", "Fri Nov 20 09:00:00 IST 2026",
  ])
  func whatIsNoTime(text: String) {
    #expect(moment(text) == nil)
  }

  @Test func headers() {
    #expect(Array("Fri, 20 Nov 2026 09:00:00 GMT".utf8).withUnsafeBytes { Stamp.lettered($0) } == 1_795_165_200_000_000)
    #expect(Array("Fri, 20 Nov 2026 09:00:00 IST".utf8).withUnsafeBytes { Stamp.lettered($0) } == nil)
  }
}

@Suite struct UsageTests {
  private func usage(_ text: String) throws -> TokenUsage? {
    var parser = JSONParser()
    return try Array(text.utf8).withUnsafeBytes { Usage.read(try parser.parse($0)) }
  }

  @Test func isDisjointInEveryDialect() throws {
    let expected = TokenUsage(uncachedInput: 30, cacheRead: 60, cacheWrite5m: 10, output: 20, reasoning: 5)
    let openAI =
      #"{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},"#
      + #""completion_tokens_details":{"reasoning_tokens":5}}"#
    #expect(try usage(openAI) == expected)
    #expect(
      try usage(openAI.replacing("prompt_tokens", with: "input_tokens").replacing("completion_tokens", with: "output_tokens")) == expected)
    let liteLLM =
      #"{"prompt_tokens":100,"completion_tokens":20,"cache_read_input_tokens":60,"cache_creation_input_tokens":10,"#
      + #""completion_tokens_details":{"reasoning_tokens":5}}"#
    #expect(try usage(liteLLM) == expected)
    var plain = expected
    plain.reasoning = 0
    #expect(try usage(#"{"input_tokens":30,"output_tokens":20,"cache_read_input_tokens":60,"cache_creation_input_tokens":10}"#) == plain)
    #expect(try usage(#"{"inputTokens":30,"outputTokens":20,"cacheReadInputTokens":60,"cacheWriteInputTokens":10}"#) == plain)
    let gemini = #"{"promptTokenCount":90,"candidatesTokenCount":15,"cachedContentTokenCount":60,"thoughtsTokenCount":5}"#
    #expect(try usage(gemini) == TokenUsage(uncachedInput: 30, cacheRead: 60, output: 20, reasoning: 5))
    #expect(
      try usage(#"{"prompt_tokens":90,"completion_tokens":2,"prompt_cache_hit_tokens":60,"prompt_cache_miss_tokens":30}"#)
        == TokenUsage(uncachedInput: 30, cacheRead: 60, output: 2))
    #expect(
      try usage(#"{"billed_units":{"input_tokens":7,"output_tokens":9},"tokens":{"input_tokens":70,"output_tokens":9}}"#)
        == TokenUsage(uncachedInput: 7, output: 9))
  }

  @Test(arguments: ["null", "{}", "[]", #"{"prompt_tokens":-1}"#, #"{"prompt_tokens":1e30}"#, #"{"prompt_tokens":"9 or so"}"#])
  func whatIsNoUsage(text: String) throws {
    #expect(try usage(text) == nil)
  }

  @Test func partsThatDoNotFitAreNotSubtracted() throws {
    #expect(
      try usage(#"{"prompt_tokens":5,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":9}}"#)
        == TokenUsage(uncachedInput: 5, cacheRead: 9, output: 1))
  }
}
