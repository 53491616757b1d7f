public import Units

/// Something that the reader of a result must know.
public struct Caveat: Sendable, Hashable {
  /// How much it matters.
  public enum Severity: UInt8, CaseIterable, Comparable, Sendable {
    /// Good to know.
    case note
    /// The figures may be somewhat off.
    case careful
    /// The figures may mislead.
    case serious

    /// The name used in tables and files.
    public var name: String { String(describing: self) }

    /// Whether the first matters less.
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
  }

  /// A stable identifier: lower-case words with dashes.
  public let id: String
  /// How much it matters.
  public let severity: Severity
  /// A sentence or two: what is so, what it means, and what can be done.
  public let text: String

  /// A caveat.
  public init(id: String, severity: Severity, text: String) {
    self.id = id
    self.severity = severity
    self.text = text
  }

  /// The caveat for TTLs that `span` is too short to judge: a log shorter than twice the TTL gives a lower bound (law 33). `nil` for none,
  /// and where the log has no span at all. Some minutes that a log of whole days lacks at its ends are no lack.
  public static func lowerBound(ttls: [Microseconds], span: Microseconds) -> Caveat? {
    let long = ttls.sorted().filter { span.count < saturatingSum($0.count, $0.count) / 100 * 99 }
    guard !long.isEmpty, span.count > 0 else { return nil }
    let names = long.map(\.span).joined(separator: ", ")
    return Caveat(
      id: "ttl-lower-bound", severity: .note,
      text: "The log spans \(span.span), less than twice a TTL of \(names): hits at such a TTL are a lower bound.")
  }
}
