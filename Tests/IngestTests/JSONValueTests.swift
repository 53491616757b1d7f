import Ingest
import Similarity
import Testing

@Suite("JSON values")
struct JSONValueTests {
  @Test("absent, null and zero are three things")
  func presence() throws {
    try withJSON(#"{"zero":0,"null":null,"a":1,"a":2,"\u0062":"esc","":5}"#) { value in
      #expect(value["absent"] == nil)
      #expect(value["null"]?.isNull == true)
      #expect(value["null"]?.int == nil)
      #expect(value["zero"]?.int == 0)
      #expect(value["zero"]?.bool == nil)
      #expect(value["a"]?.int == 2)
      #expect(value["b"]?.string == "esc")
      #expect(value[""]?.int == 5)
      #expect(value[named: "b"]?.string == "esc")
      #expect(value[0] == nil)
      #expect(value.count == 6)
      #expect(value["zero"]?["x"] == nil)
    }
    try withJSON("[true,[],{},\"x\"]") { value in
      #expect(value[0]?.bool == true)
      #expect(value[3]?.string == "x")
      #expect(value[4] == nil)
      #expect(value[-1] == nil)
      #expect(value["a"] == nil)
      #expect(value.elements.map { $0.count } == [0, 0, 0, 0])
      #expect(value[1].map { String(decoding: $0.raw, as: UTF8.self) } == "[]")
      #expect(value.withText { _ in 1 } == nil)
    }
  }

  @Test("members come as written, and a switch over names works")
  func members() throws {
    try withJSON(#"{"b":1,"a":2,"b":3,"\u0061":4}"#) { value in
      var seen: [String] = []
      var sum = 0
      value.forEachMember { key, member in
        seen.append(key.string)
        switch key {
        case "a": sum += member.int ?? 0
        case "b": sum += 10 * (member.int ?? 0)
        default: sum = -1
        }
      }
      #expect(seen == ["b", "a", "b", "a"])
      #expect(sum == 46)
    }
  }

  @Test("whole numbers are exact or nothing")
  func integers() throws {
    let cases: [(String, Int?)] = [
      ("0", 0), ("-0", 0), ("12", 12), ("1.0", 1), ("1e3", 1000), ("100e-2", 1), ("1.5", nil), ("1e-1", nil), ("1.50e1", 15),
      ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("9223372036854775807.0", .max), ("92233720368547758070e-1", .max), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil),
      ("1e400", nil), ("0e999999999999999999999", 0), ("1e-999999999999999999999", nil), ("1e999999999999999999999", nil),
      ("123456789012345678901", nil), ("\"12\"", nil), ("null", nil), ("10000000000000000000000e-22", 1),
    ]
    for (text, expected) in cases { #expect(try withJSON(text) { $0.int } == expected, "\(text)") }
  }

  @Test("doubles are rounded as the standard library rounds them")
  func doubles() throws {
    var random = Random(3)
    for round in 0..<20_000 {
      let digits = String(random.next() >> (random.next() % 60))
      let exponent = Int.random(in: -330...330, using: &random)
      let text = round % 3 == 0 ? digits : round % 3 == 1 ? "\(digits)e\(exponent)" : "-0.\(digits)E\(exponent)"
      let expected = Double(text).flatMap { $0.isFinite ? $0 : nil }
      #expect(try withJSON(text) { $0.double } == expected, "\(text)")
    }
    #expect(try withJSON("1e400") { $0.double } == nil)
    #expect(try withJSON("1e-400") { $0.double } == 0)
    #expect(try withJSON("9007199254740993") { $0.double } == 9_007_199_254_740_992)
    #expect(try withJSON("\"1\"") { $0.double } == nil)
  }

  @Test("numbers of 10,000 digits take bounded work and round right")
  func longNumbers() throws {
    let nines = String(repeating: "9", count: 10_000)
    #expect(try withJSON(nines) { $0.double } == nil)
    #expect(try withJSON("0." + nines) { $0.double } == 1)
    #expect(try withJSON(nines + "e-10000") { $0.double } == 1)
    #expect(try withJSON("0." + String(repeating: "0", count: 10_000) + "1e10001") { $0.double } == 1)
    #expect(try withJSON(nines) { $0.int } == nil)
    // 2^53 + 1 lies between two doubles: one digit far behind decides.
    let tie = "9007199254740993." + String(repeating: "0", count: 9_000)
    #expect(try withJSON(tie + "0") { $0.double } == 9_007_199_254_740_992)
    #expect(try withJSON(tie + "1") { $0.double } == 9_007_199_254_740_994)
    #expect(try withJSON("-" + tie + "1") { $0.double } == -9_007_199_254_740_994)
    #expect(try withJSON("1" + String(repeating: "0", count: 5_000) + "e-5000") { $0.int } == 1)
  }

