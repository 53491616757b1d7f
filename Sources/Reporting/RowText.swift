/// Fields of files with one row per request, made harmless.
public enum RowText {
  /// A CSV field.
  public static func csv(_ text: String) -> String { Escaping.csv(text) }

  /// A line of a terminal.
  public static func line(_ text: String) -> String { Escaping.plain(text, limit: 400) }

  /// A JSON string with its quotes.
  public static func json(_ text: String) -> String { Escaping.json(text) }
}

extension StudyReport {
  /// The sentence that says it all, wrapped for a terminal of 80 columns.
  public var headline: String { wrapped(Escaping.plain(StudyTables.headline(study), limit: 2_000), width: 80, hanging: "") }
}
