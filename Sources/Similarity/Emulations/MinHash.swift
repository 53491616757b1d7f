/// MinHash signatures of word shingles, for emulating caches that match with them: the share of equal components estimates the Jaccard
/// similarity of two sets of shingles (Broder 1997).
public struct MinHash: Sendable {
  /// How many components a signature has.
  public let permutations: Int
  /// How many words a shingle has; a shorter text is one shingle.
  public let width: Int
  private let factors: [UInt64]
  private let offsets: [UInt64]
  private var shingles: [UInt64] = []
  private var words: [UInt64] = []

  /// Signatures of `permutations` components over shingles of `width` words; `seed` chooses the permutations.
  public init(permutations: Int = 128, width: Int = 2, seed: UInt64 = 1) {
    precondition(permutations > 0 && width > 0, "at least one permutation and one word")
    self.permutations = permutations
    self.width = width
    var state = seed
    func draw() -> UInt64 {
      // SplitMix64 (public domain).
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
    factors = (0..<permutations).map { _ in draw() | 1 }
    offsets = (0..<permutations).map { _ in draw() }
  }

  /// The signature of a text: words in lower case between what is no letter and no digit. All components of an empty text are the greatest.
  /// - Complexity: O(*n* + shingles × permutations)
  public mutating func signature(of text: UnsafeRawBufferPointer) -> [UInt32] {
    shingle(text)
    return signature(of: shingles)
  }

  /// The signature of `text`.
  public mutating func signature(of text: String) -> [UInt32] {
    var text = text
    return text.withUTF8 { signature(of: UnsafeRawBufferPointer($0)) }
  }

  /// The signature of a set of hashed elements.
  public func signature(of elements: [UInt64]) -> [UInt32] {
    var out = [UInt32](repeating: .max, count: permutations)
    out.withUnsafeMutableBufferPointer { out in
      factors.withUnsafeBufferPointer { factors in
        offsets.withUnsafeBufferPointer { offsets in
          elements.withUnsafeBufferPointer { elements in
            // Four components at a time, so that their multiplications overlap.
            for place in stride(from: 0, to: permutations, by: 4) {
              let last = permutations - 1
              let places = (place, min(place + 1, last), min(place + 2, last), min(place + 3, last))
              let f = (factors[places.0], factors[places.1], factors[places.2], factors[places.3])
              let o = (offsets[places.0], offsets[places.1], offsets[places.2], offsets[places.3])
              var least = (UInt64.max, UInt64.max, UInt64.max, UInt64.max)
              for element in elements {
                least.0 = min(least.0, element &* f.0 &+ o.0)
                least.1 = min(least.1, element &* f.1 &+ o.1)
                least.2 = min(least.2, element &* f.2 &+ o.2)
                least.3 = min(least.3, element &* f.3 &+ o.3)
              }
              out[places.3] = UInt32(least.3 >> 32)
              out[places.2] = UInt32(least.2 >> 32)
              out[places.1] = UInt32(least.1 >> 32)
              out[places.0] = UInt32(least.0 >> 32)
            }
          }
        }
      }
    }
    return out
  }

  /// The estimated Jaccard similarity of the sets behind two signatures.
  public static func similarity(_ a: [UInt32], _ b: [UInt32]) -> Double {
    precondition(a.count == b.count && !a.isEmpty, "signatures of equal length")
    var equal = 0
    for place in a.indices where a[place] == b[place] { equal += 1 }
    return Double(equal) / Double(a.count)
  }

  private mutating func shingle(_ text: UnsafeRawBufferPointer) {
    words.removeAll(keepingCapacity: true)
    shingles.removeAll(keepingCapacity: true)
    var hash: UInt64 = 0
    var length = 0
    for byte in text {
      let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      switch lower {
      case 0x80..., UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        hash = (hash ^ UInt64(lower)) &* 0x0000_0100_0000_01B3
        length += 1
      default:
        if length > 0 { words.append(hash) }
        (hash, length) = (0, 0)
      }
    }
    if length > 0 { words.append(hash) }
    guard !words.isEmpty else { return }
    for start in 0...max(0, words.count - width) {
      var value: UInt64 = 0
      for word in words[start..<min(start + width, words.count)] {
        value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
        value ^= value >> 29
      }
      shingles.append(value &* 0xBF58_476D_1CE4_E5B9 ^ value >> 32)
    }
  }
}

/// Locality-sensitive hashing over ``MinHash`` signatures: texts that agree in all rows of a band are candidates.
public struct MinHashIndex: Sendable {
  /// How many bands there are.
  public let bands: Int
  /// How many components each band has.
  public let rows: Int
  private var signatures: [[UInt32]] = []
  private var tables: [[UInt64: [UInt32]]]

  /// An empty index; the chance that two texts of similarity *s* meet is 1 − (1 − *s*^rows)^bands.
  public init(bands: Int, rows: Int) {
    precondition(bands > 0 && rows > 0, "at least one band and one row")
    self.bands = bands
    self.rows = rows
    tables = Array(repeating: [:], count: bands)
  }

  /// How many texts are stored; the next one gets this number.
  public var count: Int { signatures.count }

  /// Stores a signature of at least `bands` × `rows` components.
  public mutating func insert(_ signature: [UInt32]) {
    for band in 0..<bands { tables[band][key(signature, band), default: []].append(UInt32(count)) }
    signatures.append(signature)
  }

  /// The stored text with the greatest estimated similarity, at least `threshold`, among those that share a band; of equals, the first.
  public func match(_ signature: [UInt32], threshold: Double) -> Int? {
    var best: (similarity: Double, text: UInt32)?
    var seen: Set<UInt32> = []
    for band in 0..<bands {
      for text in tables[band][key(signature, band)] ?? [] where seen.insert(text).inserted {
        let similarity = MinHash.similarity(signature, signatures[Int(text)])
        guard similarity >= threshold else { continue }
        if best.map({ similarity > $0.similarity || similarity == $0.similarity && text < $0.text }) ?? true { best = (similarity, text) }
      }
    }
    return best.map { Int($0.text) }
  }

  private func key(_ signature: [UInt32], _ band: Int) -> UInt64 {
    var key = UInt64(band) &* 0x9E37_79B9_7F4A_7C15
    for value in signature[band * rows..<(band + 1) * rows] {
      key = (key ^ UInt64(value)) &* 0xD6E8_FEB8_6659_FD93
      key ^= key >> 32
    }
    return key
  }
}
