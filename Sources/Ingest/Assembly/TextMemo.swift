internal import Similarity

/// The fingerprints of the last texts with escapes, by how they are written: system prompts come again and again, and telling that one does
/// takes a fraction of the time of reading it.
final class TextMemo {
  private static let places = 256

  // Not an array, as every access to a variable of a class is checked for others at the same time.
  private let kept = UnsafeMutablePointer<Entry>.allocate(capacity: places)

  /// Nothing was met yet.
  init() { kept.initialize(repeating: Entry(), count: Self.places) }

  deinit { kept.deallocate() }

  private struct Entry {
    var written = Fingerprint.zero
    var print = Fingerprint.zero
  }

  /// The fingerprint of the text of a string, with a tag that is the same in all calls.
  func fingerprint(of value: JSONValue, tag: UInt64) -> Fingerprint? {
    guard value.isEscaped else { return value.withText { Fingerprint(of: $0, tag: tag) } }
    let written = Fingerprint(of: value.raw, tag: tag)
    let place = Int(truncatingIfNeeded: written.low) & (Self.places - 1)
    if kept[place].written == written { return kept[place].print }
    guard let print = value.withText({ Fingerprint(of: $0, tag: tag) }) else { return nil }
    kept[place] = Entry(written: written, print: print)
    return print
  }
}
