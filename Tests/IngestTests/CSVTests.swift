import Ingest
import Testing
import Units

/// CSV as RFC 4180 has it, cut into blocks of any size.
@Suite struct CSVTests {
  private func records(_ text: [UInt8], most: Int = .max) throws -> [String] {
    var reader = RecordReader(ArraySource(text, most: most), threads: 1)
    var out: [String] = []
    try reader.forEachRecord { record in
      out.append(record.fault.map { "\(record.line): \($0)" } ?? String(decoding: record.bytes, as: UTF8.self))
      return true
    }
    return out
  }

  private func records(_ text: String) throws -> [String] { try records(Array(text.utf8)) }

  @Test(arguments: [
    ("a,b\n1,2", [#"{"a":"1","b":"2"}"#]),
    ("a,b\r\n1,2\r\n\r\n3,4\r\n", [#"{"a":"1","b":"2"}"#, #"{"a":"3","b":"4"}"#]),
    ("\"a\",\"b c\"\n\"x\"\"y\",\"1,\n2\"\n", [#"{"a":"x\"y","b c":"1,\u000a2"}"#]),
    ("a,b\n,\"\"\n", [#"{"a":null,"b":""}"#]),
    ("a;b\n1,5;2\n", [#"{"a":"1,5","b":"2"}"#]),
    ("a\tb\n1\t2\n", [#"{"a":"1","b":"2"}"#]),
    ("a,b\n5\" pipe,\\\n", [#"{"a":"5\" pipe","b":"\\"}"#]),
    (
      "a,b\n1,2\n1\n1,2,3\n4,5\n",
      [
        #"{"a":"1","b":"2"}"#, "3: a CSV row that has not as many fields as the header",
        "4: a CSV row that has not as many fields as the header", #"{"a":"4","b":"5"}"#,
      ]
    ),
    ("a,b\n1,\"2\n3", []),
    ("no header here, it says: nothing\nx\n", ["no header here, it says: nothing", "x"]),
    ("a,a\n1,2\n", ["a,a", "1,2"]),
    ("a,b\n{\"x\":1}\n", ["a,b", "{\"x\":1}"]),
  ])
  func rows(text: String, expected: [String]) throws {
    // A quoted field that never ends: its row has as many fields as the header only if it is not one.
    if expected.isEmpty { return #expect(try records(text) == ["a,b", "1,\"2", "3"]) }
    #expect(try records(text) == expected)
  }

  /// Rows written by a few lines, read back: whatever stands in them, and wherever blocks end.
  @Test(arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    let draws = Draws(seed: seed)
    var ordinal: UInt64 = 0
    func draw(_ count: Int) -> Int {
      ordinal += 1
      return Int(draws.bits(ordinal) % UInt64(count))
    }
    let alphabet = Array("ab,;\"\n\r\\ é{[:1".unicodeScalars)
    let table = (0..<30).map { _ in
      (0..<3).map { _ in
        String(String.UnicodeScalarView((0..<draw(9)).map { _ in alphabet[draw(alphabet.count)] }))
      }
    }
    let rows = table.map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") }
    let text = Array(("x,y,z\r\n" + rows.joined(separator: "\r\n")).utf8)
    let expected = table.map { row in
      "{" + zip(["x", "y", "z"], row).map { "\"\($0)\":\"\(Self.escaped($1))\"" }.joined(separator: ",") + "}"
    }
    #expect(try records(text) == expected)
    #expect(try records(text, most: 1) == expected)
    #expect(try records(text, most: 7) == expected)
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\u000a"
      case "\r": "\\u000d"
      default: String(scalar)
      }
    }.joined()
  }

  @Test func aRowThatNeverEndsIsBounded() throws {
    let text = Array("a,b\n1,2\n".utf8) + Array("\"".utf8) + [UInt8](repeating: 0x61, count: 3 << 20)
    var reader = RecordReader(ArraySource(text), threads: 1, maximumRecord: 1 << 20)
    var sizes: [Int] = []
    try reader.forEachRecord { record in
      sizes.append(record.isOversize ? -1 : record.bytes.count)
      return true
    }
    #expect(sizes == [17, -1])
  }
}
