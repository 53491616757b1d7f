import Testing
import Traces

@testable import Ingest

/// What loggers leave inside of texts, and what only looks like it.
@Suite("Marks in texts") struct TextMarksTests {
  /// The flags of a request of one message.
  private func flags(_ text: String, role: String = "user") throws -> RequestFlags {
    let last = role == "user" ? "" : #",{"role":"user","content":"hi"}"#
    let trace = try ingest(
      #"{"ts":1,"request":{"model":"m","messages":[{"role":"\#(role)","content":\#(quoted(text))}\#(last)]},"response":{}}"#)
    #expect(trace.requests.count == 1)
    return trace.requests.flags[0].intersection([.truncatedPrompt, .redactedParts, .noContent])
  }

  private static let cut = [
    "Summarise: lorem ipsum ... (litellm_truncated skipped 5000 chars. Truncation is a DB storage safeguard. Full, untruncated data is "
      + "logged to logging callbacks (OTEL, Datadog, etc.). Set `MAX` in your env.) ... and the tail",
    "Lorem ipsum... (litellm_truncated skipped 5000 chars) ...dolor", "Lorem ipsum <truncated due to size exceeding limit>",
    "Lorem ipsum dolor [Content truncated]", "Lorem ipsum [... 1234 chars omitted ...] dolor", "Lorem ipsum [5000 more characters]",
    "Lorem ipsum … +500 chars", "Lorem ipsum...[truncated]", "Lorem ipsum [truncated]", "Lorem [truncated] ipsum dolor",
    "Lorem ips... (truncated)", "Lorem ips (1,234 bytes skipped) dolor", "Lorem {... 12 tokens removed ...} ipsum",
    "Lorem ipsum ... truncated", "LOREM IPSUM [TRUNCATED]", "Lorem\n[truncated]\n", "Lorem ipsum... [truncated 500 chars]",
    "[truncated] the end of it", "Lorem… [message truncated: too long]", "Lorem\n(truncated)\nipsum", "Lorem ... 500 more characters",
    "Lorem ips<truncated>", "Lorem ipsum [truncated to 2048 bytes]. ", "Lorem\t[12 KB of data skipped]\tipsum", "Lorem [[truncated]] ipsum",
    "How do I truncate a table in Postgr... [truncated]",
    String(repeating: "We truncate tables here. ", count: 50) + "[truncated]" + String(repeating: " More of them.", count: 50),
  ]

  @Test("marks that a text was cut are found", arguments: cut)
  func cutTexts(text: String) throws {
    #expect(try flags(text) == .truncatedPrompt)
    #expect(try flags("Say \"it\":\n" + text).contains(.truncatedPrompt))
  }

  private static let whole = [
    "How do I truncate a table? My log says [truncated]", "What does [truncated] mean?", "Why does it print \"[truncated]\" at the end?",
    "Why is `[truncated]` there?", "Explain the normal distribution (truncated at zero)", "A [truncated normal] variable",
    "x = data[truncated] + 1", "if (truncated) { return }", "print(truncated)", "text[:9] + '... [truncated]'",
    "let a: List<truncated> = b", "width=20, placeholder='  [truncated]...')", "s[:80] + ' [truncated]...'",
    "Write 500 more characters", "Summarise it (max 500 characters)", "Are 5 bytes (40 bits) enough?", "It rains today… [+1234 chars]",
    "The list was truncated", "Error log (truncated to ten lines): x", #"{"truncated": true, "size": 3}"#, "My log (truncated):\nfoo",
    "untruncated [untruncated] text", "Is {truncated} a variable?", "Truncated SVD (truncated singular values)", "Wait...", "a [b] <c> … d",
    "Pick one of 3 more bytes [4 bytes each]", "a < 5 chars and b > 3 truncated", "Where is the [truncated] tag from?",
  ]

  @Test("texts that speak of cutting, prose and code are whole", arguments: whole)
  func wholeTexts(text: String) throws {
    #expect(try flags(text) == [])
  }

  /// Agents cut outputs of tools in the middle, and system prompts explain marks.
  @Test func whatCountsDependsOnWhoSpeaks() throws {
    #expect(try flags("a\n[... 500 chars omitted ...]\nb", role: "tool") == [])
    #expect(try flags("a [truncated]", role: "tool") == .truncatedPrompt)
    #expect(try flags("a ... (litellm_truncated skipped 50 chars) ... b", role: "tool") == .truncatedPrompt)
    #expect(try flags("Long texts end in [truncated] here.", role: "system") == [])
    #expect(try flags("You are\n[truncated]\na pirate", role: "system") == [])
    #expect(try flags("You are [... 500 chars omitted ...] a pirate", role: "system") == .truncatedPrompt)
    #expect(try flags("You are a pir... [truncated]", role: "system") == .truncatedPrompt)
    #expect(try flags("Lorem [truncated] ipsum", role: "assistant") == .truncatedPrompt)
    #expect(try flags("Never say [EMAIL] or <PERSON>", role: "system") == [])
    #expect(try flags("Hi [EMAIL]", role: "assistant") == .redactedParts)
  }

  @Test func marksInPartsThatAreNoTexts() throws {
    func flags(_ text: String) throws -> RequestFlags {
      let part = #"{"type":"tool_result","tool_use_id":"1","content":"\#(text)"}"#
      let trace = try ingest(
        #"{"ts":1,"request":{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[\#(part)]}]},"response":{}}"#)
      return trace.requests.flags[0].intersection(.truncatedPrompt)
    }
    let long = String(repeating: "word ", count: 200)
    #expect(try flags(long + "(litellm_truncated skipped 9 chars) " + long) == .truncatedPrompt)
    #expect(try flags(long + "<truncated due to size exceeding limit>") == .truncatedPrompt)
    #expect(try flags(long + "[truncated]" + long) == [])
  }

  /// Wherever a mark stands in a block, in texts with escapes and without.
  @Test func everyPlace() throws {
    for place in 0..<150 {
      let text = String(repeating: "x", count: place) + " [truncated]" + String(repeating: " y", count: place % 70)
      #expect(try flags(text) == .truncatedPrompt, "\(place)")
      #expect(try flags("é\"" + text) == .truncatedPrompt, "\(place)")
      #expect(try flags(String(repeating: "x", count: place) + " [EMAIL] x") == .redactedParts, "\(place)")
    }
  }

  @Test func escapedMarks() throws {
    func flags(_ json: String) throws -> RequestFlags {
      try ingest(#"{"ts":1,"request":{"model":"m","messages":[{"role":"user","content":"\#(json)"}]},"response":{}}"#).requests.flags[0]
        .intersection([.truncatedPrompt, .redactedParts])
    }
    #expect(try flags(#"Lorem ipsum \u003ctruncated\u003e"#) == .truncatedPrompt)
    #expect(try flags(#"Lorem ipsum \u2026 +500 chars"#) == .truncatedPrompt)
    #expect(try flags(#"I am \u003cPERSON\u003e."#) == .redactedParts)
    #expect(try flags(#"Lorem\ntruncated"#) == [])
  }

  private static let redacted = [
    "Hello [EMAIL], your balance is [NUMBER]", "I am <PERSON>", "Call <PHONE_NUMBER> now", "My name is [NAME]", "I am {NAME}",
    "Ask {{EMAIL_ADDRESS_1}}", "It is [REDACTED_PERSON_1]", "It is [REDACTED]", "card ****1234 is blocked", "My password is ***.",
    "j***@x.org wrote", "SSN ***-**-1234", "from [US_SOCIAL_SECURITY_NUMBER]", "with {CREDIT_DEBIT_CARD_NUMBER}", "at [LOCATION-3]",
    "a [redacted] b", "a [email redacted] b", "{{{REDACTED-email}}} b", "a __REDACTED__ b", "x [PERSON_NAME], y",
    "ask redacted-by-litellm x",
  ]

  @Test("placeholders are found", arguments: redacted)
  func placeholders(text: String) throws {
    #expect(try flags(text) == .redactedParts)
    #expect(try flags("Say \"it\"\n" + text) == .redactedParts)
  }

  private static let plain = [
    "Use <INST> and [INST]", "List<String> and Map<K, V>", "<DIV>x</DIV>", "a[NX], b[AB]", "# Title\n***\ntext", "very ***bold*** words",
    "/*** a comment ***/", "*** TITLE ***", "What does [REDACTED] mean?", "the redacted file", "2 ** 3 ** 4", "[AB]", "[TODO] fix",
    "<?xml?>",
    "const [A, SETA] = x", "the redactedly <b>", "[unredacted]", "[UPPER CASE]",
  ]

  @Test("markup, code and prose have none", arguments: plain)
  func noPlaceholders(text: String) throws {
    #expect(try flags(text) == [])
  }

  /// Strings are one prompt if and only if they have the same code units.
  @Test func loneSurrogates() throws {
    let pieces: [(json: String, units: [UInt16])] = [
      (#"\ud800"#, [0xD800]), (#"\uD801"#, [0xD801]), (#"\udc00"#, [0xDC00]), (#"\udfff"#, [0xDFFF]), (#"\ud83d\ude42"#, [0xD83D, 0xDE42]),
      ("🙂", [0xD83D, 0xDE42]), (#"\\"#, [0x5C]), ("a", [0x61]), (#"\u0061"#, [0x61]), ("ud800", Array("ud800".utf16)),
      ("\u{FFFD}", [0xFFFD]), (#"\ud7ff"#, [0xD7FF]),
    ]
    var random = Random(3)
    var strings: [(json: String, units: [UInt16])] = []
    for _ in 0..<1_500 {
      var string: (json: String, units: [UInt16]) = ("", [])
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
        string.json += piece.json
        string.units += piece.units
      }
      strings.append(string)
    }
    for role in ["user", "system"] {
      let log = strings.map {
        #"{"ts":1,"request":{"model":"m","messages":[{"role":"\#(role)","content":"\#($0.json)"},{"role":"user","content":"q"}]},"response":{}}"#
      }
      let trace = try ingest(log.joined(separator: "\n"))
      var rows: [[UInt16]: UInt32] = [:]
      for (index, string) in strings.enumerated() {
        let row = trace.requests.prompt[index]
        #expect(rows[string.units, default: row] == row, "\(string.json)")
        rows[string.units] = row
      }
      #expect(Set(rows.values).count == rows.count)
      #expect(rows.count > 300)
    }
  }

  /// Every set of instructions finds what looking byte by byte does.
  @Test func scans() {
    let alphabet = Array("nNcCaA<[{***AZ@_ 059bmtdDu\\xqé".utf8)
    var random = Random(5)
    var found = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...190, using: &random)).map { _ -> UInt8 in
        Int.random(in: 0..<3, using: &random) == 0 ? 0x71 : alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let wanted = Int.random(in: 0..<3, using: &random) == 0 ? UInt8(1) << UInt8.random(in: 0..<8, using: &random) : 255
      let from = Int.random(in: 0...text.count, using: &random)
      text.withUnsafeBytes { bytes in
        let expected = TextMarks.first(in: bytes, from: from, wanted, level: 0)
        for level in 0...JSONTokens.best {
          let place = TextMarks.first(in: bytes, from: from, wanted, level: level)
          #expect(place?.place == expected?.place && place?.kinds == expected?.kinds)
        }
        if expected != nil { found += 1 }
      }
    }
    #expect(found > 2_000)
  }
}
