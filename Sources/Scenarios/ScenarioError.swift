/// What is wrong with a YAML file, and where: printed as `file:line:column: sentence`.
public struct ScenarioError: Error, Equatable, CustomStringConvertible {
  /// The file, as the user named it.
  public let file: String
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  /// From 1; 0 where the whole line is meant.
  public let column: Int
  /// What is wrong, and the way out.
  public let sentence: String

  /// A fault at a place of a file.
  public init(file: String, line: Int = 0, column: Int = 0, sentence: String) {
    self.file = file
    self.line = line
    self.column = column
    self.sentence = sentence
  }

  /// "strategy.yaml:12:7: …"
  public var description: String {
    line == 0 ? "\(file): \(sentence)" : "\(file):\(line):\(column): \(sentence)"
  }
}

/// A value from a file, short enough for a message and without control characters.
func shown(_ text: String) -> String {
  let visible = text.unicodeScalars.prefix(60).filter { $0.properties.generalCategory != .control }
  return String(String.UnicodeScalarView(visible)) + (text.unicodeScalars.count > 60 ? "…" : "")
}
