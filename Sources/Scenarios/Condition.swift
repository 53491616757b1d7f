/// Which requests are meant, as written after `--where`: `model=gpt-4.1 and team!=qa`.
///
/// A test is a field, an operator and a value. `=` and `!=` compare whole names (numbers for status and temperature), `<` and `>` (with
/// `<=`, `>=`) are for numbers alone, `~` takes `*` for any characters and `?` for one. `""` stands for what the log does not say; a
/// comparison by size is never true of that. Tests are joined by `and`, `or`, `not` and parentheses; `and` binds closer than `or`.
public struct Condition: Sendable, Equatable, CustomStringConvertible {
  /// What can be asked of a request.
  public enum Field: String, CaseIterable, Sendable {
    case model, provider, endpoint, team, organisation, place, status, stream, temperature

    /// Whether values are numbers.
    var isNumeric: Bool { self == .status || self == .temperature }
  }

  /// How a field is compared with a value.
  enum Operator: String, CaseIterable, Sendable {
    case equal = "="
    case different = "!="
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case like = "~"

    var isBySize: Bool { [.less, .atMost, .more, .atLeast].contains(self) }
  }

  /// One comparison, and where its value stands.
  struct Test: Sendable, Equatable {
    let field: Field
    let comparison: Operator
    let value: String
    /// From 1.
    let column: Int
  }

  indirect enum Node: Sendable, Equatable {
    case test(Test)
    case not(Node)
    case all([Node])
    case any([Node])
  }

  let root: Node
  /// The condition as it was written, on one line.
  public let description: String

  /// Reads a condition.
  ///
  /// - Throws: ``ConditionError`` with the column of what cannot be read.
  public init(_ text: String) throws(ConditionError) {
    var parser = try ConditionParser(text)
    root = try parser.parse()
    description = String(text.map { $0.isWhitespace ? " " : $0 })
  }
}

/// What is wrong with a condition, and at which of its characters.
public struct ConditionError: Error, Equatable, CustomStringConvertible {
  /// From 1.
  public let column: Int
  /// What is wrong, and the way out.
  public let sentence: String

  /// "column 7: …"
  public var description: String { "column \(column): \(sentence)" }
}
