internal import Similarity
internal import Synchronization

/// The members of a record of one's own by what they mean (``FlatNames``): of several names for one thing the best that has a value of its kind.
struct FlatMembers {
  private static let all = FlatNames.Meaning.allCases.map(FlatNames.names(of:))

  /// A meaning of a name, and how good a name for it that is: below 0 it is read as it stands.
  private struct Entry {
    let meaning: Int
    let rank: Int
  }

  /// The meanings of names that are small and without signs.
  private static let aliases: [String: [Entry]] = {
    var found: [String: [Entry]] = [:]
    for (meaning, names) in all.enumerated() {
      for (rank, alias) in names.aliases.split(whereSeparator: \.isWhitespace).enumerated() {
        found[String(alias), default: []].append(Entry(meaning: meaning, rank: rank))
      }
    }
    return found
  }()

  /// The meanings of names that are read as they stand.
  private static let known: [String: [Entry]] = {
    var found: [String: [Entry]] = [:]
    for (meaning, names) in all.enumerated() {
      for (rank, name) in ([names.canonical] + names.read).enumerated() where rank == 0 || "\(name)" != "\(names.canonical)" {
        found["\(name)", default: []].append(Entry(meaning: meaning, rank: rank - 1_000))
      }
    }
    return found
  }()

  private static func entries(of name: String) -> [Entry] {
    let read = known[name] ?? []
    return read + (aliases[bare(name)] ?? []).filter { entry in !read.contains { $0.meaning == entry.meaning } }
  }

