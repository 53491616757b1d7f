/// What an English word is to the reduction of a text to its ``NormalForm/fillers`` and ``NormalForm/stems``.
enum WordRole: UInt8 {
  /// Any word without an entry.
  case content
  /// the, an, some, any.
  case article
  /// The letter that is an article or a label ("plan A").
  case a
  /// do, does.
  case auxiliary
  /// Present forms of to be.
  case be
  /// Past forms of to be.
  case was
  /// Has an expansion: don't → not, what's → what is.
  case contraction
  /// really, actually, basically.
  case intensifier
  case exactly
  case please
  case greeting
  case thanks
  case thank
  case modal
  case pronoun
  case you
  case how
  case question
  /// What one asks a model to do: explain, write, list …
  case request
  case negation
  /// Never followed by a noun that "a" could belong to.
  case preposition
  /// Followed by a letter as a name: plan A, vitamin A.
  case label
  /// Words about words: say "please".
  case mention
  /// Says something else behind an article: a few, few.
  case quantity
  /// I.
  case i
  /// Leads in before a comma: so, well, ok.
  case discourse
  /// Opens a greeting: good morning.
  case good
  /// Opens thanks: many thanks.
  case many
  /// Spelt in another way in America: its expansion.
  case british
  /// Its ending is no inflection, or its stem would be another word.
  case unstemmed
  /// Its singular ends in -ie.
  case ie
  /// A frequent word of another language: the text is not English.
  case foreign

  /// The roles, a bit for each, whose words the reduction may change. Those of all others stay as they are wherever they stand; they may
  /// still decide what becomes of their neighbours.
  static var changing: UInt64 {
    ~(content.asBit | pronoun.asBit | you.asBit | how.asBit | question.asBit | negation.asBit | preposition.asBit | mention.asBit
      | quantity.asBit | unstemmed.asBit)
  }

  private var asBit: UInt64 { 1 &<< UInt64(rawValue) }
}
