/// English verbs whose past is not made with -ed. Forms that are more often another word (left, saw, bit, rose, ground, felt) are none here.
enum IrregularVerbs {
  /// The verb that a form is one of; `nil` for other words.
  static func base(of word: UnsafeRawBufferPointer) -> String? {
    word.count > longest ? nil : bases[String(decoding: word, as: UTF8.self)]
  }

  /// Whether a form is a past one.
  static func isPast(_ form: String) -> Bool { bases[form] != nil }

  private static let bases: [String: String] = {
    var bases: [String: String] = [:]
    for verb in verbs.split(separator: ",") {
      let forms = verb.split(separator: " ").map(String.init)
      for form in forms.dropFirst() { bases[form] = forms[0] }
    }
    return bases
  }()
  private static let longest = 10
  private static let verbs =
    "arise arose arisen, awake awoke awoken, become became, begin began begun, break broke broken, bring brought, build built, buy bought, "
    + "catch caught, choose chose chosen, come came, creep crept, deal dealt, dig dug, draw drew drawn, drink drank, drive drove driven, "
    + "eat ate eaten, fall fell fallen, feed fed, fight fought, find found, flee fled, fly flew flown, forbid forbade forbidden, "
    + "forget forgot forgotten, forgive forgave forgiven, freeze froze frozen, give gave given, go went gone, grow grew grown, hang hung, "
    + "hear heard, hide hid hidden, hold held, keep kept, know knew known, lay laid, lead led, lend lent, lose lost, make made, mean meant, "
    + "meet met, pay paid, ride rode ridden, ring rang rung, rise risen, run ran, say said, seek sought, sell sold, send sent, shake shook shaken, "
    + "shine shone, show shown, shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat, sleep slept, slide slid, speak spoken, "
    + "spend spent, stand stood, steal stole stolen, stick stuck, strike struck, swear swore sworn, swim swam swum, take took taken, "
    + "teach taught, tear torn, tell told, think thought, throw threw thrown, understand understood, wake woke woken, wear wore worn, "
    + "weep wept, win won, withdraw withdrew withdrawn, write wrote written"
}
