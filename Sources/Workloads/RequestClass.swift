/// What a request repeats of those before it.
enum RequestClass: String, CaseIterable {
  /// The prompt came before, to the letter.
  case exact
  /// The prompt came before, but for spelling, fillers or inflection.
  case near
  /// The first of its key.
  case unique
}

/// The classes of all requests in order: the counts are met to the request, and the first is unique.
struct ClassSequence {
  private var exacts: Int
  private var nears: Int
  private var uniques: Int
  private var isFirst = true

  init(_ spec: WorkloadSpec) {
    exacts = spec.exacts
    nears = spec.nears
    uniques = spec.uniques
  }

  /// The class of the next request: drawn like a card from what remains in the pack.
  mutating func next(_ dice: inout Dice) -> RequestClass {
    let card = isFirst ? exacts + nears : dice.index(exacts + nears + uniques)
    isFirst = false
    if card < exacts {
      exacts -= 1
      return .exact
    }
    if card < exacts + nears {
      nears -= 1
      return .near
    }
    uniques -= 1
    return .unique
  }
}
