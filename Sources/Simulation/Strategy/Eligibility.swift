public import Traces
public import Units

/// Which requests a strategy looks up and stores; all others are `bypass`.
public struct Eligibility: Hashable, Sendable {
  /// The highest temperature that is cached; `nil` for any.
  public var maximumTemperature: Double?
  /// The temperature that a request without one is taken to have (the API's default is 1).
  public var defaultTemperature: Double
  /// Whether requests for streams are cached.
  public var streams: Bool
  /// Whether requests that offer tools are cached.
  public var tools: Bool
  /// The kinds of calls that are cached; `nil` for all that generate text (law 5).
  public var endpoints: Set<Endpoint>?
  /// The models of which calls are cached, by name (``ModelTable``); `nil` for all.
  public var models: [String]?
  /// The organisations of which calls are cached, by name (``NameTable``); `nil` for all.
  public var organisations: [String]?
  /// The teams of which calls are cached, likewise; `nil` for all.
  public var teams: [String]?
  /// The classes of questions that are cached, by the names of the strategy's classifier; `nil` for all.
  public var classes: [String]?
  /// The most messages of a conversation that is cached; `nil` for any.
  public var maximumMessages: Int?
  /// The most input tokens of a request that is cached; `nil` for any.
  public var maximumInputTokens: Int?
  /// The fewest input tokens of a request that is cached; `nil` for any.
  public var minimumInputTokens: Int?
  /// From which request of a key on its answers are stored; 1 for the first, 2 for the second (law 12).
  public var minimumUses: Int
  /// Whether an answer that was cut short (length, content filter) is stored, as LiteLLM does; an aborted one never is (law 12).
  public var storesUnfinished: Bool
  /// Whether a request in which a user asks for another answer is cached as any other is, by a cache that cannot tell (law 5).
  public var regenerations: Bool
  /// Whether a request that an agent makes again in one run is cached as any other is (law 5).
  public var agentLoops: Bool
  /// Which per-request controls in the log count, and how (law 11).
  public var controls: ControlRules
  /// The share of the traffic that goes through the cache, over time.
  public var rollout: Rollout
  /// When the cache is switched off: all requests bypass it, and what it holds stays.
  public var switchedOff: [Period]

  /// Everything that generates text is cached.
  public init(
    maximumTemperature: Double? = nil, defaultTemperature: Double = 1, streams: Bool = true, tools: Bool = true,
    endpoints: Set<Endpoint>? = nil, models: [String]? = nil, organisations: [String]? = nil, teams: [String]? = nil,
    classes: [String]? = nil, maximumMessages: Int? = nil, maximumInputTokens: Int? = nil, minimumInputTokens: Int? = nil,
    minimumUses: Int = 1, storesUnfinished: Bool = false, regenerations: Bool = false, agentLoops: Bool = false,
    controls: ControlRules = .standard, rollout: Rollout = Rollout(), switchedOff: [Period] = []
  ) {
    self.maximumTemperature = maximumTemperature
    self.defaultTemperature = defaultTemperature
    self.streams = streams
    self.tools = tools
    self.endpoints = endpoints
    self.models = models
    self.organisations = organisations
    self.teams = teams
    self.classes = classes
    self.maximumMessages = maximumMessages
    self.maximumInputTokens = maximumInputTokens
    self.minimumInputTokens = minimumInputTokens
    self.minimumUses = minimumUses
    self.storesUnfinished = storesUnfinished
    self.regenerations = regenerations
    self.agentLoops = agentLoops
    self.controls = controls
    self.rollout = rollout
    self.switchedOff = switchedOff
  }
}

/// How a product takes the controls that a request carries (law 11).
public struct ControlRules: Hashable, Sendable {
  /// What a control makes the cache do.
  public enum Meaning: String, CaseIterable, Hashable, Sendable {
    /// Nothing: the control is ignored.
    case ignore
    /// Neither look up nor store.
    case skip
    /// Store only: the answer is fetched anew.
    case refresh
    /// Look up only: the answer is not stored.
    case noStore = "no-store"
  }

  /// What a request to skip the cache does.
  public var skip: Meaning
  /// What a request to fetch anew (`no-cache`, force refresh) does.
  public var refresh: Meaning
  /// What a request not to store does.
  public var noStore: Meaning
  /// Whether a request's bound on the age of an answer counts (`max-age`, `s-maxage`): an older entry is not served to it.
  public var maximumAge: Bool
  /// Whether a key that the request names takes the place of the rule's.
  public var customKey: Bool
  /// Whether only requests that ask for the cache are cached (LiteLLM's `default_off`).
  public var onlyOnRequest: Bool

  /// Rules.
  public init(
    skip: Meaning = .skip, refresh: Meaning = .refresh, noStore: Meaning = .noStore, maximumAge: Bool = false, customKey: Bool = false,
    onlyOnRequest: Bool = false
  ) {
    self.skip = skip
    self.refresh = refresh
    self.noStore = noStore
    self.maximumAge = maximumAge
    self.customKey = customKey
    self.onlyOnRequest = onlyOnRequest
  }

  /// Each control does what it says.
  public static let standard = ControlRules()
  /// All are ignored.
  public static let ignored = ControlRules(skip: .ignore, refresh: .ignore, noStore: .ignore)
}

extension Eligibility {
  /// ``models`` as what finds a logged name among them; `nil` for all.
  public var modelTable: ModelTable<Bool>? {
    models.map { ModelTable(Dictionary($0.map { ($0, true) }, uniquingKeysWith: { first, _ in first })) }
  }

  /// Whether calls of a caller with a name are cached, for each of the fields that names are asked of; empty where all are.
  public var tenantTables: [(field: KeyField, names: NameTable<Bool>)] {
    [(KeyField.organisation, organisations), (.team, teams)].compactMap { field, names in
      names.map { (field, NameTable(Dictionary($0.map { ($0, true) }, uniquingKeysWith: { first, _ in first }))) }
    }
  }

  /// Whether the per-request controls in the log count at all; setting it takes all of them as they say, or none.
  public var honoursControls: Bool {
    get { controls != .ignored }
    set {
      if newValue != honoursControls { controls = newValue ? .standard : .ignored }
    }
  }

  /// Everything that generates text is cached; controls count as they say, or not at all.
  public init(
    maximumTemperature: Double? = nil, defaultTemperature: Double = 1, streams: Bool = true, tools: Bool = true, honoursControls: Bool
  ) {
    self.init(
      maximumTemperature: maximumTemperature, defaultTemperature: defaultTemperature, streams: streams, tools: tools,
      controls: honoursControls ? .standard : .ignored)
  }
}

/// A share of the traffic that goes through the cache and changes over time: a staged rollout.
public struct Rollout: Hashable, Sendable {
  /// From a moment on, a share.
  public struct Step: Hashable, Sendable {
    /// When it begins.
    public var from: Moment
    /// The share of the traffic, 0 … 1.
    public var share: Double

    /// A step.
    public init(from: Moment, share: Double) {
      self.from = from
      self.share = share
    }
  }

  /// What is drawn: a larger share holds all that a smaller one held.
  public enum Unit: String, CaseIterable, Hashable, Sendable {
    /// Each request for itself.
    case request
    /// Each caller: all requests of one are in or out.
    case caller
  }

  /// The steps, in the order of their moments; before the first, nothing is cached. None: everything always is.
  public var steps: [Step]
  /// What is drawn.
  public var unit: Unit

  /// A rollout; without steps it is complete from the start.
  public init(steps: [Step] = [], unit: Unit = .request) {
    self.steps = steps
    self.unit = unit
  }
}
