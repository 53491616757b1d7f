/// How far a text is normalised before it is fingerprinted. Each form is coarser than the one before it, and all keep the order of words.
public enum NormalForm: Int, CaseIterable, Sendable {
  /// Compatibility characters, case, punctuation and white space levelled.
  case spelling
  /// Also without filler words, and with contractions written out.
  case fillers
  /// Also without inflection: the key by which two prompts are *near*.
  case stems
}

/// The fingerprints of one text in every ``NormalForm``.
public struct Signatures: Hashable, Sendable {
  /// The fingerprint of the text in ``NormalForm/spelling``.
  public var spelling: Fingerprint
  /// The fingerprint of the text in ``NormalForm/fillers``.
  public var fillers: Fingerprint
  /// The fingerprint of the text in ``NormalForm/stems``.
  public var stems: Fingerprint

  /// Signatures from their parts.
  public init(spelling: Fingerprint, fillers: Fingerprint, stems: Fingerprint) {
    self.spelling = spelling
    self.fillers = fillers
    self.stems = stems
  }

  /// The fingerprint in `form`.
  public subscript(form: NormalForm) -> Fingerprint {
    switch form {
    case .spelling: spelling
    case .fillers: fillers
    case .stems: stems
    }
  }
}
