import Testing
import Traces
import Units

@Suite struct TraceFileTests {
  @Test(arguments: [0, 1, 2, 17, 300]) func aTraceComesBackAsItWas(requests: Int) throws {
    for seed in 0..<8 as Range<UInt64> {
      let trace = randomTrace(seed, requests: requests)
      let bytes = try trace.encoded()
      #expect(Trace.isTraceFile(prefix: bytes.prefix(16)))
      let back = try Trace(decoding: bytes)
      #expect(back == trace)
      #expect(try back.encoded() == bytes)
    }
  }

  @Test func theTimeThatWasSelectedComesBackAndHoldsItsRequests() throws {
    var trace = randomTrace(9, requests: 40)
    let span = try #require(trace.span)
    trace.window = span.lowerBound - 5...span.upperBound + 7
    #expect(try Trace(decoding: trace.encoded()) == trace)
    for window in [span.lowerBound + 1...span.upperBound, span.lowerBound...Int64.max] {
      trace.window = window
      #expect(throws: TraceFileError.self) { try Trace(decoding: try trace.encoded()) }
    }
  }

  @Test func anEmptyBuilderComesBackToo() throws {
    let trace = TraceBuilder().finish()
    #expect(try Trace(decoding: trace.encoded()) == trace)
  }

  @Test func equalTracesReadInAnotherOrderGiveTheSameBytes() throws {
    var dice = Dice(3)
    let forward = randomBuilder(&dice, requests: 200, hits: 0)
    var backward = forward
    for i in 0..<forward.count { backward[i] = forward[forward.count - 1 - i] }
    let a = forward.finish()
    var b = backward.finish()
    b.log = a.log
    #expect(a == b)
    #expect(try a.encoded() == b.encoded())
  }

