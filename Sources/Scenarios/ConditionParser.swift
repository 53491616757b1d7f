/// Reads a ``Condition`` by recursive descent; parentheses and `not` nest only so deep, so that no text exhausts the stack.
struct ConditionParser {
  private let characters: [Character]
  private var position = 0
  private var depth = 0

  private static let longest = 4_096
  private static let deepest = 64

  init(_ text: String) throws(ConditionError) {
    characters = Array(text)
    guard characters.count <= Self.longest else {
      throw ConditionError(
        column: Self.longest + 1, sentence: "The condition is longer than \(Self.longest) characters; use ~ with * to be brief.")
    }
  }

  /// The whole text as one condition.
  mutating func parse() throws(ConditionError) -> Condition.Node {
    let node = try disjunction()
    skipSpace()
    guard position == characters.count else {
      throw fault(
        characters[position] == ")" ? "This parenthesis was never opened." : "Write \"and\" or \"or\" between two tests.")
    }
    return node
  }

  private mutating func disjunction() throws(ConditionError) -> Condition.Node {
    var nodes = [try conjunction()]
    while takes("or") { nodes.append(try conjunction()) }
    return nodes.count == 1 ? nodes[0] : .any(nodes)
  }

  private mutating func conjunction() throws(ConditionError) -> Condition.Node {
    var nodes = [try negation()]
    while takes("and") { nodes.append(try negation()) }
    return nodes.count == 1 ? nodes[0] : .all(nodes)
  }

  private mutating func negation() throws(ConditionError) -> Condition.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw fault("Parentheses and \"not\" nest more than \(Self.deepest) deep; write it simpler.") }
    if takes("not") { return .not(try negation()) }
    skipSpace()
    guard position < characters.count, characters[position] == "(" else { return .test(try test()) }
    let opening = position
    position += 1
    let node = try disjunction()
    skipSpace()
    guard position < characters.count else {
      throw ConditionError(column: opening + 1, sentence: "This parenthesis is never closed.")
    }
    guard characters[position] == ")" else { throw fault("Write \"and\" or \"or\" between two tests.") }
    position += 1
    return node
  }

  private mutating func test() throws(ConditionError) -> Condition.Test {
    let field = try field()
    let comparison = try comparison(field)
    skipSpace()
    let column = position + 1
    let value = try value()
    let test = Condition.Test(field: field, comparison: comparison, value: value, column: column)
    try check(test)
    return test
  }

  private mutating func field() throws(ConditionError) -> Condition.Field {
    skipSpace()
    let start = position
    let word = take { $0.isLetter || $0 == "_" }
    if let field = Condition.Field(rawValue: word.lowercased()) { return field }
    if word.lowercased() == "organization" { return .organisation }
    let known = Condition.Field.allCases.map(\.rawValue)
    guard !word.isEmpty else {
      throw fault("A test is missing here, such as model=gpt-4.1; the fields are: \(known.joined(separator: ", ")).")
    }
    throw ConditionError(
      column: start + 1, sentence: "There is no field \"\(shown(word))\"; \(hint(for: word.lowercased(), among: known))")
  }

  private mutating func comparison(_ field: Condition.Field) throws(ConditionError) -> Condition.Operator {
    skipSpace()
    let start = position
    let sign = take { "=!<>~".contains($0) }
    let known = Condition.Operator.allCases.map(\.rawValue).joined(separator: " ")
    guard let comparison = Condition.Operator(rawValue: sign == "==" ? "=" : sign) else {
      throw ConditionError(
        column: start + 1,
        sentence: sign.isEmpty
          ? "An operator is missing after \(field.rawValue); there are: \(known)." : "There is no operator \(sign); there are: \(known).")
    }
    guard field.isNumeric || !comparison.isBySize else {
      throw ConditionError(
        column: start + 1, sentence: "\(field.rawValue) is a name, which \(sign) cannot compare; use =, != or ~ with * and ?.")
    }
    return comparison
  }

  /// A value in quotes, or up to the next white space or parenthesis.
  private mutating func value() throws(ConditionError) -> String {
    guard position < characters.count, !"()".contains(characters[position]) else {
      throw fault("A value is missing here; write \"\" for what the log does not say.")
    }
    let quote = characters[position]
    guard quote == "\"" || quote == "'" else { return take { !$0.isWhitespace && $0 != "(" && $0 != ")" } }
    let start = position
    position += 1
    let value = take { $0 != quote }
    guard position < characters.count else { throw ConditionError(column: start + 1, sentence: "This quote is never closed.") }
    position += 1
    return value
  }

  /// Refuses what no request of any log can have.
  private func check(_ test: Condition.Test) throws(ConditionError) {
    func fault(_ sentence: String) -> ConditionError { ConditionError(column: test.column, sentence: sentence) }
    guard test.comparison != .like, !test.value.isEmpty || test.comparison.isBySize else { return }
    let value = shown(test.value)
    switch test.field {
    case .status, .temperature:
      guard Quantity.number(test.value) != nil else { throw fault("\"\(value)\" is not a number, but \(test.field.rawValue) is one.") }
    case .stream:
      guard ["true", "false"].contains(test.value) else { throw fault("stream is true or false, never \"\(value)\".") }
    case .endpoint:
      guard !Condition.endpoints.contains(test.value) else { return }
      throw fault("There is no endpoint \"\(value)\"; \(hint(for: test.value, among: Condition.endpoints))")
    case .model, .provider, .team, .organisation, .place: return
    }
  }

  /// Whether the next word is `word`, in any case; if so, it is taken.
  private mutating func takes(_ word: String) -> Bool {
    skipSpace()
    let start = position
    if take({ $0.isLetter || $0 == "_" }).lowercased() == word { return true }
    position = start
    return false
  }

  private mutating func take(_ accepts: (Character) -> Bool) -> String {
    let start = position
    while position < characters.count, accepts(characters[position]) { position += 1 }
    return String(characters[start..<position])
  }

  private mutating func skipSpace() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private func fault(_ sentence: String) -> ConditionError { ConditionError(column: position + 1, sentence: sentence) }
}
