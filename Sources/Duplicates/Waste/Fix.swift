public import Traces
import Similarity
import Units

/// Something that can be done about repeats, with what it is worth on this log.
public struct Fix: Sendable, Equatable {
  /// What.
  public enum Kind: Sendable, Equatable {
    /// A cache by exact keys.
    case exactCache
    /// Keys that level case, punctuation, fillers and inflection.
    case nearKeys
    /// A semantic cache at the audit's threshold.
    case semanticCache
    /// A value in a system prompt that makes otherwise equal requests different: the form's first request, the offset of the value in bytes,
    /// and how many system prompts are of the form.
    case systemPromptValue(source: String, line: Int, offset: Int, prompts: Int)
    /// Agreeing on one value of a parameter, or leaving it out of the key where it changes nothing.
    case parameter(KeyField)
    /// Stopping agents from asking the same again.
    case agentLoops
    /// One cache for all instead of one for each tenant.
    case wideScope
  }

  /// What.
  public let kind: Kind
  /// The requests that it would serve or make needless.
  public let volume: Volume
  /// How many of the answers are expected to be wrong; `nil` where that depends on what the field or value means.
  public let wrong: Double?
}

extension Fix {
  static let parameters: [KeyField] = [
    .temperature, .topP, .maxTokens, .seed, .responseFormat, .tools, .toolChoice, .otherParameters,
  ]

  /// All that are worth anything: most dollars first, then most requests, then in the order of ``Kind``.
  static func all(
    _ costed: CostedTrace, scope: Scope, keys: RuleKeys, classification: Classification, leakage: [Leakage], texts: LoggedTexts?,
    repeats: (exact: Volume, near: Volume), expectations: [Expectation]
  ) -> [Fix] {
    var semantic = Volume()
    var loops = Volume()
    for i in classification.classes.indices {
      if classification.isServedByText[i] { semantic += costed.volume(i) }
      if classification.classes[i] == .agentLoop { loops += costed.volume(i) }
    }
    func wrong(_ isWanted: (Expectation.Kind) -> Bool) -> Double {
      expectations.filter { isWanted($0.kind) }.reduce(0) { $0 + $1.wrong }
    }
    var out = [
      Fix(kind: .exactCache, volume: repeats.exact, wrong: 0),
      Fix(
        kind: .nearKeys, volume: repeats.near - repeats.exact,
        wrong: wrong {
          if case .near(let likeness) = $0 { likeness != .typo } else { false }
        }),
      Fix(
        kind: .semanticCache, volume: semantic,
        wrong: wrong { if case .semantic = $0 { true } else { false } }), Fix(kind: .agentLoops, volume: loops, wrong: nil),
    ]
    if let texts, !texts.systemPrompts.isEmpty {
      out += systemPrompts(costed, texts.systemPrompts, scope: scope, keys: keys.exact, classification: classification)
    }
    for field in parameters where varies(costed.trace, field) {
      let rule = KeyRule(fields: KeyRule.exact.fields.subtracting([field]))
      let loose = costed.trace.keys(rule, scope: scope)
      out.append(
        Fix(kind: .parameter(field), volume: more(costed, loose.ids, keys: loose.count, keys.exact, classification), wrong: nil))
    }
    if let lost = leakage.first(where: { $0.scope == scope })?.crossing {
      out.append(Fix(kind: .wideScope, volume: lost, wrong: nil))
    }
    return out.enumerated().filter { $0.element.volume.requests > 0 }.sorted { a, b in
      let (x, y) = (a.element.volume, b.element.volume)
      if x.dollars != y.dollars { return x.dollars > y.dollars }
      return x.requests == y.requests ? a.offset < b.offset : x.requests > y.requests
    }.map(\.element)
  }

  private static func varies(_ trace: Trace, _ field: KeyField) -> Bool {
    guard let ids = trace.parameters[field], let first = ids.first else { return false }
    return ids.contains { $0 != first }
  }

