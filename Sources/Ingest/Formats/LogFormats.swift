/// The formats that logs are read in.
public enum LogFormats {
  /// All of them, the most specific first: the first whose required keys a record has is taken.
  static let registry: [any LogFormat] = [
    StandardLogging(),
    SpendLogs(),
    Pairs(),
    BareRequests(),
  ]

  /// A format, as lists show it.
  public struct Description: Hashable, Sendable {
    /// The name by which `--format` calls it.
    public let name: String
    /// What it is.
    public let title: String
    /// What its records carry.
    public let contents: LogContents
  }

  /// All formats, in the order in which they are tried.
  public static let all = registry.map { Description(name: $0.name, title: $0.title, contents: $0.contents) }
}
