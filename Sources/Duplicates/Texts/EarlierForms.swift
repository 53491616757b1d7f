import Similarity

/// The forms of the texts met so far, by context: finds fillings of one form, and texts that are the same but for typing errors.
struct EarlierForms {
  /// What was found of a text.
  struct Found {
    /// The latest earlier pair of the same form with other values.
    var sameForm: Int?
    /// The latest earlier pair that is the same but for misspellings.
    var sameButForTypos: Int?
  }

  private struct Key: Hashable {
    let context: UInt32
    let form: Fingerprint
  }

  private let corpus: LexicalCorpus
  private let texts: [String]
  private let corrections: Corrections
  private var reader = SkeletonReader()
  /// Only looked up, never walked, so that no result depends on the order of a table.
  private var byForm: [Key: (pair: Int, skeleton: Skeleton)] = [:]
  private var bySpelling: [Key: Int] = [:]
  /// The text of each pair in ``bySpelling``.
  private var textOfPair: [Int: Int] = [:]

  init(corpus: LexicalCorpus, texts: [String]) {
    self.corpus = corpus
    self.texts = texts
    corrections = Corrections(corpus)
  }

  /// What of the earlier ones of its context is like the text of a new pair; it is one of them from now on.
  mutating func meet(_ pair: Int, text: Int, context: UInt32) -> Found {
    var found = Found()
    let skeleton = reader.skeleton(of: texts[text])
    if skeleton.slots > 0 {
      let key = Key(context: context, form: skeleton.fingerprint)
      if let earlier = byForm[key], skeleton.isTemplated(with: earlier.skeleton) { found.sameForm = earlier.pair }
      byForm[key] = (pair, skeleton)
    }
    if corrections.count > 0, let spelling = corrections.signature(of: text) {
      let key = Key(context: context, form: spelling)
      if let earlier = bySpelling[key], let other = textOfPair[earlier], corrections.differInTyposOnly(text, other) {
        found.sameButForTypos = earlier
      }
      bySpelling[key] = pair
      textOfPair[pair] = text
    }
    return found
  }
}
