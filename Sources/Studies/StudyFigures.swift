public import Duplicates

/// A study as its JSON tells it, as far as it can be held against another.
public struct StudyFigures: Sendable {
  /// Something that a study rests on, in words.
  public struct Fact: Sendable, Equatable {
    /// What kind of thing it is.
    public enum Kind: String, CaseIterable, Sendable {
      case manifest, input, price, strategy
    }

    /// What kind of thing it is.
    public var kind: Kind
    /// What it is: "seed", the name of an input or of a model, "tiers[0].ttl_s".
    public var name: String
    /// What it says.
    public var value: String

    /// A fact.
    public init(_ kind: Kind, _ name: String, _ value: String) {
      self.kind = kind
      self.name = name
      self.value = value
    }
  }

  /// The figures of some requests.
  public struct Row: Sendable, Equatable {
    /// The model, or "all".
    public var name: String
    /// What is known of them.
    public var figures: Figures

    /// The figures of some requests.
    public init(name: String, figures: Figures) {
      self.name = name
      self.figures = figures
    }
  }

  /// What one strategy would have done.
  public struct Strategy: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Whether nobody can run it.
    public var isBound: Bool
    /// How it is configured.
    public var settings: [Fact]
    /// Over all requests.
    public var total: Figures
    /// By model, most expensive first.
    public var models: [Row]

    /// What one strategy would have done.
    public init(name: String, isBound: Bool = false, settings: [Fact] = [], total: Figures, models: [Row] = []) {
      self.name = name
      self.isBound = isBound
      self.settings = settings
      self.total = total
      self.models = models
    }
  }

  /// What the study is called: its file.
  public var name: String
  /// What it rests on.
  public var facts: [Fact]
  /// What strategies are held against: the log as it was and, where an earlier cache was in it, without that.
  public var baselines: [Strategy]
  /// The strategies, in the order of the study.
  public var strategies: [Strategy]
  /// What its reader must know.
  public var caveats: [Caveat]

  /// A study.
  public init(name: String, facts: [Fact], baselines: [Strategy], strategies: [Strategy], caveats: [Caveat] = []) {
    self.name = name
    self.facts = facts
    self.baselines = baselines
    self.strategies = strategies
    self.caveats = caveats
  }
}
