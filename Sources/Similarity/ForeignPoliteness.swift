/// Greetings, please and thanks at the edges of a text in a language other than English: all that is dropped there.
///
/// A greeting is a clause of its own at the start, thanks one at the end; please opens a text, or is a clause at its end. Elsewhere they are
/// spoken of.
enum ForeignPoliteness {
  /// What is left of the spelling form; `nil` if that is all of it.
  /// - Complexity: O(1)
  static func rest(of spelling: UnsafeRawBufferPointer, _ tokens: UnsafeBufferPointer<Token>) -> UnsafeRawBufferPointer? {
    guard tokens.count > 0 else { return nil }
    var (first, last) = (0, tokens.count - 1)
    func matches(_ phrase: [[UInt8]], at start: Int) -> Bool {
      start >= first && start + phrase.count <= last + 1
        && phrase.indices.allSatisfy { spelling[tokens[start + $0].range].elementsEqual(phrase[$0]) }
    }
    if let greeting = greetings.first(where: { matches($0, at: first) }), first + greeting.count <= last,
      tokens[first + greeting.count - 1].endsClause, last > first + greeting.count || tokens[last].count >= sentence
    {
      first += greeting.count
    }
    if let please = pleases.first(where: { matches($0, at: first) }), first + please.count <= last { first += please.count }
    if let end = (pleases + thanks).first(where: { matches($0, at: last - $0.count + 1) }), last - end.count >= first,
      tokens[last - end.count].endsClause
    {
      last -= end.count
    }
    let whole = Int(tokens[0].start)..<Int(tokens[tokens.count - 1].end)
    var range = Int(tokens[first].start)..<Int(tokens[last].end)
    for prefix in prefixes where range.count > prefix.count && spelling[range].starts(with: prefix) {
      range = range.lowerBound + prefix.count..<range.upperBound
    }
    for suffix in suffixes where range.count > suffix.count && spelling[range].suffix(suffix.count).elementsEqual(suffix) {
      range = range.lowerBound..<range.upperBound - suffix.count
    }
    return range != whole ? UnsafeRawBufferPointer(rebasing: spelling[range]) : nil
  }

  /// Behind a greeting, one word of fewer bytes is whom it greets: 你好，世界.
  private static let sentence = 12

  /// As ``NormalForm/spelling`` has them: decomposed, in lower case, without apostrophes.
  private static func phrases(_ list: [String]) -> [[[UInt8]]] {
    list.map { phrase in phrase.split(separator: " ").map { Array($0.utf8) } }
  }

  private static let greetings = phrases([
    "hallo", "guten tag", "bonjour", "salut", "hola", "buenos di\u{301}as", "ola\u{301}", "ciao", "buongiorno", "привет",
    "здравствуи\u{306}те", "你好", "您好", "こんにちは",
  ])
  private static let pleases = phrases([
    "bitte", "sil vous plai\u{302}t", "sil te plai\u{302}t", "por favor", "per favore", "пожалуи\u{306}ста", "alsjeblieft", "prosze\u{328}",
  ])
  private static let thanks = phrases([
    "danke", "vielen dank", "merci", "merci beaucoup", "gracias", "muchas gracias", "obrigado", "obrigada", "grazie", "спасибо", "谢谢",
    "謝謝", "dank je", "dzie\u{328}kuje\u{328}",
  ])
  /// In scripts without spaces, please is a part of the first or last word.
  private static let prefixes = ["请", "請"].map { Array($0.utf8) }
  private static let suffixes = ["くた\u{3099}さい", "下さい"].map { Array($0.utf8) }
}
