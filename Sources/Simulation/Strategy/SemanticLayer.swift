public import Traces
public import Units

/// A look-up by meaning, after the exact one has found nothing (laws 24 to 27).
public struct SemanticLayer: Hashable, Sendable {
  /// What score is near enough.
  public var threshold: Threshold
  /// Which part of a conversation is compared.
  public var view: TextView
  /// How two texts are compared.
  public var measure: CandidateGraph.Measure
  /// The fields that must be equal besides; the strategy's scope always must.
  public var fields: Set<KeyField>
  /// The most messages of a conversation that is looked up; `nil` for any.
  public var maximumMessages: Int?
  /// Which of the entries are compared.
  public var window: Window
  /// The kinds of difference that are refused whatever the score.
  public var guards: CandidateGraph.Differences
  /// How many candidates are looked at, best first: where the guards refuse all of them it is a miss.
  public var topK: Int
  /// GPTCache's rule: at a temperature *T* between 0 and 2 the look-up is skipped with probability 1 / (1 + e^(1/T)); from 2 on always.
  public var skipsByTemperature: Bool
  /// A second opinion on scores that are near enough but not certain; `nil` for none.
  public var verification: Verification?
  /// The tier whose entries are compared; `nil` for the last.
  public var tier: String?
  /// Whether an answer found is stored under the key of the request too, in the tiers before that one (APISIX).
  public var copiesAbove: Bool
  /// What making a vector of the question takes.
  public var embedding: LatencyModel
  /// What that costs, per million tokens of the text.
  public var embeddingPrice: Dollars
  /// What the search takes.
  public var search: LatencyModel

  /// A semantic layer.
  public init(
    threshold: Threshold, view: TextView = .lastUserMessage, measure: CandidateGraph.Measure = .embedding,
    fields: Set<KeyField> = [.model], maximumMessages: Int? = nil, window: Window = .all,
    guards: CandidateGraph.Differences = [], topK: Int = 1, skipsByTemperature: Bool = false, verification: Verification? = nil,
    tier: String? = nil, copiesAbove: Bool = false, embedding: LatencyModel = .constant(.zero),
    embeddingPrice: Dollars = Dollars(nanodollars: 0), search: LatencyModel = .constant(.zero)
  ) {
    self.threshold = threshold
    self.view = view
    self.measure = measure
    self.fields = fields
    self.maximumMessages = maximumMessages
    self.window = window
    self.guards = guards
    self.topK = topK
    self.skipsByTemperature = skipsByTemperature
    self.verification = verification
    self.tier = tier
    self.copiesAbove = copiesAbove
    self.embedding = embedding
    self.embeddingPrice = embeddingPrice
    self.search = search
  }

  /// Which entries are compared, by age, after the scope has been told apart.
  public enum Window: Hashable, Sendable {
    /// All.
    case all
    /// The oldest so many.
    case first(Int)
    /// The newest so many.
    case mostRecent(Int)
  }
}

/// A threshold on the scale of a product (its own number, which reports show beside the cosine).
public struct Threshold: Hashable, Sendable {
  /// What a product's number means.
  public enum Scale: String, CaseIterable, Hashable, Sendable {
    /// The least cosine similarity.
    case cosine
    /// The greatest cosine distance, 1 − cosine: 0 to 2 (RedisVL, Azure, Zuplo's tolerance).
    case distance
    /// The least of (1 + cosine) / 2 (GPTCache).
    case halfCosine = "half-cosine"
    /// The greatest of (1 − cosine) / 2.
    case halfDistance = "half-distance"
  }

  /// The product's number.
  public var value: Double
  /// What it means.
  public var scale: Scale

  /// A threshold.
  public init(_ value: Double, scale: Scale = .cosine) {
    self.value = value
    self.scale = scale
  }

  /// The least cosine that is near enough.
  public var cosine: Double {
    switch scale {
    case .cosine: value
    case .distance: 1 - value
    case .halfCosine: 2 * value - 1
    case .halfDistance: 1 - 2 * value
    }
  }

  /// The least score in ten-thousandths that is near enough (law 26); a millionth of a step is forgiven to binary fractions.
  public var leastScore: Int { Int((cosine * 10_000 - 1e-6).rounded(.up)) }
}

/// A check, by another model or a person, of candidates whose score is near enough but not certain.
public struct Verification: Hashable, Sendable {
  /// From this score on nothing is checked.
  public var certain: Threshold
  /// What a check costs.
  public var cost: Dollars
  /// What a check takes.
  public var latency: LatencyModel
  /// The kinds of difference that the check finds out and refuses.
  public var refuses: CandidateGraph.Differences

  /// A verification.
  public init(
    certain: Threshold, cost: Dollars = Dollars(nanodollars: 0), latency: LatencyModel = .constant(.zero),
    refuses: CandidateGraph.Differences = .all
  ) {
    self.certain = certain
    self.cost = cost
    self.latency = latency
    self.refuses = refuses
  }
}
