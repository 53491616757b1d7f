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
  }

  private struct Variant {
    var edit: Edit
    var digest: UInt64
    var first: Int
  }

  private var classes: ClassSequence
  private(set) var popularity: Popularity
  private let edits: NearEdits
  private let draws: Draws
  private var firsts: [Int] = []
  private var variants: [Int: [Variant]] = [:]

  init(_ spec: WorkloadSpec, _ draws: Draws) {
    classes = ClassSequence(spec)
    popularity = Popularity(keys: spec.uniques, exponent: spec.repeatExponent, draws)
    edits = spec.nearEdits
    self.draws = draws
  }

  /// Plans the next request, that of the given place in the order of starts.
  mutating func next(_ ordinal: Int, _ prompts: Prompts) -> Plan {
    var dice = Dice(draws, ordinal, .requestClass)
    let requestClass = classes.next(&dice)
    if requestClass == .unique {
      firsts.append(ordinal)
      return Plan(requestClass: .unique, wording: Wording(key: popularity.see(), variant: 0), edit: .none, first: nil)
    }
    var choice = Dice(draws, ordinal, .repeated)
    let key = popularity.repeated(&choice)
    if requestClass == .near {
      let edit = newEdit(ordinal, key, prompts.key(key).question)
      return Plan(
        requestClass: .near, wording: Wording(key: key, variant: variants[key]?.count ?? 0), edit: edit, first: firsts[key])
    }
    // Three exact repeats of four are of the wording that came first.
    guard let known = variants[key], choice.happens(0.25) else {
      return Plan(requestClass: .exact, wording: Wording(key: key, variant: 0), edit: .none, first: firsts[key])
    }
    let variant = choice.index(known.count)
    return Plan(
      requestClass: .exact, wording: Wording(key: key, variant: variant + 1), edit: known[variant].edit, first: known[variant].first)
  }

  /// An edit that gives a text unlike all wordings of the key so far. Equal texts have equal digests, so that none slips through.
  private mutating func newEdit(_ ordinal: Int, _ key: Int, _ question: Question) -> Edit {
    var dice = Dice(draws, ordinal, .edit)
    let known = variants[key] ?? []
    let original = digest(question.text)
    var edit = Edit.none
    for _ in 0..<16 {
      edit = Edit.drawn(edits, for: question, by: &dice)
      let digest = digest(edit.applied(to: question))
      if digest != original, !known.contains(where: { $0.digest == digest }) {
        variants[key, default: []].append(Variant(edit: edit, digest: digest, first: ordinal))
        return edit
      }
    }
    // Every number of a wording has a tail of its own, and no other edit ends in white space.
    edit.tail = known.count + 1
    variants[key, default: []].append(Variant(edit: edit, digest: digest(edit.applied(to: question)), first: ordinal))
    return edit
  }

  /// FNV-1a, 64 bits.
  private func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