  /// A name in small letters, without signs.
  private static func bare(_ name: String) -> String {
    name.utf8.count > 64 ? "" : String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// Which members of records with the same names may mean something, the best of each meaning first.
  private final class Plan: Sendable {
    private static let mostOfOne = 8
    let candidates: [(meaning: Int, isRenamed: Bool, member: Int)]
    /// Members that may be groups of facts.
    let groups: [(member: Int, group: Int)]

    init(_ record: JSONValue) {
      var found: [(entry: Entry, member: Int)] = []
      var groups: [(member: Int, group: Int)] = []
      var member = 0
      record.forEachMember { key, _ in
        let name = key.string
        for entry in FlatMembers.entries(of: name) { found.append((entry, member)) }
        if let group = FlatNames.group(named: FlatMembers.bare(name)) { groups.append((member, group)) }
        member += 1
      }
      self.groups = groups.sorted { $0.group < $1.group }
      // Of two members of one name the last counts.
      found.sort { ($0.entry.meaning, $0.entry.rank, -$0.member) < ($1.entry.meaning, $1.entry.rank, -$1.member) }
      var best: [(meaning: Int, isRenamed: Bool, member: Int)] = []
      var count = 0
      for (entry, member) in found {
        count = best.last?.meaning == entry.meaning ? count + 1 : 1
        if count <= Self.mostOfOne { best.append((entry.meaning, entry.rank >= 0, member)) }
      }
      candidates = best
    }
  }

  /// Plans by the names of all members, which are the same in most records of a log.
  private static let plans = Mutex<[Fingerprint: Plan]>([:])
  private static let mostPlans = 1_024

  private static func plan(_ record: JSONValue, _ names: Fingerprint) -> Plan {
    if let known = plans.withLock({ $0[names] }) { return known }
    let plan = Plan(record)
    plans.withLock { if $0.count < mostPlans { $0[names] = plan } }
    return plan
  }

  private var values = [JSONValue?](repeating: nil, count: all.count)
  /// A bit for each meaning whose value has a name that is not read.
  private var renamed: UInt64 = 0
  /// A bit for each meaning whose value stands elsewhere than in the record.
  private var gathered: UInt64 = 0
  /// Objects in the record in which facts are grouped.
  private var groups: [(value: JSONValue, group: Int)] = []

  /// What the members of an object mean.
  /// - Complexity: O(members), some tens of nanoseconds each where their names were met before.
  init(_ record: JSONValue) {
    withUnsafeTemporaryAllocation(of: JSONValue.self, capacity: max(record.count, 1)) { members in
      var names = Fingerprint.zero
      var count = 0
      record.forEachMember { key, value in
        names = names.then(key.withText { Fingerprint(of: $0) })
        members.initializeElement(at: count, to: value)
        count += 1
      }
      let plan = Self.plan(record, names)
      for (member, group) in plan.groups where members[member].kind == .object { groups.append((members[member], group)) }
      for candidate in plan.candidates {
        let value = members[candidate.member]
        let told = values[candidate.meaning]
        let isBetter = candidate.meaning == Self.time && told.map { !Stamp.isOfEpoch($0) && Stamp.isOfEpoch(value) } ?? false
        guard told == nil || isBetter, !value.isNull, Self.isOf(Self.all[candidate.meaning].kind, value) else { continue }
        values[candidate.meaning] = value
        let bit: UInt64 = 1 << UInt64(candidate.meaning)
        renamed = candidate.isRenamed ? renamed | bit : renamed & ~bit
      }
    }
    dropTexts(of: record)
  }

  /// What is called input or output is a count beside another one only: else it is a text, which may be a number too.
  private mutating func dropTexts(of record: JSONValue) {
    func isSame(_ value: JSONValue?, _ other: JSONValue?) -> Bool { value != nil && value?.raw.baseAddress == other?.raw.baseAddress }
    let (input, output) = (record["input"], record["output"])
    let (isInput, isOutput) = (isSame(self[.input], input), isSame(self[.output], output))
    guard isInput || isOutput else { return }
    let hasTexts =
      tells(.prompt, .messages, .history, .answer) || self[.question] != nil && !isSame(self[.question], input)
      || self[.result] != nil && !isSame(self[.result], output)
    if isInput, hasTexts || self[.output] == nil { values[FlatNames.Meaning.input.rawValue] = nil }
    if isOutput, hasTexts || self[.input] == nil { values[FlatNames.Meaning.output.rawValue] = nil }
    for meaning in [FlatNames.Meaning.input, .output] where self[meaning] == nil { renamed &= ~(1 << UInt64(meaning.rawValue)) }
  }

  /// Whether a record sums up many calls: it says how many, and of none how long it took.
  var isSum: Bool {
    guard let requests = self[.requests] else { return false }
    return requests.numeric ?? 2 > 1 && !isTimed && !tells(.firstToken, .firstTokenMs, .firstTokenSeconds)
  }

  /// Whether a record tells how long something took.
  var isTimed: Bool { tells(.milliseconds, .seconds, .microseconds, .nanoseconds, .latency) }

  private static let time = FlatNames.Meaning.time.rawValue

  /// The value that means something; `nil` where none does.
  subscript(meaning: FlatNames.Meaning) -> JSONValue? { values[meaning.rawValue] }

  /// Whether any of some things is told.
  func tells(_ meanings: FlatNames.Meaning...) -> Bool { meanings.contains { self[$0] != nil } }

  /// Takes over from the groups in the record, and from those in them, what it does not say itself.
  mutating func gather(_ meanings: FlatNames.Meanings) {
    for (value, group) in groups {
      var names = FlatMembers(value)
      // What is measured of many is not of this one.
      guard !names.tells(.requests) else { continue }
      for (value, group) in names.groups { names.gather(meanings.intersection(FlatNames.meanings(of: group)), from: FlatMembers(value)) }
      // What groups alone say may be in any of them.
      let isAlone = meanings.bits & FlatNames.Meanings(.time).bits != 0
      gather(isAlone ? meanings : meanings.intersection(FlatNames.meanings(of: group)), from: names)
    }
  }

  /// Takes over from an object that holds the record, and from the groups in it, what the record does not say itself.
  mutating func gather(_ meanings: FlatNames.Meanings, around holder: JSONValue) {
    var names = FlatMembers(holder)
    // How a group went is not how the call went.
    names.gather(meanings.subtracting(.outcomes))
    // What was answered has not failed, and costs of unknown things are not the call's.
    var meanings = tells(.answer, .result, .usage, .output) ? meanings.subtracting(.outcomes) : meanings
    if holder.first(["cost", "total_cost"]) != nil { meanings = meanings.subtracting(.costs) }
    gather(meanings, from: names)
  }

  private mutating func gather(_ meanings: FlatNames.Meanings, from other: FlatMembers) {
    // Counts are of one place.
    let wanted = isCounted ? meanings.subtracting(.counts) : meanings
    for (meaning, value) in other.values.enumerated() where values[meaning] == nil {
      let bit: UInt64 = 1 << UInt64(meaning)
      guard let value, wanted.bits & bit != 0 else { continue }
      // Of counts, one is of what was cached.
      if meaning == FlatNames.Meaning.cacheHit.rawValue, value.numeric != nil { continue }
      values[meaning] = value
      gathered |= bit
    }
  }

  private var isCounted: Bool { tells(.input, .output, .usage) }

  /// The record with the names that are read, of some meanings, and with what was gathered; `nil` where it is so already.
  func written(_ record: JSONValue, of meanings: FlatNames.Meanings = .all) -> [UInt8]? {
    let renamed = renamed & meanings.bits | gathered
    guard renamed != 0 else { return nil }
    var json = JSONWriter()
    json.raw(record.raw.dropLast())
    // Last, as of two members of one name the last counts.
    for (meaning, value) in values.enumerated() where renamed >> UInt64(meaning) & 1 == 1 {
      guard let value, !(Self.better[meaning].map { values[$0] != nil } ?? false) else { continue }
      json.key(Self.all[meaning].canonical)
      json.raw(value.raw)
    }
    json.raw("}")
    return json.bytes
  }

  /// Of what is a question or a result of anything, that which is so of a model alone goes before.
  private static let better: [Int: Int] = [
    FlatNames.Meaning.question.rawValue: FlatNames.Meaning.prompt.rawValue,
    FlatNames.Meaning.result.rawValue: FlatNames.Meaning.answer.rawValue,
  ]

  private static func isOf(_ kind: FlatNames.Kind, _ value: JSONValue) -> Bool {
    switch kind {
    case .name: isOf(.scalar, value) || value.kind == .object
    case .scalar: value.kind == .number || value.kind == .string && value.raw.count > 2
    case .number: value.kind == .number || value.kind == .string && value.withText { $0.first.map { (0x30...0x39).contains($0) } } == true
    case .text: value.kind == .string && !CallTarget.isAddress(value) || value.kind == .array || value.kind == .object
    case .word: value.kind == .string && value.raw.count > 2 || value.kind == .object
    case .list: value.kind == .array || value.isText(beginning: "[")
    case .object: value.isObject
    case .any: true
    }
  }
}
