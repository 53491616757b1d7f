import Testing

@testable import Ingest

/// Values as Python shows them.
@Suite struct PythonLiteralTests {
  private func json(_ text: String) -> String? {
    Array(text.utf8).withUnsafeBytes { PythonLiteral.json($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    ("{'a': 1, 'b': [True, False, None], 'c': (1.5, -2, 1e3)}", #"{"a":1,"b":[true,false,null],"c":[1.5,-2,1e3]}"#),
    (#"[{'role': 'user', 'content': "It's"}]"#, #"[{"role":"user","content":"It's"}]"#),
    (#"{'a': 'x "y" \'z\' \\ \n\t\x41\u00e9\U0001F600'}"#, #"{"a":"x \"y\" 'z' \\ \n\t\u0041\u00e9\ud83d\ude00"}"#),
    ("{'a': {}, 'b': [], 'c': (), 1: 2,}", #"{"a":{},"b":[],"c":[],"1":2}"#),
    ("{'when': datetime.datetime(2026, 11, 20, 9, 0, 5, 120000, tzinfo=datetime.timezone.utc)}", #"{"when":"2026-11-20T09:00:05.120Z"}"#),
    ("{'when': datetime.datetime(2026, 11, 20, 9, 0)}", #"{"when":"2026-11-20T09:00:00Z"}"#),
    ("{'cost': Decimal('0.25'), 'id': UUID('a-b'), 'x': nan, 'y': b'z'}", #"{"cost":"0.25","id":"a-b","x":null,"y":"z"}"#),
    ("{'role': <Role.user: 'user'>, 'f': <function g at 0x7f>}", #"{"role":"user","f":"function g at 0x7f"}"#),
    (
      "ChatCompletion(id='c', choices=[Choice(index=0, message=Message(content='a, b', tool_calls=None))], usage=Usage(prompt_tokens=1))",
      #"{"id":"c","choices":[{"index":0,"message":{"content":"a, b","tool_calls":null}}],"usage":{"prompt_tokens":1}}"#
    ),
    ("{'u': OrderedDict([('a', 1), ('b', [2])]), 'd': defaultdict(<class 'int'>, {'c': 3})}", #"{"u":{"a":1,"b":[2]},"d":{"c":3}}"#),
    (
      "{'a': -inf, 'b': 1_000, 'c': int32, 'd': array([0, ..., 9], dtype=int32), 'e': Role.user}",
      #"{"a":null,"b":1000.0,"c":"int32","d":[0,null,9],"e":"Role.user"}"#
    ),
    (
      "{'when': datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))}",
      #"{"when":"2026-11-20T07:00:00Z"}"#
    ),
    (
      "{'when': datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=68400)))}",
      #"{"when":"2026-11-20T14:00:00Z"}"#
    ),
    (
      "{'when': datetime(2026, 11, 20, 9, 0, tzinfo=zoneinfo.ZoneInfo(key='Europe/Berlin')), 'day': datetime.date(2026, 11, 20)}",
      #"{"when":"2026-11-20T09:00:00Z Europe/Berlin","day":"2026-11-20T00:00:00Z"}"#
    ),
    // Numbers and escapes that JSON does not have.
    ("{'a': (01, 1., -.5, 1e3, -0, +2)}", #"{"a":[1.0,1.0,-0.5,1e3,-0,2.0]}"#),
    ("{'a': '\\\u{c}', 'b': '\\q\\'}'}", #"{"a":"\\\u000c","b":"\\q'}"}"#),
    ("Usage()", "{}"), ("{'a': 'one' 'two'}", #"{"a":"onetwo"}"#), ("{'é': 'ü'}", #"{"é":"ü"}"#),
  ])
  func literals(text: String, expected: String) {
    #expect(json(text) == expected)
  }

  /// What is no such value to its end, and what may be a text that people write.
  @Test(arguments: [
    "{'a': 1", "{'a' 1}", "{'a': }", "{'a': 1} x", "{'a': 'b}", #"{'a': '\x4'}"#, #"{'a': '\U99999999'}"#, "{'a': 1 2}",
    "[1, 2]",
    #"{"a": 1}"#, "['a', 'b']", "Hello (world)", "Say hi(x)", "Sure(ly) it is", "F(x) = 1", "", "'a'",
    "{'a': datetime.datetime(2026, 13, 1)}",
    "{'a': datetime.datetime(999999, 1, 1)}", "{'a': datetime.datetime(2026, 1, 1, 999999)}", #"{'a': '\x+f'}"#,
  ])
  func others(text: String) {
    #expect(json(text) == nil)
  }

  /// Deep texts end, and long ones take time in proportion.
  @Test func bounds() {
    #expect(json("{'a': " + String(repeating: "[", count: 100_000)) == nil)
    #expect(json("{'a': " + String(repeating: "X(a=", count: 100_000)) == nil)
    #expect(json("{'a': [" + String(repeating: "f('a', 1), ", count: 200_000) + "]}") != nil)
    let long = String(repeating: "x", count: 1 << 20)
    #expect(json("{'a': '\(long)'}")?.utf8.count == long.utf8.count + 8)
  }

  /// Lines and cells that are no JSON are read as what Python shows.
  @Test func linesAndCells() throws {
    let answer =
      "{'timestamp': '2026-11-20T09:00:00', 'model': 'm', 'prompt': 'hi', 'response': 'ok', 'prompt_tokens': 2, 'completion_tokens': 1}"
    let row = "2026-11-20T09:00:00Z in=2 read=0 write=0+0 out=1 think=0 model=m chat messages=1 last_user_message=1 answer=1"
    #expect(try ingest("\(answer)\n\(answer)").rows == [row, row])
    let cells =
      "timestamp,model,messages,response,usage\n2026-11-20T09:00:00Z,m,\"[{'role': 'user', 'content': 'hi'}]\",ok,"
      + "\"{'prompt_tokens': 2, 'completion_tokens': 1}\"\n"
    #expect(try ingest(cells).rows == [row])
  }
}