  @Test func everyFlippedBitIsAnError() throws {
    let bytes = try randomTrace(5, requests: 40).encoded()
    var dice = Dice(6)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1 << UInt8(dice.roll(8))
      #expect(throws: TraceFileError.self) { try Trace(decoding: damaged) }
    }
  }

  @Test func everyTruncationAndEveryAppendixIsAnError() throws {
    let bytes = try randomTrace(7, requests: 30).encoded()
    for count in 0..<bytes.count { #expect(throws: TraceFileError.self) { try Trace(decoding: Array(bytes[..<count])) } }
    #expect(throws: TraceFileError.truncated(expected: bytes.count, found: bytes.count - 1)) {
      try Trace(decoding: Array(bytes.dropLast()))
    }
    #expect(throws: TraceFileError.trailingBytes(3)) { try Trace(decoding: bytes + [1, 2, 3]) }
  }

  @Test func damageNamesItsSection() throws {
    let bytes = try randomTrace(8, requests: 50).encoded()
    var damaged = bytes
    damaged[bytes.count - 1] ^= 0x10
    #expect(throws: TraceFileError.damaged(section: "log")) { try Trace(decoding: damaged) }
    damaged = bytes
    damaged[40] ^= 1
    #expect(throws: TraceFileError.damaged(section: "header")) { try Trace(decoding: damaged) }
  }

  @Test func otherFilesAndNewerVersionsAreRefused() throws {
    #expect(throws: TraceFileError.notATraceFile) { try Trace(decoding: Array(#"{"model": "gpt-4.1"}"#.utf8)) }
    #expect(throws: TraceFileError.notATraceFile) { try Trace(decoding: []) }
    var bytes = try randomTrace(9, requests: 5).encoded()
    bytes[8] = 3
    #expect(throws: TraceFileError.unknownVersion(3)) { try Trace(decoding: bytes) }
    #expect(TraceFileError.unknownVersion(3).description.contains("newer Hindcast"))
    // Version 1 does not have what clients wrote.
    bytes[8] = 1
    #expect(throws: TraceFileError.unknownVersion(1)) { try Trace(decoding: bytes) }
    #expect(TraceFileError.unknownVersion(1).description.contains("An earlier Hindcast wrote it: compile the logs again."))
  }

  @Test func aSmallFileThatClaimsBillionsIsRefused() throws {
    var file = ForgedFile(requests: 4_000_000_000)
    #expect(throws: TraceFileError.tooManyRequests(4_000_000_000)) { try Trace(decoding: file.encoded()) }
    // Within the limit for requests, but no frame of nine bytes unpacks to two gigabytes.
    file = ForgedFile(requests: 268_435_456)
    file.add("requests.arrival", width: 8, rawBytes: 8 * 268_435_456, payload: [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0, 1, 0, 0])
    #expect(throws: TraceFileError.damaged(section: "requests.arrival")) { try Trace(decoding: file.encoded()) }
    file = ForgedFile(requests: 1)
    file.add("requests.arrival", width: 8, rawBytes: .max - 7, payload: [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0, 1, 0, 0])
    #expect(throws: TraceFileError.self) { try Trace(decoding: file.encoded()) }
    #expect(throws: TraceFileError.missing(section: "requests.arrival")) { try Trace(decoding: ForgedFile(requests: 1).encoded()) }
  }

  /// Sections exchanged, resized and filled with noise, with right checksums: what gets past them meets the checks of counts and ids.
  @Test(arguments: 0..<8 as Range<UInt64>) func forgedSectionsGiveASoundTraceOrAnError(seed: UInt64) throws {
    var dice = Dice(seed)
    var sound = 0
    for round in 0..<40 as Range<UInt64> {
      var file = try #require(ForgedFile(copying: randomTrace(seed << 8 | round, requests: 1 + dice.roll(30)).encoded()))
      for _ in 0...dice.roll(2) { file.mutate(&dice) }
      guard let trace = try? Trace(decoding: file.encoded()) else { continue }
      sound += 1
      // Everything that indexes by its ids holds.
      for i in 0..<trace.requests.count { _ = trace.model(i) }
      #expect(trace.keys(.near, scope: .user).ids.count == trace.requests.count)
      #expect(trace.filtered { $0 % 2 == 0 }.requests.count == (trace.requests.count + 1) / 2)
      _ = trace.mergingAttempts()
      _ = trace.withoutEarlierCache()
      #expect(try Trace(decoding: trace.encoded()) == trace)
    }
    // Otherwise the forger is too clumsy to test anything.
    #expect(sound > 0)
  }

  @Test func anIdThatIsInNoTableIsFound() throws {
    let trace = randomTrace(14, requests: 60)
    #expect(!trace.originals.isEmpty)
    let file = try #require(ForgedFile(copying: trace.encoded()))
    var ids = ["prompt", "parameters", "caller", "answer", "call", "source"].map { "requests.\($0)" }
    ids += ["texts.spelling", "texts.fillers", "texts.stems"]
    ids += KeyField.ofPrompts.map { "prompts.\($0.rawValue)" }
    ids += KeyField.ofParameters.filter { $0 != .endpoint }.map { "parameters.\($0.rawValue)" }
    ids += KeyField.ofCallers.map { "callers.\($0.rawValue)" }
    for name in ids + ["originals.hit"] {
      var forged = file
      forged.fill(name) { count in Array(repeating: 0, count: count - 1) + [200] }
      let error = #expect(throws: TraceFileError.self) { try Trace(decoding: forged.encoded()) }
      guard case .inconsistent(let section, _) = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(section == name)
    }
  }

  @Test func noiseAfterTheMagicIsAnError() {
    var dice = Dice(10)
    for _ in 0..<300 {
      let noise = (0..<dice.roll(400)).map { _ in UInt8(dice.roll(256)) }
      #expect(throws: TraceFileError.self) { try Trace(decoding: Array("HINDCAST".utf8) + [1, 0, 0, 0] + noise) }
    }
  }

  @Test func infoTellsWhatIsInTheFile() throws {
    let trace = randomTrace(11, requests: 500)
    let bytes = try trace.encoded()
    let info = try bytes.withUnsafeBytes { try TraceFileInfo(decoding: $0) }
    #expect(info.version == 2 && info.requests == 500 && info.size == Bytes(bytes.count))
    #expect(info.span?.lowerBound.microseconds == trace.span?.lowerBound && info.span?.upperBound.microseconds == trace.span?.upperBound)
    #expect(info.prompts == trace.prompts.count - 1 && info.parameters == trace.parameters.count && info.callers == trace.callers.count)
    #expect(info.texts == trace.normalForms.stems.count - 1)
    #expect(info.names[.model] == (trace.names[.model]?.count ?? 0) - 1)
    #expect(info.log == trace.log)
    #expect(info.sections.reduce(0) { $0 + $1.packedSize.count } + 32 + 64 * info.sections.count == bytes.count)
    #expect(info.sections.first { $0.name == "requests.status" }?.rawSize == Bytes(1_000))
  }

  @Test func aTraceThatContradictsItselfIsNotWritten() {
    var trace = randomTrace(12, requests: 20)
    trace.log.sources = []
    trace.log.setAside = []
    #expect(throws: TraceFileError.inconsistent(section: "requests.source", reason: "it has the id 1, and there are 1")) {
      try trace.encoded()
    }
  }

  @Test func aHundredThousandRequestsTakeTwentyBytesEach() throws {
    let trace = randomTrace(13, requests: 100_000, texts: 20_000, ordered: true)
    let bytes = try trace.encoded()
    #expect(Double(bytes.count) / 100_000 < 25)
  }
}
