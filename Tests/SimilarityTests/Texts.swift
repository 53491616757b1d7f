/// Made-up prompts from words, signs and mistakes that meet the normaliser's rules.
enum Texts {
  /// `count` texts of up to `longest` pieces, the same in every run.
  static func made(count: Int, longest: Int = 9) -> [String] {
    var state: UInt64 = 7
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<count).map { _ in
      (0..<draw(longest + 1)).map { _ in
        let piece = pieces[draw(pieces.count)]
        return draw(5) == 0 ? piece : piece + " "
      }.joined()
    }
  }

  private static let pieces = [
    "the", "a", "An", "please", "thanks", "thank you", "Could you", "can", "how", "How do I", "what", "What's", "is", "are", "was", "do",
    "does",
    "not", "don't", "we're", "I'll", "dogs", "dog", "running", "stopped", "movies", "explain", "hello", "really", "exactly", "A", "B", "5",
    "3.5",
    "-", "-2", "+", "%", "$", ".", ",", "?", "!", ":", ";", "\"", "'", "`", "```", "(", ")", "é", "e\u{301}", "世界", "😂", "’", "“", "”",
    "\n",
    "https://x.org/The?", "a.b@x.org", "snake_case", "_", "und", "½", "²", "\u{200D}", "\u{FE0F}", "www.x.org", "5'", "--help", ".net",
    "x[0]",
  ]
}
