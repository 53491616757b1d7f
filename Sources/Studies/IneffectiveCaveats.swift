import Caching
import Duplicates
import Simulation
import Traces
import Units

extension StudyCaveats {
  /// What strategies say that does nothing on this log, or not all that was meant; said once where several share it.
  static func ineffective(_ traffic: Traffic, _ strategies: [Strategy]) -> [Caveat] {
    guard traffic.trace.requests.count > 0 else { return [] }
    var found: [(effect: Ineffective, names: [String])] = []
    for strategy in strategies where !strategy.tiers.isEmpty {
      for effect in strategy.ineffective(traffic) {
        if let index = found.firstIndex(where: { $0.effect == effect }) {
          found[index].names.append(strategy.name)
        } else {
          found.append((effect, [strategy.name]))
        }
      }
    }
    return found.enumerated().map { index, each in
      Caveat(
        id: "without-effect-\(index + 1)", severity: each.effect.severity,
        text: "\(few(each.names)): \(each.effect.text)")
    }
  }
}

/// Something in a strategy that does nothing on a log.
private struct Ineffective: Equatable {
  var severity = Caveat.Severity.careful
  let text: String
}

extension Strategy {
  fileprivate func ineffective(_ traffic: Traffic) -> [Ineffective] {
    late(traffic) + shut(traffic) + tiers.flatMap { $0.ineffective(traffic) + evictsNothing($0) } + strangers(traffic)
      + [KeyField.team, .organisation].flatMap { strangers(traffic.trace, $0) }
  }

  /// What comes after the end of the log.
  private func late(_ traffic: Traffic) -> [Ineffective] {
    guard let span = traffic.trace.span else { return [] }
    var out: [Ineffective] = []
    func end(_ time: Int64) -> String {
      "begins at \(Timestamp(microseconds: time)), after the end of the log (\(Timestamp(microseconds: span.upperBound)))"
    }
    for (index, event) in events.enumerated() {
      let time = event.first(start: span.lowerBound)
      if time > span.upperBound {
        out.append(Ineffective(text: "event \(index + 1) (\(event.action.name)) \(end(time)): it never happens here."))
      } else if time < span.lowerBound, event.every == nil {
        out.append(
          Ineffective(
            text: "event \(index + 1) (\(event.action.name)) is at \(Timestamp(microseconds: time)), before the log begins "
              + "(\(Timestamp(microseconds: span.lowerBound))): nothing is stored yet by then."))
      }
    }
    for (index, step) in eligibility.rollout.steps.enumerated() {
      let time = step.from.time(start: span.lowerBound)
      guard time > span.upperBound else { continue }
      let isAll = eligibility.rollout.steps.allSatisfy { $0.from.time(start: span.lowerBound) > span.upperBound }
      if isAll {
        return out + [Ineffective(severity: .serious, text: "the rollout \(end(time)): nothing is cached here at all.")]
      }
      out.append(Ineffective(text: "step \(index + 1) of the rollout (\(percent(step.share))) \(end(time)): it is never reached here."))
    }
    for (index, period) in eligibility.switchedOff.enumerated() {
      let from = period.from.time(start: span.lowerBound)
      if from > span.upperBound {
        out.append(Ineffective(text: "period \(index + 1) of switched_off \(end(from)): the cache is never off by it here."))
      } else if let until = period.until?.time(start: span.lowerBound), until <= from {
        out.append(
          Ineffective(text: "period \(index + 1) of switched_off ends no later than it begins in this log: the cache is never off by it."))
      }
    }
    return out
  }

