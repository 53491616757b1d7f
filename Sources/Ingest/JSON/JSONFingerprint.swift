public import Similarity

extension JSONValue {
  /// What the value means, whatever its spelling.
  ///
  /// The order of members does not count, nor do spaces, escapes, or the spelling of numbers (1 = 1.0 = 1e0 = 10e-1, 0 = -0); of
  /// duplicate members the last one counts. The order of elements counts, and so does the type: 1, "1" and [1] differ, and `null`
  /// differs from nothing. `tag` tells apart what the value stands for.
  /// - Complexity: O(length of ``raw``), without allocation for strings without escapes.
  public func fingerprint(tag: UInt64) -> Fingerprint {
    Fingerprint(high: tag, low: Tag.root).then(canonical())
  }

  /// As ``fingerprint(tag:)``, without the members of this object that `ignoring` is true for.
  public func fingerprint(tag: UInt64, ignoring: (JSONKey) -> Bool) -> Fingerprint {
    Fingerprint(high: tag, low: Tag.root).then(node.isKind(.object) ? object(ignoring: ignoring) : canonical())
  }

  /// What tells the types apart.
  private enum Tag {
    static let root: UInt64 = 1
    static let null: UInt64 = 2
    static let `false`: UInt64 = 3
    static let `true`: UInt64 = 4
    static let number: UInt64 = 5
    static let longNumber: UInt64 = 6
    static let string: UInt64 = 7
    static let array: UInt64 = 8
    static let object: UInt64 = 9
  }

  /// - Complexity: recursion as deep as the value, which the parser bounds.
  private func canonical() -> Fingerprint {
    switch node.kind {
    case .null: return Fingerprint(high: Tag.null, low: 0)
    case .false: return Fingerprint(high: Tag.false, low: 0)
    case .true: return Fingerprint(high: Tag.true, low: 0)
    case .number: return number()
    case .string, .escapedString, .key, .escapedKey:
      return withText { Fingerprint(of: $0, tag: Tag.string) } ?? .zero
    case .array:
      var result = Fingerprint(high: Tag.array, low: 0)
      for element in elements { result = result.then(element.canonical()) }
      return result
    case .object:
      return object { _ in false }
    }
  }

  private func number() -> Fingerprint {
    let number = JSONNumber(raw)
    let sign: UInt64 = number.isNegative ? 1 : 0
    if number.isCut {
      let (digits, exponent) = JSONNumber.significant(raw)
      let head = Fingerprint(high: Tag.longNumber << 1 | sign, low: UInt64(bitPattern: Int64(exponent)))
      return head.then(digits.withUnsafeBytes { Fingerprint(of: $0, tag: Tag.longNumber) })
    }
    let short = number.normalised
    let head = Fingerprint(high: Tag.number << 1 | (short.isNegative ? 1 : 0), low: UInt64(bitPattern: Int64(short.exponent)))
    return head.then(Fingerprint(high: short.mantissa, low: Tag.number))
  }

  private func object(ignoring: (JSONKey) -> Bool) -> Fingerprint {
    var sum = Fingerprint.zero
    if count <= 32 {
      forEachMember { key, value in
        guard !isOverridden(key), !ignoring(key) else { return }
        sum = sum.adding(key.name.canonical().then(value.canonical()))
      }
    } else {
      // Addition commutes, so the dictionary's order cannot show.
      var last: [Fingerprint: JSONValue] = [:]
      forEachMember { key, value in
        if !ignoring(key) { last[key.name.canonical()] = value }
      }
      for (name, value) in last { sum = sum.adding(name.then(value.canonical())) }
    }
    return Fingerprint(high: Tag.object, low: 0).then(sum)
  }

  /// Whether a later member of this object has the same name.
  private func isOverridden(_ key: JSONKey) -> Bool {
    let mine = key.name.node
    let end = node.link
    var name = mine.link
    while name < end {
      let other = tape[Int(name)]
      if other.tag == mine.tag || mine.isKind(.escapedKey) || other.isKind(.escapedKey) {
        let same = key.withText { text in at(name).names(text.bindMemory(to: UInt8.self)) }
        if same { return true }
      }
      name = other.link
    }
    return false
  }
}
