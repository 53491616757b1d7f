import Similarity
import Simulation
import Traces
import Units

/// How often answers that a cache gives are expected to be wrong, each by how the question that was answered and the one that was asked are
/// alike. What labelled pairs say of near and semantic repeats is what the audit says of them too (``Calibration``).
struct AnswerRisk {
  /// The ids of the last user messages, by row of prompts; empty where the strategy compares texts as they stand.
  private let texts: [UInt32]
  private let rows: [UInt32]
  private let forms: NormalForms
  private let meaning: SemanticRisk?
  /// What the log's own answers say of near ones; `nil` where they say too little, and labelled pairs alone count.
  private let logged: Double?

  init(_ strategy: Strategy, _ traffic: Traffic, _ logged: LoggedNearRisk?) {
    self.logged = logged?.share
    let trace = traffic.trace
    texts = strategy.key.text == .exact ? [] : trace.prompts[.lastUserMessage] ?? []
    rows = trace.requests.prompt
    forms = trace.normalForms
    meaning = SemanticRisk(strategy, traffic)
  }

  /// Whether any answer but one to another key under the same hash can be wrong.
  var isAny: Bool { !texts.isEmpty || meaning != nil }

  /// The chance that the answer to request `origin`, which request `i` got as an answer of this kind, is wrong for it; of answers that are not
  /// near ones the log does not tell, so that it is the same by both.
  ///
  /// - Complexity: O(1); of answers by meaning O(neighbours of a text).
  @inline(__always)
  func wrong(_ i: Int, _ source: SavingSource, answeredBy origin: Int) -> WrongAnswers {
    switch source {
    case .collision: return WrongAnswers(byPairs: 1, byLog: 1)
    case .semantic:
      let wrong = meaning?.wrong(i, answeredBy: origin) ?? 0
      return WrongAnswers(byPairs: wrong, byLog: wrong)
    case .exact, .near, .coalesced, .stale:
      let wrong = texts.isEmpty ? 0 : near(i, origin)
      return WrongAnswers(byPairs: wrong, byLog: wrong > 0 ? logged ?? wrong : 0)
    }
  }

  /// By the weakest normalisation that makes the two texts equal.
  private func near(_ i: Int, _ origin: Int) -> Double {
    let (asked, answered) = (Int(texts[Int(rows[i])]), Int(texts[Int(rows[origin])]))
    if asked == answered { return 0 }
    if forms.spelling[asked] == forms.spelling[answered] { return NearRisk.spelling }
    if forms.fillers[asked] == forms.fillers[answered] { return NearRisk.fillers }
    return forms.stems[asked] == forms.stems[answered] ? NearRisk.inflection : 0
  }
}

/// The share of near answers that are wrong by what they differ in, as labelled pairs have it.
enum NearRisk {
  static let spelling = share(.spelling)
  static let fillers = share(.fillers)
  static let inflection = share(.stems)

  /// Without labelled pairs of a kind all count as wrong.
  private static func share(_ form: NormalForm) -> Double { 1 - (Calibration.all.precision(ofNear: form)?.mean ?? 0) }

  /// "2.5 % of near hits that differ in spelling, 1.9 % in fillers and 4.8 % in endings".
  static var words: String {
    "\(percent(spelling)) of near hits that differ in spelling, \(percent(fillers)) in fillers and \(percent(inflection)) in endings"
  }
}
