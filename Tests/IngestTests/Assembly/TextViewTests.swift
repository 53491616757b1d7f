import Ingest
import Testing
import Traces

/// What a view keeps of a conversation, in whatever dialect it was sent.
@Suite struct TextViewTests {
  private func texts(_ bodies: [String], under view: TextView) throws -> [String?] {
    var options = IngestOptions()
    options.keptViews = [view]
    let log = bodies.enumerated().map { "{\"ts\":\($0 + 1),\"request\":\($1),\"response\":{}}" }.joined(separator: "\n")
    let result = try ingest(Array(log.utf8), options: options)
    let viewed = try #require(result.views.first)
    #expect(viewed.view == view && viewed.textOfPrompt.count == result.trace.prompts.count && viewed.textOfPrompt[0] == CandidateGraph.none)
    #expect(Set(viewed.texts).count == viewed.texts.count)
    return result.trace.requests.prompt.map { prompt in
      let text = viewed.textOfPrompt[Int(prompt)]
      return text == CandidateGraph.none ? nil : viewed.texts[Int(text)]
    }
  }

  private static let long =
    #"{"model":"m","messages":[{"role":"system","content":"S"},{"role":"user","content":"a"},{"role":"assistant","content":"b"},"#
    + #"{"role":"user","content":[{"type":"text","text":"c"},{"type":"text","text":"d"}]}]}"#
  private static let answered =
    #"{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"system":"S"}"#
  private static let picture =
    #"{"model":"m","messages":[{"role":"user","content":"a"},{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}"#

  @Test(arguments: [
    (TextView.lastUserMessage, ["c\nd", "a", "a"]), (.lastMessage, ["c\nd", "b", nil]),
    (TextView(), ["a\nb\nc\nd", "a\nb", "a"]), (TextView(withSystem: true), ["S\na\nb\nc\nd", "S\na\nb", "a"]),
    (TextView(messages: 2), ["b\nc\nd", "a\nb", "a"]), (TextView(messages: 2, onlyUser: true), ["a\nc\nd", "a", "a"]),
    (TextView(messages: 1, onlyUser: true, withSystem: true), ["S\nc\nd", "S\na", "a"]),
  ]) func views(_ view: TextView, _ expected: [String?]) throws {
    #expect(try texts([Self.long, Self.answered, Self.picture], under: view) == expected)
  }

  @Test func equalTextsAreOneAndWhatIsNotInTheLogIsNone() throws {
    let bodies = [#"{"model":"m","prompt":"q"}"#, #"{"model":"n","prompt":"q","temperature":1}"#, #"{"model":"m","messages":[]}"#]
    #expect(try texts(bodies, under: .lastUserMessage) == ["q", "q", nil])
  }
}
