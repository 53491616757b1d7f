internal import Similarity

/// A name in a log (a model, a team): its fingerprint at once, its text only when it is met for the first time.
struct LoggedName {
  private enum Source {
    case value(JSONValue)
    case text(String)
  }

  /// Equal for equal names.
  let fingerprint: Fingerprint
  private let source: Source

  /// Longest name that is kept, in characters; a longer one is still told apart by its fingerprint.
  private static let longest = 200

  /// The name in a string that is not empty and no word for nothing, or that is a whole number; `nil` of anything else.
  init?(_ value: JSONValue?) {
    if let value, value.kind == .number, value.int != nil {
      self = LoggedName(number: value)
      return
    }
    guard let value, let fingerprint = value.withText({ $0.isEmpty || JSONValue.isWordForNothing($0) ? nil : Fingerprint(of: $0) }) ?? nil
    else { return nil }
    self = LoggedName(fingerprint, .value(value))
  }

  private init(_ fingerprint: Fingerprint, _ source: Source) {
    self.fingerprint = fingerprint
    self.source = source
  }

  private init(number: JSONValue) {
    fingerprint = Fingerprint(of: number.raw)
    source = .text(String(decoding: number.raw, as: UTF8.self))
  }

  /// A name that is not in the record as such; `nil` if it is empty.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    fingerprint = Fingerprint(of: text)
    source = .text(text)
  }

  /// The name. Valid as long as the record is.
  var text: String {
    switch source {
    case .value(let value): String((value.string ?? "").prefix(Self.longest))
    case .text(let text): String(text.prefix(Self.longest))
    }
  }
}
