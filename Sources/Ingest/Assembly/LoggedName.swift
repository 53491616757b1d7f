internal import Similarity
internal import Synchronization

/// A name in a log (a model, a team): its fingerprint at once, its text only when it is met for the first time.
///
/// A draft has many of them, most of them absent: without a reference to count, to set and to forget one takes no more than its bytes.
struct LoggedName {
  /// Equal for equal names.
  let fingerprint: Fingerprint
  /// The string or the number that it is in the record.
  private let value: JSONValue?
  /// Where its text is among ``KeptNames``, if it stands nowhere in the record.
  private let kept: UInt32

  /// Longest name that is kept, in characters; a longer one is still told apart by its fingerprint.
  private static let longest = 200

  /// The name in a string that is not empty and no word for nothing, or that is a whole number; `nil` of anything else.
  init?(_ value: JSONValue?) {
    guard let value else { return nil }
    if value.kind == .number, value.int != nil {
      self = LoggedName(fingerprint: Fingerprint(of: value.raw), value: value, kept: 0)
      return
    }
    guard let fingerprint = value.withText({ $0.isEmpty || JSONValue.isWordForNothing($0) ? nil : Fingerprint(of: $0) }) ?? nil else {
      return nil
    }
    self = LoggedName(fingerprint: fingerprint, value: value, kept: 0)
  }

  /// A name that is not in the record as such; `nil` if it is empty.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    self = LoggedName(fingerprint: Fingerprint(of: text), value: nil, kept: KeptNames.place(of: text))
  }

  private init(fingerprint: Fingerprint, value: JSONValue?, kept: UInt32) {
    self.fingerprint = fingerprint
    self.value = value
    self.kept = kept
  }

  /// The name. Valid as long as the record is.
  var text: String {
    guard let value else { return String(KeptNames.text(at: kept).prefix(Self.longest)) }
    return String((value.string ?? String(decoding: value.raw, as: UTF8.self)).prefix(Self.longest))
  }
}

/// Texts of names that stand in no record, as formats make them: providers, last parts of paths. A log has few, each of which its trace keeps too.
private enum KeptNames {
  private static let all = Mutex<(places: [String: UInt32], texts: [String])>(([:], []))

  static func place(of text: String) -> UInt32 {
    all.withLock { all in
      if let place = all.places[text] { return place }
      let place = UInt32(all.texts.count)
      all.places[text] = place
      all.texts.append(text)
      return place
    }
  }

  static func text(at place: UInt32) -> String { all.withLock { $0.texts[Int(place)] } }
}