  /// Rules by which no request of the log is cached.
  private func shut(_ traffic: Traffic) -> [Ineffective] {
    let trace = traffic.trace
    var out: [Ineffective] = []
    if let endpoints = eligibility.endpoints, !trace.requests.parameters.contains(where: { endpoints.contains(trace.endpoints[Int($0)]) }) {
      let names = Endpoint.allCases.filter(endpoints.contains).map(\.name).joined(separator: " or ")
      out.append(Ineffective(severity: .serious, text: "the log has no call of kind \(names), so nothing is cached here at all."))
    }
    if let models = eligibility.models, let table = eligibility.modelTable {
      let used = Set(trace.requests.parameters.map { trace.name(.model, parameters: Int($0)) })
      if used.allSatisfy({ table[$0] == nil }) {
        let list = models.prefix(5).map { "“\($0)”" }.joined(separator: ", ")
        out.append(
          Ineffective(
            severity: .serious,
            text: "the log has no model \(list), so nothing is cached here at all" + (models.first.map { Self.nearest($0, used) } ?? ".")))
      }
    }
    for (field, table) in eligibility.tenantTables {
      let (ids, names) = (trace.callers[field] ?? [], trace.names[field] ?? [""])
      guard !trace.requests.caller.contains(where: { table[names[Int(ids[Int($0)])]] != nil }) else { continue }
      out.append(
        Ineffective(
          severity: .serious,
          text: "no call of the log is of the \(field.rawValue)s that are cached, so nothing is cached here at all"
            + (trace.requests(naming: field) == 0
              ? ": it names none."
              : Self.meant(
                (field == .team ? eligibility.teams : eligibility.organisations) ?? [],
                among: Set(Set(trace.requests.caller).map { names[Int(ids[Int($0)])] }), field))))
    }
    return out
  }

  /// A policy that somebody chose, of a tier that is never full.
  private func evictsNothing(_ tier: Tier) -> [Ineffective] {
    guard source.isEmpty, tier.capacity == .unlimited, tier.policy != Tier(name: tier.name).policy else { return [] }
    return [
      Ineffective(text: "policy \(tier.policy.rawValue) of tier “\(tier.name)” does nothing: without a capacity nothing is evicted.")
    ]
  }

