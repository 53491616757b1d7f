/// A text with its values taken out: what is left of "Refund order 4711 of 3 May for ann@x.org" is "refund order # of @date for @mail".
///
/// Two texts with one skeleton and other values are *templated*: fillings of one form. A response cache must not serve one for the
/// other; a provider's prompt cache can serve what they have in front of the first value.
public struct Skeleton: Hashable, Sendable {
  /// Equal for texts of one form. Code counts as one form only if equal but for white space.
  public let fingerprint: Fingerprint
  /// Equal for texts of one form with the same values in the same places.
  public let values: Fingerprint
  /// How many values there are.
  public let slots: Int
  /// The offset in bytes of the first value; the length of the text if there is none. Up to here all fillings agree, but for spelling.
  public let prefix: Int

  /// Whether this and `other` are different fillings of one form: it has values, and at least two words besides.
  public func isTemplated(with other: Skeleton) -> Bool {
    slots > 0 && fingerprint == other.fingerprint && values != other.values
  }
}

/// Takes texts apart into skeletons. Keeps its scratch memory between texts: use one per thread.
public struct SkeletonReader: Sendable {
  private var form: [UInt8] = []
  private var values: [UInt8] = []

  /// A reader without scratch memory yet.
  public init() {}

  /// The skeleton of `text`.
  public mutating func skeleton(of text: String) -> Skeleton {
    var text = text
    return text.withUTF8 { skeleton(of: UnsafeRawBufferPointer($0)) }
  }

  /// The skeleton of a text; of one longer than ``Normalizer/longest``, the whole text.
  /// - Complexity: O(*n*)
  public mutating func skeleton(of text: UnsafeRawBufferPointer) -> Skeleton {
    form.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    guard text.count <= Normalizer.longest else {
      return Skeleton(fingerprint: Fingerprint(of: text), values: .zero, slots: 0, prefix: text.count)
    }
    var scanner = SlotScanner(text: text)
    var slots = 0
    var words = 0
    var prefix = text.count
    var last: Slot?
    while let piece = scanner.next() {
      guard let slot = piece.slot else {
        words += 1
        last = nil
        if !form.isEmpty { form.append(0x20) }
        for byte in text[piece.range] { form.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte) }
        continue
      }
      prefix = min(prefix, piece.range.lowerBound)
      values.append(contentsOf: text[piece.range])
      values.append(0)
      // A name of two words is one value, and so is a date of three parts.
      if last == slot, slot.joins { continue }
      last = slot
      slots += 1
      form.append(contentsOf: [0x20, 0, slot.rawValue])
    }
    // A form of values and a word or two says nothing of what is asked.
    guard slots == 0 || words >= Self.fewestWords else {
      return Skeleton(fingerprint: Fingerprint(of: text, tag: 1), values: .zero, slots: 0, prefix: text.count)
    }
    return Skeleton(
      fingerprint: form.withUnsafeBytes { Fingerprint(of: $0, tag: 2) }, values: values.withUnsafeBytes { Fingerprint(of: $0) },
      slots: slots, prefix: prefix)
  }

  /// The fewest words besides its values that make a form.
  static let fewestWords = 2
}

/// What a value is.
enum Slot: UInt8 {
  case number = 1
  case date, time, id, mail, url, quotation, name

  /// Whether two in a row are one value.
  var joins: Bool { self == .name || self == .date }
}
