import Caching
internal import Traces
import Units

extension Strategy {
  /// Checks every field.
  ///
  /// - Throws: ``StrategyError/invalid(path:reason:)`` for the first field that is wrong.
  public func validate() throws(StrategyError) {
    try require(
      !name.isEmpty && name.utf8.allSatisfy(Self.isNameByte), "name",
      "“\(name)” is not a name: use letters, digits, dashes and dots, as in “redis-1h”.")
    try require(!key.fields.isEmpty, "key.fields", "no field is compared, so all requests would have one key: name at least one.")
    if let hashBits {
      try require(
        1...64 ~= hashBits, "hash_bits",
        "\(hashBits) bits are not the width of a hash: give 1 to 64, or leave it out for no collisions.")
    }
    try eligibility.validate()
    try classifier?.validate()
    for name in eligibility.classes ?? [] { try requireClass(name, "eligibility.classes") }
    try require(tiers.count <= Self.mostTiers, "tiers", "there are \(tiers.count) tiers: keep to \(Self.mostTiers).")
    var names: Set<String> = []
    for (index, tier) in tiers.enumerated() {
      try tier.validate(path: "tiers[\(index)]")
      try require(
        names.insert(tier.name).inserted, "tiers[\(index)].name",
        "an earlier tier is named “\(tier.name)” too: give each tier a name of its own.")
      for name in tier.lifetime.byClass.keys.sorted() { try requireClass(name, "tiers[\(index)].ttl_by_class") }
      for name in tier.stale.byClass.keys.sorted() { try requireClass(name, "tiers[\(index)].stale_while_revalidate_by_class") }
    }
    try flights.validate()
    try upstream.validate()
    try require(events.count <= Self.mostEvents, "events", "there are \(events.count) events: keep to \(Self.mostEvents).")
    for (index, event) in events.enumerated() { try validate(event, path: "events[\(index)]") }
    try semantic?.validate()
    if let tier = semantic?.tier { try requireTier(tier, "semantic.tier") }
    if semantic != nil {
      try require(!tiers.isEmpty, "semantic", "there is no tier whose entries could be compared: add one, or leave the layer out.")
    }
    try requireAnswers()
  }

  /// More tiers than any product has.
  static let mostTiers = 16
  /// More events than anyone writes by hand.
  static let mostEvents = 1_000

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func validate(_ event: ScheduledEvent, path: String) throws(StrategyError) {
    if let every = event.every {
      try require(
        every > .zero, "\(path).every", "every \(every) is no interval: give more than 0, as in “24h”, or leave it out for once.")
    }
    switch event.action {
    case .invalidate(let target, let tier):
      if let tier { try requireTier(tier, "\(path).tier") }
      switch target {
      case .all: break
      case .model(let model):
        try require(!model.isEmpty, "\(path).model", "the name is empty: name the model as the log does.")
      case .queryClass(let name): try requireClass(name, "\(path).class")
      }
    case .warm(let warming):
      try require(warming.top > 0, "\(path).top", "the top \(warming.top) are nothing: give 1 or more.")
      if let over = warming.over {
        try require(over > .zero, "\(path).over", "\(over.span) hold no request: give more than 0, as in “7d”.")
      }
    case .outage(let outage):
      try requireTier(outage.tier, "\(path).tier")
      try require(outage.duration >= .zero, "\(path).duration", "\(outage.duration.span) is not a duration: give 0 or more, as in “10m”.")
      try require(
        .zero...LatencyModel.longest ~= outage.lookUpTime, "\(path).lookup_time",
        "\(outage.lookUpTime) is not the time of a look-up: give 0 to 24 hours, as in “5s”.")
      if outage.place != nil, let tier = tiers.first(where: { $0.name == outage.tier }) {
        guard case .field = tier.places.routing else {
          throw .invalid(
            path: "\(path).place",
            reason: "the places of tier “\(tier.name)” have no names: route it by a field of the log, or leave the place out for all.")
        }
      }
    case .switchOver: break
    }
  }

  /// Something must be able to answer: a tier that is asked by key, or the look-up by meaning.
  private func requireAnswers() throws(StrategyError) {
    let compared = semantic.map { $0.tier ?? tiers.last?.name }
    for (index, tier) in tiers.enumerated() where !tier.answersByKey {
      try require(
        compared == tier.name, "tiers[\(index)].by_key",
        "tier “\(tier.name)” is never asked: let it answer by key, or name it as the tier of a semantic layer.")
    }
  }

  private func requireTier(_ name: String, _ path: String) throws(StrategyError) {
    try require(
      tiers.contains { $0.name == name }, path,
      "there is no tier “\(name)”: name one of \(tiers.map { "“\($0.name)”" }.joined(separator: ", ")).")
  }

  private func requireClass(_ name: String, _ path: String) throws(StrategyError) {
    let known = classifier?.classes.map { "“\($0.name)”" } ?? []
    try require(
      classifier?.number(name) != nil, path,
      known.isEmpty
        ? "the strategy has no classes of questions, so there is no “\(name)”: define it under “classes”."
        : "there is no class “\(name)”: name one of \(known.joined(separator: ", ")).")
  }
}

/// Throws unless `condition` holds.
func require(_ condition: Bool, _ path: String, _ reason: @autoclosure () -> String) throws(StrategyError) {
  if !condition { throw .invalid(path: path, reason: reason()) }
}
