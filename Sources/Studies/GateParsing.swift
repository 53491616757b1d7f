/// What is wrong with a gate, and at which of its characters.
public struct GateError: Error, Equatable, CustomStringConvertible {
  /// From 1.
  public let column: Int
  /// What is wrong, and the way out.
  public let sentence: String

  /// "column 11: …"
  public var description: String { "column \(column): \(sentence)" }
}

extension Gate {
  /// Reads `[delta.][STRATEGY.]FIGURE OPERATOR NUMBER`; `delta.` may also stand before the figure. The name of a strategy may hold anything
  /// but an operator after its last dot. A number may have a `$` before it, commas in it, and for shares a `%` behind it.
  public init(_ text: String) throws(GateError) {
    let characters = Array(text)
    let signs: Set<Character> = ["<", ">", "=", "!"]
    guard characters.count <= 1_000 else { throw GateError(column: 1_001, sentence: "A gate is one short comparison; this is too long.") }
    guard let last = characters.lastIndex(where: signs.contains) else {
      throw GateError(
        column: characters.count + 1, sentence: "A comparison is missing; write a figure, an operator and a number: saving_usd < 1000.")
    }
    var first = last
    while first > 0, signs.contains(characters[first - 1]) { first -= 1 }
    let sign = String(characters[first...last])
    guard let comparison = Comparison(rawValue: sign == "=" ? "==" : sign) else {
      let known = Comparison.allCases.map(\.rawValue).joined(separator: " ")
      throw GateError(column: first + 1, sentence: "There is no operator \(sign); there are: \(known).")
    }
    let (strategy, isOfChange, figure) = try Self.subject(characters[..<first])
    let number = try Self.number(characters[(last + 1)...], of: figure)
    self.init(
      strategy: strategy, isOfChange: isOfChange, figure: figure, comparison: comparison, number: number,
      text: Self.trimmed(characters[...]).map { String(characters[$0]) } ?? "")
  }

  private static func subject(_ part: ArraySlice<Character>) throws(GateError) -> (String?, Bool, Figure) {
    guard let range = trimmed(part) else {
      throw GateError(column: part.startIndex + 1, sentence: "A figure is missing before the operator, such as saving_usd.")
    }
    let subject = part[range]
    let dot = subject.lastIndex(of: ".")
    let start = dot.map { $0 + 1 } ?? subject.startIndex
    let name = String(subject[start...])
    guard let figure = Figure(named: name) else {
      let known = Figure.allCases.map(\.rawValue).joined(separator: ", ")
      throw GateError(column: start + 1, sentence: "There is no figure \"\(name)\"; there are: \(known).")
    }
    var owner = dot.map { String(subject[..<$0]) } ?? ""
    var isOfChange = true
    if owner == "delta" {
      owner = ""
    } else if owner.hasPrefix("delta.") {
      owner.removeFirst(6)
    } else if owner.hasSuffix(".delta") {
      owner.removeLast(6)
    } else {
      isOfChange = false
    }
    guard dot == nil || isOfChange || !owner.isEmpty else {
      throw GateError(column: subject.startIndex + 1, sentence: "A strategy's name is missing before the dot.")
    }
    return (owner.isEmpty ? nil : owner, isOfChange, figure)
  }

  private static func number(_ part: ArraySlice<Character>, of figure: Figure) throws(GateError) -> Double {
    guard let range = trimmed(part) else {
      throw GateError(column: part.startIndex + 1, sentence: "A number is missing after the operator.")
    }
    var digits = String(part[range].filter { $0 != "," && $0 != " " })
    let isPercent = figure.unit == .share && digits.hasSuffix("%")
    if isPercent { digits.removeLast() }
    if figure.unit == .dollars {
      if digits.hasPrefix("$") { digits.removeFirst() }
      if digits.hasPrefix("-$") { digits.remove(at: digits.index(after: digits.startIndex)) }
    }
    guard digits.allSatisfy({ $0.isASCII }), let value = Double(digits), value.isFinite else {
      let example = figure.unit == .share ? "0.3 or 30%" : "1000"
      throw GateError(column: range.lowerBound + 1, sentence: "\"\(String(part[range]))\" is not a number; write one such as \(example).")
    }
    return isPercent ? value / 100 : value
  }

  /// The indices of what is left without white space at the ends; `nil` of nothing.
  private static func trimmed(_ part: ArraySlice<Character>) -> Range<Int>? {
    guard let first = part.firstIndex(where: { !$0.isWhitespace }), let last = part.lastIndex(where: { !$0.isWhitespace }) else {
      return nil
    }
    return first..<(last + 1)
  }
}
