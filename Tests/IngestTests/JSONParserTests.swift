import Ingest
import Similarity
import Testing

/// Parses `text` from memory of exactly its size and gives what `read` makes of the value.
func withJSON<R>(_ text: [UInt8], _ read: (JSONValue) throws -> R) throws -> R {
  let exact = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
  defer { exact.deallocate() }
  exact.copyBytes(from: text)
  var parser = JSONParser()
  return try read(try parser.parse(UnsafeRawBufferPointer(exact)))
}

func withJSON<R>(_ text: String, _ read: (JSONValue) throws -> R) throws -> R { try withJSON(Array(text.utf8), read) }

func fault(_ text: String) -> JSONFault.Kind? { fault(Array(text.utf8))?.kind }

func fault(_ text: [UInt8]) -> JSONFault? {
  do {
    try withJSON(text) { _ in }
    return nil
  } catch {
    return error as? JSONFault
  }
}

/// What a value says of itself, as the model has it.
func model(of value: JSONValue) -> Model {
  switch value.kind {
  case .null: return .null
  case .true: return .bool(true)
  case .false: return .bool(false)
  case .number: return .number(String(decoding: value.raw, as: UTF8.self))
  case .string: return .string(value.withText { Array($0) } ?? [])
  case .array: return .array(value.elements.map(model(of:)))
  case .object:
    var members: [(name: [UInt8], value: Model)] = []
    value.forEachMember { members.append((Array($0.string.utf8), model(of: $1))) }
    return .object(members)
  }
}

@Suite("JSON parser")
struct JSONParserTests {
  @Test("random texts, whole and damaged, are what a slow parser says they are")
  func differential() throws {
    var writer = Writer(seed: 1)
    var accepted = 0
    var rejected = 0
    for round in 0..<4_000 {
      var text = Array((writer.space() + writer.value() + writer.space()).utf8)
      if round % 2 == 1, !text.isEmpty {
        let index = Int.random(in: 0..<text.count, using: &writer.random)
        switch round % 8 {
        case 1: text.remove(at: index)
        case 3: text[index] = UInt8(truncatingIfNeeded: writer.random.next())
        case 5: text.insert(Array("{}[],:\"\\0e-.u".utf8)[Int(writer.random.next() % 13)], at: index)
        default: text.removeSubrange(index...)
        }
      }
      let expected = try? Model.parse(text)
      let actual = try? withJSON(text) { model(of: $0) }
      #expect(actual == expected, "\(String(decoding: text, as: UTF8.self))")
      if actual == nil { rejected += 1 } else { accepted += 1 }
    }
    #expect(accepted > 2_000)
    #expect(rejected > 1_000)
  }

  @Test("every beginning of a text is rejected")
  func beginnings() {
    let text = Array(#"{"a":[1,-2.5e+3,"x\u00e9\n\ud83d\ude42é",true,false,null,{}],"b":{"c":[]}}"#.utf8)
    #expect(fault(text) == nil)
    for count in 0..<text.count { #expect(fault(Array(text[..<count])) != nil, "\(count)") }
  }

  @Test("faults say what and where")
  func faults() {
    let cases: [(String, JSONFault.Kind, Int)] = [
      ("", .empty, 0), ("  ", .empty, 2), ("{", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,]", .expectedValue, 3),
      ("{1:2}", .expectedKey, 1), ("{\"a\" 2}", .expectedColon, 5), ("{\"a\":1,}", .expectedKey, 7), ("[1 2]", .expectedCommaOrEnd, 3),
      ("[1}", .expectedCommaOrEnd, 2), ("1 2", .trailingBytes, 2), ("01", .malformedNumber, 0), ("1.", .unexpectedEnd, 2),
      ("1.x", .malformedNumber, 2), ("\"a\nb\"", .controlCharacter, 2), ("\"a\\x__________\"", .malformedEscape, 2),
      ("\"\\u12g4____\"", .malformedEscape, 1), ("nul", .expectedValue, 0), ("\u{FEFF}1", .expectedValue, 0), ("[", .unexpectedEnd, 1),
    ]
    for (text, kind, offset) in cases {
      #expect(fault(Array(text.utf8)) == JSONFault(kind: kind, offset: offset), "\(text)")
    }
  }

  @Test("only valid UTF-8 is accepted")
  func encoding() {
    let bad: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x28], [0xF0, 0x9F, 0x99],
    ]
    for sequence in bad {
      for padding in 0..<9 {
        let text = [UInt8(ascii: "\"")] + [UInt8](repeating: 0x61, count: padding) + sequence + Array("tail of it\"".utf8)
        #expect(fault(text) == JSONFault(kind: .invalidUTF8, offset: 1 + padding))
      }
    }
    for scalar in ["\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "\u{0}".debugDescription]
    {
      #expect(fault("\"aaaaaa\(scalar.first == "\"" ? "" : scalar)\"") == nil)
    }
  }

  @Test("depth, values and numbers have bounds")
  func bounds() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(fault(nested(512)) == nil)
    #expect(fault(nested(513)) == .tooDeep)
    #expect(fault(nested(100_000)) == .tooDeep)
    #expect(fault(String(repeating: "{\"a\":", count: 100_000)) == .tooDeep)
    try withJSON(nested(512)) { #expect($0.fingerprint(tag: 0) != .zero) }
    let many = "[" + String(repeating: "0,", count: 20_000) + "0]"
    #expect(try withJSON(many) { $0.count } == 20_001)
  }

  @Test("a parser can be used again, also after a fault, and on the text of another's string")
  func reuse() throws {
    var outer = JSONParser()
    var inner = JSONParser()
    for body in [
      #"{"a":[1,2]}"#, #"{\"a\":[1,2],\"b\":\"\\\"\\u00e9\\\"\"}"#, #"{"# + String(repeating: " ", count: 3_000) + #"\"a\":[1,2]}"#,
    ] {
      let isEscaped = body.contains("\\")
      let text = isEscaped ? "{\"body\":\"\(body)\"}" : "{\"body\":\(body)}"
      try text.utf8.withContiguousStorageIfAvailable { bytes in
        let logged = try outer.parse(UnsafeRawBufferPointer(bytes))
        let value = logged["body"].flatMap { $0 }
        let parsed = try value.flatMap { try inner.parse(textOf: $0) }
        #expect((parsed ?? value)?["a"]?[1]?.int == 2)
        #expect((parsed == nil) == !isEscaped)
      }
    }
    #expect(throws: JSONFault.self) { try withJSON("[1,") { _ in } }
  }

  @Test("JSONTestSuite: what must be accepted is, what must be rejected is", .enabled(if: hasHostile, "no ../shared/data"))
  func suite() throws {
    let folder = dataFolder + "/hostile/jsontestsuite/test_parsing"
    var counts: [Character: Int] = [:]
    for name in names(in: folder) where name.hasSuffix(".json") {
      let text = contents(folder + "/" + name)
      let problem = fault(text)
      counts[name.first ?? "?", default: 0] += 1
      if name.hasPrefix("y_") { #expect(problem == nil, "\(name)") }
      if name.hasPrefix("n_") { #expect(problem != nil, "\(name)") }
      // Where the standard leaves it open, the slow parser decides, but for depth.
      if problem == nil { #expect((try? Model.parse(text)) != nil, "\(name)") }
    }
    #expect(counts["y"] == 95)
    #expect(counts["n"] == 188)
    #expect(counts["i"] == 35)
  }
}
