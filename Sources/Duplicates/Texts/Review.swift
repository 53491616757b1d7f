public import Similarity
import Units

/// A would-be hit for a person to judge: is the answer to one prompt right for the other?
public struct ReviewItem: Sendable, Equatable {
  /// The ordinal of the request.
  public let request: Int
  /// The ordinal of the earlier one that it repeats.
  public let match: Int
  /// Near, templated, semantic, or unique for those that a guard refused.
  public let kind: DuplicateClass
  /// The sub-kind: what normalisation makes them equal, or in what they differ.
  public let difference: String
  /// In units of 1/10,000; 0 for near repeats.
  public let score: Int
}

extension Audit {
  /// A sample of would-be hits, stratified: each class and sub-kind has its turn until `count` are drawn or none is left, the members of each
  /// drawn by chance. Near, templated and semantic ones, and those that a veto refused, so that guards are judged too.
  ///
  /// - Complexity: O(requests log requests).
  public func review(_ count: Int, seed: UInt64) -> [ReviewItem] {
    let draws = Draws(seed: seed)
    var strata: [(name: String, items: [ReviewItem])] = []
    var places: [String: Int] = [:]
    for i in classification.classes.indices {
      guard let item = reviewItem(i) else { continue }
      let name = "\(item.kind.name) \(item.difference)"
      let place = places[name] ?? strata.count
      if place == strata.count {
        places[name] = place
        strata.append((name, []))
      }
      strata[place].items.append(item)
    }
    strata.sort { $0.items[0].kind == $1.items[0].kind ? $0.name < $1.name : $0.items[0].kind.rawValue < $1.items[0].kind.rawValue }
    var shuffled = strata.map { stratum in
      stratum.items.map { (draws.bits(UInt64($0.request), 0x7265_7669), $0) }.sorted { ($0.0, $0.1.request) > ($1.0, $1.1.request) }
        .map(\.1)
    }
    var out: [ReviewItem] = []
    while out.count < count {
      let before = out.count
      for stratum in shuffled.indices where out.count < count {
        if let item = shuffled[stratum].popLast() { out.append(item) }
      }
      if out.count == before { break }
    }
    return out
  }

  private func reviewItem(_ i: Int) -> ReviewItem? {
    let match = Int(classification.match[i])
    switch classification.classes[i] {
    case .near:
      return ReviewItem(request: i, match: match, kind: .near, difference: classification.likeness[i].name, score: 0)
    case .semantic, .templated:
      guard let matches else { return nil }
      let isBest = matches.match[i] == classification.match[i]
      return ReviewItem(
        request: i, match: match, kind: classification.classes[i], difference: isBest ? matches.difference[i].name : "same form",
        score: isBest ? Int(matches.score[i]) : 0)
    case .unique:
      guard let matches, matches.isVetoed(i) else { return nil }
      return ReviewItem(
        request: i, match: Int(matches.match[i]), kind: .unique, difference: matches.difference[i].name, score: Int(matches.score[i]))
    default: return nil
    }
  }
}

/// What a person found of a class of would-be hits.
public struct MeasuredPrecision: Sendable, Equatable {
  /// The class, as the review file names it.
  public let kind: String
  /// Verdicts that the answer would do, of all.
  public internal(set) var verdicts = Calibration.Precision(right: 0, total: 0)

  /// The precision of each class, in the order of classes; a verdict is a class and whether the answer would do.
  public static func all(_ verdicts: [(kind: String, isRight: Bool)]) -> [MeasuredPrecision] {
    DuplicateClass.allCases.map(\.name).compactMap { name in
      let mine = verdicts.filter { $0.kind == name }
      guard !mine.isEmpty else { return nil }
      var out = MeasuredPrecision(kind: name)
      out.verdicts = Calibration.Precision(right: mine.count { $0.isRight }, total: mine.count)
      return out
    }
  }
}