  /// The requests that are repeats under looser keys and not under the exact ones; those without an exact repeat before.
  private static func more(
    _ costed: CostedTrace, _ loose: [UInt32], keys: Int, _ exact: Keys, _ classification: Classification
  ) -> Volume {
    var seenLoose = [Bool](repeating: false, count: keys)
    var seenExact = [Bool](repeating: false, count: exact.count)
    var out = Volume()
    for i in classification.classes.indices where classification.classes[i].isComparable {
      let (a, b) = (Int(loose[i]), Int(exact.ids[i]))
      if seenLoose[a], !seenExact[b] { out += costed.volume(i) }
      seenLoose[a] = true
      seenExact[b] = true
    }
    return out
  }

  /// Values in system prompts: for each form that several are of, the requests that would be repeats if its value were not there.
  private static func systemPrompts(
    _ costed: CostedTrace, _ heads: [TextHead], scope: Scope, keys: Keys, classification: Classification
  ) -> [Fix] {
    struct Form: Hashable {
      let form: Fingerprint
      let rest: Fingerprint
    }
    let trace = costed.trace
    var reader = SkeletonReader()
    var numbers: [Form: UInt32] = [:]
    var skeletons: [Skeleton] = []
    var counts: [Int] = []
    // The form of each system prompt; those without values are forms of their own.
    let forms = heads.map { head -> UInt32 in
      let skeleton = reader.skeleton(of: head.text)
      let form = Form(form: skeleton.fingerprint.then(Fingerprint(high: UInt64(skeleton.slots), low: 0)), rest: head.rest)
      let number = numbers[form] ?? UInt32(skeletons.count)
      if Int(number) == skeletons.count {
        numbers[form] = number
        skeletons.append(skeleton)
        counts.append(0)
      }
      counts[Int(number)] += 1
      return number
    }
    guard counts.contains(where: { $0 > 1 }), let systems = trace.prompts[.systemPrompt] else { return [] }
    let rule = KeyRule(fields: KeyRule.exact.fields.subtracting([.messages]).union([.earlierTurns, .lastUserMessage]))
    let rest = trace.keys(rule, scope: scope)
    var table = PairTable()
    var seenLoose: [Bool] = []
    var seenExact = [Bool](repeating: false, count: keys.count)
    var volumes = [Volume](repeating: Volume(), count: skeletons.count)
    var first = [Int](repeating: -1, count: skeletons.count)
    for i in classification.classes.indices where classification.classes[i].isComparable && rest.ids[i] != Keys.none {
      let system = Int(systems[Int(trace.requests.prompt[i])])
      guard system != 0, forms.indices.contains(system) else { continue }
      let form = Int(forms[system])
      if first[form] < 0 { first[form] = i }
      let loose = Int(table.id(rest.ids[i], UInt32(form)))
      if loose == seenLoose.count { seenLoose.append(false) }
      let exact = Int(keys.ids[i])
      if seenLoose[loose], !seenExact[exact] { volumes[form] += costed.volume(i) }
      seenLoose[loose] = true
      seenExact[exact] = true
    }
    return skeletons.indices.filter { volumes[$0].requests > 0 && counts[$0] > 1 }.map { form in
      let source = Int(trace.requests.source[first[form]])
      return Fix(
        kind: .systemPromptValue(
          source: trace.log.sources.indices.contains(source) ? trace.log.sources[source].name : "",
          line: Int(trace.requests.line[first[form]]), offset: skeletons[form].prefix, prompts: counts[form]),
        volume: volumes[form], wrong: nil)
    }
  }
}

extension Volume {
  /// What is left of a volume without a part of it.
  fileprivate static func - (a: Volume, b: Volume) -> Volume {
    var out = Volume()
    out.requests = a.requests - b.requests
    out.unpriced = a.unpriced - b.unpriced
    out.inputTokens = a.inputTokens - b.inputTokens
    out.outputTokens = a.outputTokens - b.outputTokens
    out.dollars.nanodollars = saturatingDifference(a.dollars.nanodollars, b.dollars.nanodollars)
    return out
  }
}
