/// Which part of a conversation is compared by meaning.
public struct TextView: Hashable, Sendable {
  /// How many messages from the end; `nil` for all.
  public var messages: Int?
  /// Whether only the user's messages count.
  public var onlyUser: Bool
  /// Whether the system prompt belongs to it.
  public var withSystem: Bool

  /// A view.
  public init(messages: Int? = nil, onlyUser: Bool = false, withSystem: Bool = false) {
    self.messages = messages
    self.onlyUser = onlyUser
    self.withSystem = withSystem
  }

  /// The last message of the user.
  public static let lastUserMessage = TextView(messages: 1, onlyUser: true)
  /// The last message, whoever's it is.
  public static let lastMessage = TextView(messages: 1)
}

/// Which texts of a trace are alike, and how much (laws 25 and 26): for each distinct text under a view its neighbours at or above a floor.
///
/// Edges are symmetric, so that a text that comes later can answer an earlier one that is asked again. A text is not its own neighbour.
public struct CandidateGraph: Sendable, Equatable {
  /// How two texts are compared.
  public enum Measure: String, CaseIterable, Hashable, Sendable {
    /// Vectors of an embedding model.
    case embedding
    /// Words weighted by how rare they are.
    case tfidf
  }

  /// What is compared, and how: by this a replay finds the graph that its strategy needs.
  public struct Kind: Hashable, Sendable {
    /// Which part of a conversation.
    public var view: TextView
    /// How.
    public var measure: Measure

    /// A kind.
    public init(view: TextView, measure: Measure) {
      self.view = view
      self.measure = measure
    }
  }

  /// In what two texts that look alike differ.
  public struct Differences: OptionSet, Hashable, Sendable {
    /// The kinds as bits.
    public let rawValue: UInt8

    /// Kinds from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// In a number.
    public static let number = Differences(rawValue: 1 << 0)
    /// In a negation.
    public static let negation = Differences(rawValue: 1 << 1)
    /// In a word and its opposite.
    public static let opposite = Differences(rawValue: 1 << 2)
    /// In the order of what is named: from A to B, from B to A.
    public static let order = Differences(rawValue: 1 << 3)
    /// In a name, an identifier or a quotation.
    public static let name = Differences(rawValue: 1 << 4)
    /// In the language, or in what is asked for.
    public static let intent = Differences(rawValue: 1 << 5)
    /// In any of these ways.
    public static let all = Differences(rawValue: 0x3F)
  }

  /// Stands for "no text" in ``textOfRequest``: such a request is not looked up.
  public static let none = UInt32.max

  /// The dense id of each request's text under the view, or ``none``.
  public let textOfRequest: [UInt32]
  /// Where each text's neighbours begin in ``neighbours``; one more at the end.
  public let offsets: [UInt32]
  /// Neighbours, text by text: best score first, of equals the lower id.
  public let neighbours: [UInt32]
  /// The score of each neighbour, in ten-thousandths of a cosine.
  public let scores: [UInt16]
  /// In what each neighbour differs.
  public let differences: [Differences]
  /// The least score that the graph knows, in ten-thousandths.
  public let floor: Int
  /// The texts whose list was cut at the greatest degree: a look-up that runs through one without an answer is undetermined (law 25).
  public let cut: Set<UInt32>

  /// A graph.
  ///
  /// - Precondition: the columns fit together, and every id is that of a text.
  public init(
    textOfRequest: [UInt32], offsets: [UInt32], neighbours: [UInt32], scores: [UInt16], differences: [Differences], floor: Int,
    cut: Set<UInt32> = []
  ) {
    precondition(!offsets.isEmpty && Int(offsets[offsets.count - 1]) == neighbours.count, "the offsets end where the neighbours do")
    precondition(scores.count == neighbours.count && differences.count == neighbours.count, "one score and one difference per neighbour")
    self.textOfRequest = textOfRequest
    self.offsets = offsets
    self.neighbours = neighbours
    self.scores = scores
    self.differences = differences
    self.floor = floor
    self.cut = cut
  }

  /// How many distinct texts there are.
  public var texts: Int { offsets.count - 1 }

  /// The same graph, asked by other requests.
  ///
  /// - Precondition: every id is that of a text, or ``none``.
  public func asked(by textOfRequest: [UInt32]) -> CandidateGraph {
    CandidateGraph(
      textOfRequest: textOfRequest, offsets: offsets, neighbours: neighbours, scores: scores, differences: differences, floor: floor,
      cut: cut)
  }
}
