internal import Similarity

/// What the records of a format carry.
public struct LogContents: OptionSet, Hashable, Sendable {
  /// The parts as bits.
  public let rawValue: UInt8

  /// Parts from bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Prompts: without them there is no telling of duplicates.
  public static let texts = LogContents(rawValue: 1 << 0)
  /// When requests were sent.
  public static let times = LogContents(rawValue: 1 << 1)
  /// Token counts.
  public static let usage = LogContents(rawValue: 1 << 2)
  /// Who called.
  public static let tenants = LogContents(rawValue: 1 << 3)
  /// Whether an earlier cache answered.
  public static let cacheStatus = LogContents(rawValue: 1 << 4)
}

/// What a record turned out to be. Causes are phrases that never hold text of the record, only names of keys and kinds.
enum Verdict: Hashable {
  /// A request: the draft holds it.
  case request
  /// Whole, but not a request: the cause.
  case other(String)
  /// Broken: the cause.
  case broken(String)
}

/// A format of request logs: which records are of it, and where in them the fields of a request stand.
///
/// A new format is a file in a folder of its own, and a line in ``LogFormats``.
protocol LogFormat: Sendable {
  /// The name by which `--format` calls it.
  var name: String { get }
  /// What it is, as a phrase for lists.
  var title: String { get }
  /// What its records carry, if logged in full.
  var contents: LogContents { get }

  /// Whether `record` has the keys that are required of this format.
  func matches(_ record: JSONValue) -> Bool

  /// Whether `record` may stand in a file of this format: what else its source writes beside them is no bad record.
  func accepts(_ record: JSONValue) -> Bool

  /// The text of `record` in the form in which it is read, where it is written in another; `nil` where it is read as it stands.
  func rewritten(_ record: JSONValue) -> [UInt8]?

  /// The names of the columns of a table without a header whose first row is `row`, if it may be of this format: as it `isChosen` by the
  /// user, or by what stands in the row alone.
  func columns(of row: [CSV.Field], isChosen: Bool) -> [String]?

  /// Whether its records are of one's own, so that what stands around them says more of the same call.
  var gathersFacts: Bool { get }

  /// Looks at a record of the sample, before any is read, for what only the whole file tells (a unit that no key names).
  mutating func examine(_ record: JSONValue)

  /// The values in `record` that are a request each, or a piece of one; `nil` where the record itself is one.
  mutating func parts(of record: JSONValue) -> [JSONValue]?

  /// Whether what it remembers of one source is of use in the next.
  var spansSources: Bool { get }

  /// The spans of requests that were given as parts and turned out to be none of their own; each once, asked for after ``parts(of:)``.
  mutating func takenBack() -> [Fingerprint]

  /// How many requests of `record` are not among its ``parts(of:)``, because there are more than is borne.
  func surplus(of record: JSONValue) -> Int

  /// What joins `part` to others that together are one request; `nil` where it is whole.
  ///
  /// Its pieces are then read as one array of them, in the order of the log.
  func joint(of part: JSONValue) -> Joint?

  /// Makes `draft` blank and fills it with what `record` says, if that is of this format and a request of its own; else leaves the draft
  /// alone and gives `nil`, and the other functions are asked. For formats whose members are all read in one walk.
  func readAtOnce(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict?

  /// Fills `draft`, which is blank, with what `record` says: a record that is a request, or an array of the pieces of one.
  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict

  /// Fills `draft`, which is blank, with what one of the parts of `record` says.
  func read(_ part: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict
}

extension LogFormat {
  func rewritten(_ record: JSONValue) -> [UInt8]? { nil }
  func accepts(_ record: JSONValue) -> Bool { matches(record) }
  func columns(of row: [CSV.Field], isChosen: Bool) -> [String]? { nil }
  var gathersFacts: Bool { false }
  mutating func examine(_ record: JSONValue) {}
  mutating func parts(of record: JSONValue) -> [JSONValue]? { nil }
  var spansSources: Bool { false }
  mutating func takenBack() -> [Fingerprint] { [] }
  func surplus(of record: JSONValue) -> Int { 0 }
  func joint(of part: JSONValue) -> Joint? { nil }
  func readAtOnce(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict? { nil }
  func read(_ part: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict { read(part, into: &draft) }
}
