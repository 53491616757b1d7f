public import Units

/// Requests and repeats by one way to divide a log: the groups whose repeats cost most.
public struct WasteTable: Sendable, Equatable {
  /// How the log is divided.
  public enum Division: String, CaseIterable, Sendable {
    /// By the model that was asked for.
    case model
    /// By the team that called.
    case team
    /// By the kind of call.
    case endpoint
    /// By the hour of the day, in UTC.
    case hour
    /// By the system prompt.
    case systemPrompt = "system_prompt"
    /// By the form of the question: the same but for numbers, dates, ids and names.
    case template
  }

  /// A group.
  public struct Row: Sendable, Equatable {
    /// Its name; a number by first appearance for what has none (a hash of a short text can be guessed).
    public let name: String
    /// The ordinal of its first request.
    public let first: Int
    /// The file or stream of that request, as a report may show it.
    public let source: String
    /// The line of that request, from 1.
    public let line: Int
    /// All its comparable requests.
    public internal(set) var all = Volume()
    /// … of which exact and near repeats.
    public internal(set) var repeats = Volume()
    /// Fillings of a form: the tokens that the question has in front of the first value, over all requests but the first; of templates only.
    public internal(set) var sharedPrefixTokens = 0
    /// What these would cost less if a provider's prompt cache served them all: at most that, for providers cache long beginnings only, and
    /// for minutes. Of templates only, and 0 where no price is known.
    public internal(set) var sharedPrefixDollars = Dollars.zero
  }

  /// How the log is divided.
  public let division: Division
  /// The dearest groups first.
  public let rows: [Row]
  /// How many groups there are.
  public let groups: Int
}
