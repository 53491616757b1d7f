/// The small words of a corpus that turn a sentence round by where they stand, by id.
struct SmallWords: Sendable {
  /// What a word may do.
  struct Roles: OptionSet {
    let rawValue: UInt32
    /// Makes a passive of the participle behind it.
    static let be = Roles(rawValue: 1 << 0)
    /// Does as much as a form of be, or comes near it.
    static let makesPassive = Roles(rawValue: 1 << 1)
    /// Opens a question that is answered with yes or no.
    static let auxiliary = Roles(rawValue: 1 << 2)
    /// Makes another verb of the verb before it …
    static let particle = Roles(rawValue: 1 << 3)
    /// … whatever other particle it is compared with.
    static let strongParticle = Roles(rawValue: 1 << 4)
    static let preposition = Roles(rawValue: 1 << 5)
    /// A preposition that says what a number is to the word before it.
    static let measure = Roles(rawValue: 1 << 6)
    /// Says what somebody is to the word before it …
    static let agent = Roles(rawValue: 1 << 7)
    /// … and is never another way to say so.
    static let strongAgent = Roles(rawValue: 1 << 8)
    /// Stands before a noun.
    static let determiner = Roles(rawValue: 1 << 9)
    /// Begins or is a word of negation in a script without spaces.
    static let negatingCharacter = Roles(rawValue: 1 << 10)
    /// Joins items of a list, in any order.
    static let joint = Roles(rawValue: 1 << 11)
    /// Says, with "from" behind it, that two things are not the same.
    static let distinguishes = Roles(rawValue: 1 << 12)
    /// Makes the order of items count.
    static let orders = Roles(rawValue: 1 << 13)
    /// Opens a clause that may stand first or last.
    static let subordinator = Roles(rawValue: 1 << 14)
    /// An auxiliary that stands before or behind its subject.
    static let modal = Roles(rawValue: 1 << 15)
    static let month = Roles(rawValue: 1 << 16)
    /// Says what something is that is named before or behind it.
    static let label = Roles(rawValue: 1 << 17)
    /// Negates the verb beside it.
    static let not = Roles(rawValue: 1 << 18)
    /// Makes another product of what stands before it: gpt-4o-mini.
    static let edition = Roles(rawValue: 1 << 19)
    /// May say what one must do, or need not (``Obligations``).
    static let duty = Roles(rawValue: 1 << 20)
    /// May make another amount or day of what stands beside it.
    static let qualifier = Roles(rawValue: 1 << 21)
    /// Makes another place of the place behind it.
    static let region = Roles(rawValue: 1 << 22)
  }

  private var roles: [UInt32: Roles] = [:]
  private var persons: [UInt32: UInt8] = [:]

  init(_ vocabulary: Vocabulary) {
    func ids(_ words: String) -> [UInt32] {
      words.split(separator: " ").compactMap { word in Array(word.utf8).withUnsafeBytes { vocabulary.find($0) } }
    }
    for (words, role) in Self.lists { for id in ids(words) { roles[id, default: []].formUnion(role) } }
    for (person, words) in Self.persons.enumerated() { for id in ids(words) { persons[id] = UInt8(person + 1) } }
  }

  /// What the word can do.
  func roles(of word: UInt32) -> Roles { roles[UInt32(LexicalCorpus.id(word))] ?? [] }

  /// Whom a pronoun stands for, a number for each; `nil` for other words.
  func person(of word: UInt32) -> UInt8? { persons[UInt32(LexicalCorpus.id(word))] }

  private static let lists: [(String, Roles)] = [
    ("is are was were be been being am", .be),
    ("get gets got gotten getting have has had having", .makesPassive),
    ("is are was were am do does did can could should would will shall may might must has have had", .auxiliary),
    ("up off out over away down on in back through around", .particle),
    ("up off out over away down", .strongParticle),
    ("by to at from with within after before in on for of about under over until", .preposition),
    ("by to at from with within after before", .measure),
    ("by about for to from against with", .agent),
    ("by about against", .strongAgent),
    ("the a an this that these those my your his her its our their some any every", .determiner),
    (
      "and or nor vs versus / und oder et ou y o e och eller og en lub и или ve veya", .joint
    ),
    ("differ different", .distinguishes),
    ("respectively former latter first then order", .orders),
    ("if when because although though while", .subordinator),
    ("can could will would shall should may might", .modal),
    (
      "january february march april may june july august september october november december jan feb apr jun jul aug sep sept oct nov dec",
      .month
    ),
    (
      "class column command file flag function keyword method module operator option package parameter property table variable", .label
    ),
    ("not never", .not),
    (
      "not never to must need needs needed have has had required obliged obligated compelled mandatory compulsory necessary obligatory help",
      .duty
    ),
    ("one other second third fourth fifth almost nearly virtually practically before after mid early late the only too", .qualifier),
    (
      "new north south east west northern southern eastern western democratic equatorial inner outer upper lower", .region
    ),
    (
      "mini nano micro pro max ultra plus lite turbo flash opus sonnet haiku preview instruct base small medium large xl ti super air se fe "
        + "home enterprise premium beta alpha lts classic thinking reasoning vision audio distill",
      .edition
    ),
    ("な ん ず ぬ 非 再 不 未 無 无 反 逆", .negatingCharacter),
  ]
  private static let persons = [
    "i me my mine myself we us our ours ourselves", "you your yours yourself yourselves", "he him his himself", "she her hers herself",
    "they them their theirs themselves",
  ]
}
