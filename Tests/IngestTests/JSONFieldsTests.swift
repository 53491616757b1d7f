import Similarity
import Testing

@testable import Ingest

/// Members that are read in one walk must be those that the subscript gives.
@Suite("members read together")
struct JSONFieldsTests {
  private enum Field: Int, JSONFields {
    case id, model, prompt, promptTokens, sameTag, empty, long, a, b
    // Of "prompt_tokens" the tag knows the length, the first, the middle and the last byte.
    static let names: [StaticString] = [
      "id", "model", "prompt", "prompt_tokens", "promXt_tokXns", "", "a name that is longer than any that a log has, by far", "a", "b",
    ]
    static let table = JSONFieldTable(names)
  }

  @Test("of duplicates the last one, with escapes in the name or not, whatever else the object has")
  func differential() throws {
    var random = Random(11)
    let spellings = Field.names.map { "\($0)" } + [#"m\u006fdel"#, #"\u0061"#, "A", "ids", "i", "model_id", "prompt_tokens ", "🙂"]
    for _ in 0..<2_000 {
      let count = Int(random.next() % 40)
      let members = (0..<count).map { index in
        let name = spellings[Int(random.next() % UInt64(spellings.count))]
        return "\"\(name)\":" + ["\(index)", "{\"a\":\(index)}", "[\(index)]", "null"][index % 4]
      }
      // The outermost object, and one inside of it.
      for text in ["{" + members.joined(separator: ",") + "}", "{\"x\":{" + members.joined(separator: ", ") + "},\"a\":0}"] {
        try withJSON(Array(text.utf8)) { whole in
          let object = whole["x"] ?? whole
          object.withFields(Field.self) { found in
            for field in Field.allCases {
              let expected = object[Field.names[field.rawValue]]
              #expect(found[field]?.index == expected?.index, "\(field) of \(text)")
            }
          }
        }
      }
    }
  }

  @Test("of texts of one shape, and of those that only seem to have it")
  func shapes() throws {
    var parser = JSONParser()
    var random = Random(12)
    for _ in 0..<500 {
      let names = (0..<Int(random.next() % 9)).map { _ in ["model", "mXdel", "a", "b", "c", "id", "ix"][Int(random.next() % 7)] }
      for round in 0..<5 {
        // Another name of the same length, now and then: all tokens stay where they are.
        let others = round % 2 == 0 ? names : names.map { random.next() % 4 > 0 ? $0 : $0 == "model" ? "mYdel" : $0 == "a" ? "b" : $0 }
        let text = "{\"x\":{" + others.map { "\"\($0)\":\(random.next() % 10)" }.joined(separator: ",") + "},\"y\":[{\"a\":1}]}"
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBytes { bytes in
          let whole = try parser.parse(bytes)
          for object in [whole, whole["x"], whole["y"], whole["y"]?[0]] {
            object?.withFields(Field.self) { found in
              for field in Field.allCases {
                #expect(found[field]?.index == object?[Field.names[field.rawValue]]?.index, "\(field) of \(text)")
              }
            }
          }
        }
      }
    }
  }

  @Test("what is no object has none")
  func others() throws {
    for text in ["[1]", "\"a\"", "{}", "null", "1"] {
      try withJSON(Array(text.utf8)) { value in
        value.withFields(Field.self) { found in #expect(Field.allCases.allSatisfy { found[$0] == nil }) }
      }
    }
  }
}

/// What was met before must be what reading it again gives.
@Suite("texts and parameters met before")
struct MemoTests {
  @Test("texts are told apart by what they mean, in more spellings than are kept")
  func texts() throws {
    let memo = TextMemo()
    for round in 0..<3 {
      for number in 0..<600 {
        for text in [#"\u0061 system prompt \n\#(number)"#, #"a system prompt \n\#(number)"#, "plain \(number)"] {
          try withJSON(Array("\"\(text)\"".utf8)) { value in
            let expected = value.withText { Fingerprint(of: $0, tag: 5) }
            #expect(memo.fingerprint(of: value, tag: 5) == expected, "\(text), round \(round)")
          }
        }
      }
    }
    try withJSON(Array("[1]".utf8)) { #expect(memo.fingerprint(of: $0, tag: 5) == nil) }
  }

  @Test("parameters are those of the object at hand")
  func parameters() throws {
    let memo = ParametersMemo()
    for _ in 0..<2 {
      for number in 0..<300 {
        let stop = String(repeating: "stop", count: number)
        let isEven = number % 2 == 0
        for text in ["{\"temperature\":0.\(number),\"stream\":\(isEven)}", "{ \"temperature\": 0.\(number) }", "{\"stop\":\"\(stop)\"}"] {
          try withJSON(Array(text.utf8)) { object in
            var expected = LoggedParameters()
            expected.add(membersOf: object)
            let given = memo.parameters(object)
            #expect(given.temperature == expected.temperature && given.temperatureValue == expected.temperatureValue)
            #expect(given.other == expected.other && given.stream == expected.stream && given.wantsStream == expected.wantsStream)
          }
        }
      }
    }
  }
}
