public import Units

/// A moment of a replay.
public enum Moment: Hashable, Sendable {
  /// So long after the first arrival of the log.
  case after(Microseconds)
  /// At a time of the calendar.
  case at(Timestamp)

  /// In microseconds since 1970, in a log that begins at `start`.
  public func time(start: Int64) -> Int64 {
    switch self {
    case .after(let span): start.addingReportingOverflow(span.count).overflow ? .max : start + span.count
    case .at(let timestamp): timestamp.microseconds
    }
  }
}

/// From a moment on, before another.
public struct Period: Hashable, Sendable {
  /// Its first instant.
  public var from: Moment
  /// The first instant after it; `nil` for no end.
  public var until: Moment?

  /// A period.
  public init(from: Moment, until: Moment? = nil) {
    self.from = from
    self.until = until
  }
}
