internal import Units

/// What was asked so far: which keys, and in which wordings.
///
/// Keeps a few words per key and per distinct text, and no text.
struct Repeats {
  /// A wording of a key: 0 is the first, the others are its near repeats.
  struct Wording: Hashable {
    var key: Int
    var variant: Int
  }

  /// A request as planned.
  struct Plan {
    var requestClass: RequestClass
    var wording: Wording
    var edit: Edit
    /// The request whose prompt it repeats.
    var first: Int?
    /// Whether it was taken up from the recent past.
    var isRecent = false
  }

  private struct Variant {
    var edit: Edit
    var first: Int
  }

  /// The near repeats of one key, and the digests of all its texts.
  private struct Variants {
    var list: [Variant] = []
    var digests: Set<UInt64> = []
  }

  private var classes: ClassSequence
  private(set) var popularity: Popularity
  private let edits: NearEdits
  private let draws: Draws
  private var firsts: [Int] = []
  private var variants: [Int: Variants] = [:]

  init(_ spec: WorkloadSpec, _ draws: Draws) {
    classes = ClassSequence(spec)
    popularity = Popularity(keys: spec.uniques, exponent: spec.repeatExponent, draws)
    edits = spec.nearEdits
    self.draws = draws
  }

  /// Plans the next request, that of the given place in the order of starts.
  mutating func next(_ ordinal: Int, _ prompts: Prompts, after past: RecentPast) -> Plan {
    var dice = Dice(draws, ordinal, .requestClass)
    let requestClass = classes.next(&dice)
    if requestClass == .unique {
      firsts.append(ordinal)
      return Plan(requestClass: .unique, wording: Wording(key: popularity.see(), variant: 0), edit: .none, first: nil)
    }
    var recency = Dice(draws, ordinal, .recency)
    let recent = past.repeated(&recency)
    var plan = requestClass == .near ? near(ordinal, recent, prompts) : exact(ordinal, recent)
    plan.isRecent = recent != nil
    return plan
  }

  /// A new wording of the key that was asked recently, else of one drawn by popularity.
  private mutating func near(_ ordinal: Int, _ recent: Wording?, _ prompts: Prompts) -> Plan {
    var choice = Dice(draws, ordinal, .repeated)
    let key = recent?.key ?? popularity.repeated(&choice)
    let edit = newEdit(ordinal, key, prompts.key(key).question)
    return Plan(requestClass: .near, wording: Wording(key: key, variant: variants[key]?.list.count ?? 0), edit: edit, first: firsts[key])
  }

  /// The wording that was asked recently, else one of a key drawn by popularity: three times of four the one that came first.
  private func exact(_ ordinal: Int, _ recent: Wording?) -> Plan {
    let wording = recent ?? popular(ordinal)
    guard wording.variant > 0, let known = variants[wording.key]?.list[wording.variant - 1] else {
      return Plan(requestClass: .exact, wording: wording, edit: .none, first: firsts[wording.key])
    }
    return Plan(requestClass: .exact, wording: wording, edit: known.edit, first: known.first)
  }

  private func popular(_ ordinal: Int) -> Wording {
    var choice = Dice(draws, ordinal, .repeated)
    let key = popularity.repeated(&choice)
    guard let others = variants[key]?.list.count, choice.happens(0.25) else { return Wording(key: key, variant: 0) }
    return Wording(key: key, variant: 1 + choice.index(others))
  }

  /// An edit that gives a text unlike all wordings of the key so far. Equal texts have equal digests, so that none slips through.
  private mutating func newEdit(_ ordinal: Int, _ key: Int, _ question: Question) -> Edit {
    var dice = Dice(draws, ordinal, .edit)
    var known = variants.removeValue(forKey: key) ?? Variants(digests: [digest(question.text)])
    defer { variants[key] = known }
    var edit = Edit.none
    for attempt in 0..<32 {
      edit = Edit.drawn(edits, for: question, isRare: attempt >= 16, by: &dice)
      if known.digests.insert(digest(edit.applied(to: question))).inserted { break }
      // Every wording has a tail of its own number, and no other edit ends in white space.
      if attempt == 31 { edit.tail = known.list.count + 1 }
    }
    known.list.append(Variant(edit: edit, first: ordinal))
    return edit
  }

  /// FNV-1a, 64 bits.
  private func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
