import Ingest
import Testing

/// A record, kept: its text without white space around it, and where it began.
struct KeptRecord: Equatable {
  var text: String
  var line: Int
  var offset: Int
  var isOversize = false
}

func records(_ text: [UInt8], threads: Int = 1, most: Int = .max, maximum: Int = LineReader.maximumLine) -> [KeptRecord] {
  var kept: [KeptRecord] = []
  var reader = RecordReader(ArraySource(text, most: most), threads: threads, maximumRecord: maximum)
  do {
    try reader.forEachRecord { record in
      kept.append(
        KeptRecord(
          text: String(decoding: record.bytes, as: UTF8.self), line: record.line, offset: record.offset, isOversize: record.isOversize))
      return true
    }
  } catch {
    kept.append(KeptRecord(text: "\(error)", line: -1, offset: -1))
  }
  return kept
}

func texts(_ text: String) -> [String] { records(Array(text.utf8)).map(\.text) }

@Suite("Records")
struct RecordReaderTests {
  @Test(
    "each container gives its records",
    arguments: [
      ("{\"a\":1}\n{\"a\":2}\n", ["{\"a\":1}", "{\"a\":2}"]),
      ("\n\n {\"a\":1}\r\n{\"a\":2}", ["{\"a\":1}", "{\"a\":2}"]),
      ("{\"a\":1}", ["{\"a\":1}"]),
      ("{\"a\":1}{\"a\":2} {\"a\":3}", ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"]),
      ("{\n  \"a\": {\n \"b\": \"}\"\n}\n}\n{\n  \"a\": 2\n}\n", ["{\n  \"a\": {\n \"b\": \"}\"\n}\n}", "{\n  \"a\": 2\n}"]),
      ("[{\"a\":1},{\"a\":\"],[\\\"\"}]\n", ["{\"a\":1}", "{\"a\":\"],[\\\"\"}"]),
      ("[\n  {\n    \"a\": 1\n  },\n  {\"a\": [2]}\n]\n", ["{\n    \"a\": 1\n  }", "{\"a\": [2]}"]),
      ("[1, \"a,b\",null ,[2]]", ["1", "\"a,b\"", "null ", "[2]"]),
      ("[]", []), ("[ ]\n", []), ("", []), ("  \n", []),
      ("[1]\n[2]\n", ["[1]", "[2]"]),
      ("{\"object\":\"list\",\"data\":[{\"a\":1},{\"a\":2}],\"has_more\":false}", ["{\"a\":1}", "{\"a\":2}"]),
      ("{\n \"logs\": [\n{\"a\":1},\n{\"a\":2}\n]\n}\n", ["{\"a\":1}", "{\"a\":2}"]),
      ("{\"result\":[],\"success\":true}", []),
      ("{\"data\":[1,2]}", ["{\"data\":[1,2]}"]),
      ("{\"data\":{\"a\":[{}]}}", ["{\"data\":{\"a\":[{}]}}"]),
      ("{\"x\":{\"data\":[{\"a\":1}]}}", ["{\"x\":{\"data\":[{\"a\":1}]}}"]),
      ("{\"data\":[{\"a\":1}]}\n{\"data\":[{\"a\":2}]}\n", ["{\"data\":[{\"a\":1}]}", "{\"data\":[{\"a\":2}]}"]),
      ("{\"data\":[{\"a\":1}]}{\"data\":[{\"a\":2}]}", ["{\"data\":[{\"a\":1}]}", "{\"data\":[{\"a\":2}]}"]),
      ("time,key\n1,a\n", ["{\"time\":\"1\",\"key\":\"a\"}"]),
      ("12,13\n1,a\n", ["12,13", "1,a"]),
    ])
  func containers(text: String, expected: [String]) {
    #expect(texts(text) == expected)
  }

  @Test("an object with a large text beside its small array is a record")
  func noEnvelope() {
    let text = "{\"results\":[{}],\"text\":\"" + String(repeating: "x", count: 300) + "\"}"
    #expect(texts(text) == [text])
  }

  @Test("broken records cost themselves, not the file")
  func broken() {
    #expect(texts("{\"a\":\n{\"a\":2}\n{\"a\":3}\n") == ["{\"a\":", "{\"a\":2}", "{\"a\":3}"])
    #expect(texts("cut\"}\n{\"a\":2}\n") == ["cut\"}", "{\"a\":2}"])
    #expect(texts("[{\"a\":\"cut\n},\n {\"a\":2},{\"a\":3}]") == ["{\"a\":\"cut", "{\"a\":2}", "{\"a\":3}"])
    #expect(texts("{\n\"a\":1}\n{\n\"a\":\"cut\n\"b\":1\n}\n{\n\"a\":3}") == ["{\n\"a\":1}", "{\n\"a\":\"cut", "{\n\"a\":3}"])
    #expect(texts("{\n\"a\":1}\n{\n\"a\":2") == ["{\n\"a\":1}", "{\n\"a\":2"])
    #expect(texts("[1,}}}]]]]{\"a\":2}").first == "1")
  }

  @Test("lines and offsets are where the records begin")
  func places() {
    let text = "\n{\"n\":1,\n\"data\":[\n {\"a\":\n1},\n\n{\"a\":2}]}"
    let expected = [KeptRecord(text: "{\"a\":\n1}", line: 4, offset: 19), KeptRecord(text: "{\"a\":2}", line: 7, offset: 30)]
    #expect(records(Array(text.utf8)) == expected)
    for record in records(Array(text.utf8)) {
      #expect(Array(text.utf8)[record.offset...].starts(with: record.text.utf8))
    }
  }

  @Test("records across blocks come whole, with one thread and with two, in every container")
  func acrossBlocks() {
    var random = Random(11)
    let objects = (0..<1_500).map { index in
      let text = String(repeating: "\\\"{[,]}\\\\ é", count: Int(random.next() % 300))
      return "{\"id\": \(index), \"text\": \"\(text)\"}"
    }
    let forms: [(String, [String])] = [
      ("", objects.map { $0 + "\n" }), ("[", objects.map { $0 + "," }), ("[\n", objects.map { $0 + ",\n" }), ("", objects),
      ("", objects.map { $0.replacing(", ", with: ",\n  ") + "\n" }), ("{\"records\":[", objects.map { $0 + "," }),
    ]
    for (open, pieces) in forms {
      var text = Array(open.utf8)
      var line = 1 + text.count { $0 == 0x0A }
      var expected: [KeptRecord] = []
      for piece in pieces {
        let record = piece.hasSuffix("}") ? piece : String(piece[...(piece.lastIndex(of: "}") ?? piece.startIndex)])
        expected.append(KeptRecord(text: record, line: line, offset: text.count))
        text += Array(piece.utf8)
        line += piece.utf8.count { $0 == 0x0A }
      }
      if !open.isEmpty {
        expected.append(KeptRecord(text: "{}", line: line, offset: text.count))
        text += Array((open.hasPrefix("{") ? "{}]}" : "{}]").utf8)
      }
      for (threads, most) in [(1, Int.max), (2, .max), (2, 70_001)] {
        let actual = records(text, threads: threads, most: most)
        #expect(actual.count == expected.count)
        check(actual, expected)
      }
    }
  }

  @Test("a record beyond the limit is skipped and said")
  func oversize() {
    let long = "{\"a\":\"" + String(repeating: "x", count: 5_000) + "\"}"
    for text in ["{\"a\":1}\n\(long)\n{\"a\":2}\n", "[{\"a\":1},\(long),{\"a\":2}]", "{\"a\":1}\(long){\"a\":2}"] {
      let result = records(Array(text.utf8), maximum: 4_000)
      #expect(result.map(\.isOversize) == [false, true, false])
      #expect(result[1].text == String(long.prefix(1_024)))
    }
  }

  @Test("anything at all is split with bounded work and without a crash")
  func noise() {
    var writer = Writer(seed: 21)
    let alphabet = Array("{}[],:\"\\\n a1".utf8)
    for _ in 0..<2_000 {
      let noise = (0..<Int.random(in: 0..<60, using: &writer.random)).map { _ in alphabet[Int(writer.random.next() % 12)] }
      let one = records(noise)
      #expect(records(noise, most: 1) == one)
      #expect(one.count <= noise.count)
      for record in one { #expect(noise[record.offset...].starts(with: record.text.utf8)) }
    }
  }
}