  @Test("text is unescaped, with U+FFFD for lone surrogates")
  func text() throws {
    let cases: [(String, String)] = [
      (#""plain""#, "plain"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u0000x""#, "\0x"), (#""\u00e9\u00E9""#, "éé"),
      (#""\ud83d\ude42""#, "🙂"), (#""\ud83d""#, "\u{FFFD}"), (#""\ude42\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
      (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\ude42""#, "\u{FFFD}🙂"), (#""""#, ""), (#""\uffff""#, "\u{FFFF}"),
    ]
    for (text, expected) in cases { #expect(try withJSON(text) { $0.string } == expected, "\(text)") }
  }

  @Test(
    "values that mean the same have one fingerprint",
    arguments: [
      (#"{"a":1,"b":[1,2]}"#, #"{ "b" : [ 1.0, 2e0 ], "a" : 10e-1 }"#),
      (#""é\n""#, #""\u00e9\u000A""#), ("0", "-0.0e5"), ("100", "1e2"), ("1.50", "15e-1"),
      ("123456789012345678901234567890", "12345678901234567890123456789e1"), ("-1234567890123456789012.50", "-12345678901234567890125e-1"),
      (#"{"a":1,"a":2}"#, #"{"a":2}"#), (#"{"\u0061":1,"b":3,"a":2}"#, #"{"b":3,"a":2}"#), ("[]", "[ ]"), ("{}", "{\n}"),
      (#"{"a":{"x":1,"y":2}}"#, #"{"a":{"y":2,"x":1}}"#),
    ])
  func sameFingerprint(a: String, b: String) throws {
    #expect(try withJSON(a) { $0.fingerprint(tag: 7) } == withJSON(b) { $0.fingerprint(tag: 7) })
    #expect(try withJSON(a) { $0.fingerprint(tag: 7) } != withJSON(b) { $0.fingerprint(tag: 8) })
  }

  @Test("values that mean something else have another one")
  func otherFingerprints() throws {
    let texts = [
      "null", "true", "false", "0", "1", "-1", "10", "0.1", "1e30", "-1e30", "123456789012345678901", "123456789012345678902",
      "-123456789012345678901", "123456789012345678901e1", #""""#, #""0""#, #""1""#, #""null""#, "[]", "{}", "[[]]", "[null]", "[0]",
      #"[""]"#, "[1,2]", "[2,1]", "[[1],2]", "[1,[2]]", "[[1,2]]", #"{"a":1}"#, #"{"a":2}"#, #"{"b":1}"#, #"{"1":"a"}"#, #"{"a":"1"}"#,
      #"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#, #"{"a":null}"#, #"{"":null}"#, #"[{"a":1},{"b":2}]"#, #"["a",1]"#, #"{"a":{}}"#, #"{"a":[]}"#,
    ]
    let prints = try texts.map { text in try withJSON(text) { $0.fingerprint(tag: 0) } }
    #expect(Set(prints).count == texts.count)
  }

  @Test("small and large objects agree on duplicates, order and what is ignored")
  func largeObjects() throws {
    for count in [3, 31, 32, 33, 100] {
      let members = (0..<count).map { "\"k\($0)\":\($0)" }
      let plain = "{" + members.joined(separator: ",") + "}"
      let doubled = "{\"k1\":\"old\",\"\\u006b2\":0," + members.reversed().joined(separator: ",") + "}"
      let fewer = "{" + members.dropFirst().joined(separator: ",") + "}"
      let expected = try withJSON(plain) { $0.fingerprint(tag: 0) }
      #expect(try withJSON(doubled) { $0.fingerprint(tag: 0) } == expected)
      #expect(try withJSON(fewer) { $0.fingerprint(tag: 0) } != expected)
      #expect(try withJSON(plain) { $0.fingerprint(tag: 0) { $0 == "k0" } } == withJSON(fewer) { $0.fingerprint(tag: 0) })
    }
  }

  @Test("random values keep their fingerprint when they are written anew in another order and spelling")
  func respelled() throws {
    var writer = Writer(seed: 9)
    func write(_ model: Model) -> String {
      switch model {
      case .null: return "null"
      case .bool(let value): return "\(value)"
      case .number(let text):
        return text.contains("e") || text.contains("E") ? text : text.contains(".") ? text + "0" : text + ".0"
      case .string(let text): return writer.spelled(String(decoding: text, as: UTF8.self))
      case .array(let items): return "[" + items.map { write($0) + writer.space() }.joined(separator: ",") + "]"
      case .object(let members):
        // The last of several members of one name counts, so those keep their order.
        let last = members.enumerated().filter { item in !members[(item.offset + 1)...].contains { $0.name == item.element.name } }
        let text = last.shuffled(using: &writer.random).map { item in
          writer.spelled(String(decoding: item.element.name, as: UTF8.self)) + ":" + write(item.element.value)
        }
        return "{" + text.joined(separator: ",") + "}"
      }
    }
    for _ in 0..<500 {
      // A lone surrogate would be written anew as U+FFFD, which means the same.
      let text = writer.value()
      var other = Writer(seed: writer.random.next())
      swap(&other, &writer)
      let again = write(try Model.parse(Array(text.utf8))).replacing("\\udbff\\u0041", with: "").replacing("\\ud800", with: "")
        .replacing("\\udc00", with: "")
      #expect(try withJSON(text) { $0.fingerprint(tag: 1) } == withJSON(again) { $0.fingerprint(tag: 1) }, "\(text)\n\(again)")
    }
  }
}
