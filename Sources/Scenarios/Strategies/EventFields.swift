import Simulation
import Units

/// The fields of an event.
let eventFields = FieldTable<ScheduledEvent>(
  what: "an event", standard: ScheduledEvent(at: .after(.zero), action: .invalidate(.all, tier: nil)), leavesOutDefaults: true,
  required: ["at", "do"], requiredWith: { needs[$0.action.kind] ?? [] },
  fields: [
    .moment("at", \.at, "When it is done first.").always,
    .span("every", \.every, none: "once", "After how long it is done again, until the end of the log."),
    .choice(
      "do", \.action.kind,
      "invalidate removes entries; warm calls for what was asked most and has no live entry; outage takes a tier away for a "
        + "while; switch-over turns all requests to "
        + "the other of two sets of stores (blue-green)."
    ).always,
    .name("model", \.action.model, "the name of a model", "invalidate: only the entries of this model.").only(.invalidate),
    .name("class", \.action.queryClass, "the name of a class", "invalidate: only the entries of this class.")
      .onlyWith("\"do: invalidate\" without \"model\"") { $0.action.kind == .invalidate && $0.action.model == nil },
    .name(
      "tier", \.action.tier, "the name of a tier", "invalidate: only in this tier. outage: the tier that does not answer; required there."
    )
    .only(.invalidate, .outage),
    .count("top", \.action.warming.top, "warm: how many keys. Required there.").only(.warm),
    .span("over", \.action.warming.over, none: "all", "warm: over how long before the event they are counted; never of the future.")
      .only(.warm).standing("all"),
    .name("place", \.action.outage.place, "the name of a place", "outage: only at this place.").only(.outage),
    .span("duration", \.action.outage.duration, "outage: how long; 0s is a restart or a flush. Required there.").only(.outage),
    .span(
      "lookup_time", \.action.outage.lookUpTime,
      "outage: what a look-up costs meanwhile: the client's time-out, or 0s where it is known to be down."
    ).only(.outage).standing("0s"),
    .flag("keeps_entries", \.action.outage.keepsEntries, "outage: whether the tier comes back with what it had; otherwise it is empty.")
      .only(.outage).standing("false"),
    .choice("to", \.action.side, "switch-over: the set of stores that is used from then on; the log begins with blue. Required there.")
      .only(.switchOver),
  ])

/// What an event of a kind must say besides.
private let needs: [ScheduledEvent.Action.Kind: [String]] = [.warm: ["top"], .outage: ["tier", "duration"], .switchOver: ["to"]]

extension Field<ScheduledEvent> {
  fileprivate func only(_ kinds: ScheduledEvent.Action.Kind...) -> Field {
    onlyWith(kinds.map { "\"do: \($0.rawValue)\"" }.joined(separator: " and ")) { kinds.contains($0.action.kind) }
  }
}

/// An action taken apart into the fields of a file, and back.
extension ScheduledEvent.Action {
  enum Kind: String, CaseIterable, Sendable {
    case invalidate, warm, outage
    case switchOver = "switch-over"
  }

  var kind: Kind {
    get {
      switch self {
      case .invalidate: .invalidate
      case .warm: .warm
      case .outage: .outage
      case .switchOver: .switchOver
      }
    }
    set {
      guard newValue != kind else { return }
      switch newValue {
      case .invalidate: self = .invalidate(.all, tier: nil)
      case .warm: self = .warm(Warming(top: 0))
      case .outage: self = .outage(Outage(tier: "", duration: .zero))
      case .switchOver: self = .switchOver(to: .green)
      }
    }
  }

  fileprivate var model: String? {
    get {
      if case .invalidate(.model(let name), _) = self { return name }
      return nil
    }
    set {
      if let newValue { self = .invalidate(.model(newValue), tier: tier) }
    }
  }

  fileprivate var queryClass: String? {
    get {
      if case .invalidate(.queryClass(let name), _) = self { return name }
      return nil
    }
    set {
      if let newValue { self = .invalidate(.queryClass(newValue), tier: tier) }
    }
  }

  fileprivate var tier: String? {
    get {
      switch self {
      case .invalidate(_, let tier): tier
      case .outage(let outage): outage.tier
      case .warm, .switchOver: nil
      }
    }
    set {
      switch self {
      case .invalidate(let target, _): self = .invalidate(target, tier: newValue)
      case .outage: outage.tier = newValue ?? ""
      case .warm, .switchOver: break
      }
    }
  }

  fileprivate var warming: Warming {
    get {
      if case .warm(let warming) = self { return warming }
      return Warming(top: 0)
    }
    set { self = .warm(newValue) }
  }

  fileprivate var outage: Outage {
    get {
      if case .outage(let outage) = self { return outage }
      return Outage(tier: "", duration: .zero)
    }
    set { self = .outage(newValue) }
  }

  fileprivate var side: ScheduledEvent.Side {
    get {
      if case .switchOver(let side) = self { return side }
      return .green
    }
    set { self = .switchOver(to: newValue) }
  }
}