  /// Names of models that the log has not.
  private func strangers(_ traffic: Traffic) -> [Ineffective] {
    let trace = traffic.trace
    let names = events.contains { if case .invalidate(.model, _) = $0.action { true } else { false } }
    guard names || tiers.contains(where: { !$0.lifetime.byModel.isEmpty || !$0.stale.byModel.isEmpty }) else { return [] }
    let used = Set(trace.requests.parameters.map { trace.name(.model, parameters: Int($0)) })
    var out: [Ineffective] = []
    for event in events {
      guard case .invalidate(.model(let name), _) = event.action, used.allSatisfy({ ModelTable([name: true])[$0] == nil }) else { continue }
      out.append(Ineffective(text: "the log has no model “\(name)”, so its invalidation removes nothing" + Self.nearest(name, used)))
    }
    let rules = tiers.flatMap { tier in
      [
        ("ttl_by_model of tier “\(tier.name)”", tier.lifetime.byModel, "live by the tier's own TTL", "TTLs"),
        ("stale_while_revalidate_by_model of tier “\(tier.name)”", tier.stale.byModel, "have the tier's own window", "windows"),
      ]
    }
    for (rule, spans, own, theirs) in rules where !spans.isEmpty {
      let names = spans.keys.sorted()
      let table = ModelTable(Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }))
      let met = Set(used.compactMap { table[$0] })
      let strange = names.filter { !met.contains($0) }
      // A table that comes with a product or an article is of many models; that a log lacks some is no mistake of its reader.
      guard !strange.isEmpty, source.isEmpty || met.isEmpty else { continue }
      let hint = strange.lazy.map { Self.nearest($0, used.filter { table[$0] == nil }) }.first { $0 != "." } ?? "."
      out.append(
        Ineffective(
          severity: source.isEmpty && met.isEmpty ? .serious : .careful,
          text: "\(rule) names \(Self.few(strange)), which the log does not have: "
            + (met.isEmpty ? "all models \(own)" : "their \(theirs) do nothing here") + hint))
    }
    return out
  }

  /// Names of tenants that the log has not.
  private func strangers(_ trace: Trace, _ field: KeyField) -> [Ineffective] {
    tiers.flatMap { tier -> [Ineffective] in
      let spans = field == .team ? tier.lifetime.byTeam : tier.lifetime.byOrganisation
      guard !spans.isEmpty else { return [] }
      let rule = "ttl_by_\(field.rawValue) of tier “\(tier.name)”"
      let unnamed = spans[""] == nil ? "" : " but what it has for calls that name none"
      guard trace.requests(naming: field) > 0 else {
        return [Ineffective(severity: .serious, text: "the log names no \(field.rawValue), so \(rule) does nothing here\(unnamed).")]
      }
      let (ids, names) = (trace.callers[field] ?? [], trace.names[field] ?? [""])
      let used = Set(Set(trace.requests.caller).map { names[Int(ids[Int($0)])] })
      let table = NameTable(spans)
      let met = Set(used.compactMap { table.name(for: $0) })
      let strange = spans.keys.filter { !met.contains($0) }.sorted()
      guard !strange.isEmpty else { return [] }
      return [
        Ineffective(
          severity: met.isEmpty ? .serious : .careful,
          text: "\(rule) names \(Self.few(strange)), which no call of the log has, or a longer name has taken from it: "
            + (met.isEmpty ? "none of it counts here" : "their TTLs do nothing here")
            + Self.meant(strange, among: used.subtracting(met), field))
      ]
    }
  }

  /// The logged tenant that one of the names is near to, else those that there are; a pattern is near to none.
  private static func meant(_ names: [String], among logged: Set<String>, _ field: KeyField) -> String {
    if let near = names.lazy.map({ nearest($0, logged) }).first(where: { $0 != "." }) { return near }
    let known = logged.filter { !$0.isEmpty }.sorted()
    return known.isEmpty ? "." : "; the log has \(field.rawValue) \(few(known))."
  }

  /// "“a”, “b” and 3 more".
  private static func few(_ names: [String]) -> String {
    names.prefix(5).map { "“\($0)”" }.joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }

  /// ": did you mean “gpt-4.1”?" where a logged name is so near that a slip of the pen made it, else the end of the sentence.
  private static func nearest(_ name: String, _ logged: Set<String>) -> String {
    let spelled = ModelName.spelling(name)
    let best = logged.filter { !$0.isEmpty }.map { ($0, editDistance(ModelName.spelling($0), spelled)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let best, best.1 <= max(2, spelled.count / 4) else { return "." }
    return "; did you mean “\(best.0)”?"
  }
}

extension Tier {
  fileprivate func ineffective(_ traffic: Traffic) -> [Ineffective] {
    var out: [Ineffective] = []
    if case .field(let field) = places.routing, traffic.trace.requests(naming: field) == 0 {
      out.append(
        Ineffective(
          text: "the log names no \(field.rawValue), so tier “\(name)” was simulated as one place that all share: the best case."))
    }
    if negative != nil, places.routing == .one {
      out.append(
        Ineffective(
          text: "negative_ttl of tier “\(name)” does nothing: it has one place, where an answer is seen as soon as it is written."))
    }
    let own: Microseconds? =
      switch expiry {
      case .never: nil
      case .fixed(let ttl), .sliding(let ttl): ttl
      }
    if let own, let longest = lifetime.longest, longest < own {
      out.append(Ineffective(text: "max_ttl of tier “\(name)” is below its ttl: entries live \(longest.span), not \(own.span)."))
    }
    if let own, let shortest = lifetime.shortest, shortest > own {
      out.append(Ineffective(text: "min_ttl of tier “\(name)” is above its ttl: entries live \(shortest.span), not \(own.span)."))
    }
    return out + tooLarge(traffic)
  }

  /// Answers that a policy leaves out though they would fit.
  private func tooLarge(_ traffic: Traffic) -> [Ineffective] {
    guard case .bytes(let bytes, let overhead) = capacity, let limit = policy.firstTooLarge(in: max(bytes - overhead.fixedBytes, 0)) else {
      return []
    }
    let answers = traffic.trace.requests.answerBytes
    let expires = expiry != .never || lifetime.longest != nil
    let large = answers.indices.count { overhead.entryBytes(answer: Int(answers[$0]), expires: expires) >= limit }
    guard large * 100 >= answers.count, large > 0 else { return [] }
    return [
      Ineffective(
        severity: large * 2 > answers.count ? .serious : .careful,
        text: "\(policy.rawValue) stores no entry of \(Bytes(limit)) or more in \(Bytes(bytes)), so the answers of "
          + "\(grouped(large)) requests (\(Ratio(large, of: answers.count))) found no room in tier “\(name)”: that is its size, not the answers'."
      )
    ]
  }
}

extension ScheduledEvent.Action {
  /// As a file calls it.
  fileprivate var name: String {
    switch self {
    case .invalidate: "invalidate"
    case .warm: "warm"
    case .outage: "outage"
    case .switchOver: "switch-over"
    }
  }
}
