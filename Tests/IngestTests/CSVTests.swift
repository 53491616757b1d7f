import Ingest
import Testing
import Traces
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
    // An index without a name, or with the one that pandas gives; separators at the ends of rows; names twice, or beyond ASCII.
    (",a,b\n0,1,2\n", [#"{"a":"1","b":"2"}"#]),
    ("Unnamed: 0,a\n0,1\n", [#"{"a":"1"}"#]),
    ("\ta\tb\n0\t1\t2\n", [#"{"a":"1","b":"2"}"#]),
    ("a,b,,\n1,2,,\n3,4\n", [#"{"a":"1","b":"2"}"#, "3: a CSV row that has not as many fields as the header"]),
    ("a,b,a\n1,2,3\n", [#"{"a":"1","b":"2","a.1":"3"}"#]),
    ("größe, b\n1,2\n", [#"{"größe":"1","b":"2"}"#]),
    ("a|b\n1|2,3\n", [#"{"a":"1","b":"2,3"}"#]),
    // What stands above a header, and notes between rows.
    ("sep=;\na;b\n1;2,0\n", [#"{"a":"1","b":"2,0"}"#]),
    ("# made by x, y\n\n# and z\na,b\n1,2\n# note\n3,4\n", [#"{"a":"1","b":"2"}"#, #"{"a":"3","b":"4"}"#]),
    ("#a,b\n1,2\n", [#"{"a":"1","b":"2"}"#]),
    ("#1,2\n3,4\n", ["#1,2", "3,4"]),
    ("Dear,\nJohn,\n", ["Dear,", "John,"]),
    ("a,b\n{\"x\":1}\n", ["a,b", "{\"x\":1}"]),
    // Names of headers in HTTP/2 begin with a colon, and a time is no name.
    (":path,b\n1,2\n", [#"{":path":"1","b":"2"}"#]),
    ("09:00:00Z,b\n1,2\n", ["09:00:00Z,b", "1,2"]),
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

  /// Where lines stand in the file is counted from its beginning, whatever stands above the header.
  @Test func linesAreThoseOfTheFile() throws {
    #expect(try records("\n# note\nsep\na,b\n1\n").count == 4)
    #expect(try records("\n# note\na,b\n1,2\n1\n").last == "5: a CSV row that has not as many fields as the header")
    #expect(try records("sep=|\na|b\n1\n1|2\n").first == "sep=|")
    #expect(try records("sep=|\na|b\n1|2\n1\n").last == "4: a CSV row that has not as many fields as the header")
  }

  @Test func theFirstRowMayBeLongerThanABlock() throws {
    let long = String(repeating: "x,\n", count: 1 << 19)
    for row in ["1,\"\(long)\"", "\"\(long)\",2"] { #expect(try records("a,b\n\(row)\n3,4\n").count == 2) }
    // Three fields even before it is cut off.
    #expect(try records("a,b\n1,2,\"\(long)\"\n").count > 2)
  }

  /// Tables of cache traces without a header: Twitter's are known by their rows, others only where the format is named.
  @Test func cacheTracesNeedNoHeader() throws {
    var options = IngestOptions()
    let twitter = "0,key1,10,100,1,get,0\n1,key2,10,200,1,set,0\n2,key1,10,100,1,get,0\n"
    let told = try ingest(twitter)
    #expect(told.log.sources[0].format == "cache-trace")
    #expect(
      told.rows == [
        "1970-01-01T00:00:00Z messages=1 earlier_turns=1 user=1",
        "1970-01-01T00:00:02Z messages=1 earlier_turns=1 user=1",
      ])
    #expect(told.setAside == ["1 no look-up: a write to the cache"])
    #expect(throws: IngestError.self) { try ingest("0 a 100\n1 b 200\n") }
    options.format = "cache-trace"
    for separator in [" ", ",", "\t"] {
      let rows = ["0", "a", "100"].joined(separator: separator) + "\n" + ["1", "b", "200"].joined(separator: separator)
      let trace = try ingest(rows, options: options)
      #expect(trace.requests.prompt == [1, 2] && trace.requests.answerBytes == [100, 200])
    }
  }

  @Test(arguments: [
    ("time,model\n1,2,3\n4,5,6\n", "its header has 2 fields and the row below it 3"),
    (
      "1790000000,a,100\n1790000010,a,100\n",
      "its first row is no header, which names each column (a cache trace of time, key and size is read with --format cache-trace)"
    ),
    (
      "0 1 100\n1 2 200\n",
      "its first row is no header, which names each column (a cache trace of time, key and size is read with --format cache-trace)"
    ),
    ("1,2\n3,4\n", "its first row is no header, which names each column"),
    ("time,model\r1,2\r3,4\r", "its lines end in carriage returns alone"),
  ])
  func tablesThatCannotBeReadAreExplained(text: String, cause: String) throws {
    for format in [nil, "flat"] {
      var options = IngestOptions()
      options.format = format
      let error = try #require(throws: IngestError.self) { try ingest(text, options: options) }
      #expect(error.description.contains("neither JSON nor a table that can be read: \(cause). A table has"))
    }
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
