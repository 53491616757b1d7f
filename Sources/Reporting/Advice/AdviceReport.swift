import Duplicates
import Simulation
public import Studies
import Traces
import Units

/// Advice in every format. Functions of the value; nothing is written.
public struct AdviceReport: Sendable {
  let advice: Advice
  /// The settings of each choice in a few words, in their order.
  let settings: [String]

  /// The report of some advice; `settings` says each choice in a few words, in their order.
  public init(_ advice: Advice, settings: [String]) {
    precondition(settings.count == advice.choices.count, "settings for each choice")
    self.advice = advice
    self.settings = settings
  }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document.terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document.markdown() }

  /// A page that needs nothing but itself.
  public var html: String {
    var sections: [Section] = []
    for part in parts { sections.append(Section(id: part.id, title: part.title, body: Self.body(part))) }
    if !advice.caveats.isEmpty {
      let items = advice.caveats.markup { "<li class=\"\($0.severity.name)\"><b>\($0.severity.name)</b> \($0.text)</li>\n" }
      sections.append(Section(id: "caveats", title: "Caveats", body: "<ul class=\"caveats\">\(items)</ul>\n"))
    }
    return PlainPage(title: title, lead: sentence, version: advice.audited.manifest.version, sections: sections).html
  }

  private static func body(_ part: Part) -> Markup {
    var body: Markup = part.paragraphs.markup { "<p class=\"note\">\($0)</p>\n" }
    if let table = part.table { body += table.markup(label: part.title) }
    return body
  }

  private struct Part {
    let id: String
    let title: String
    var paragraphs: [String] = []
    var table: Table?
    /// The table without its long texts, which stand in ``lines`` below it: for a terminal, where they would be cut.
    var narrow: Table?
    var lines: [String] = []
  }

  private var title: String { "Advice from \(counted(advice.tried.all, "configuration"))" }

  private var document: Document {
    var document = Document()
    document.heading(title, level: 1)
    document.paragraph(sentence)
    for part in parts {
      document.heading(part.title)
      for text in part.paragraphs { document.paragraph(text) }
      if let table = part.narrow ?? part.table { document.table(table) }
      for line in part.lines { document.paragraph(line) }
    }
    document.caveats(advice.caveats)
    document.heading("Made with")
    let manifest = advice.audited.manifest
    document.paragraph(
      "Hindcast \(manifest.version), seed \(manifest.seed), prices \(manifest.prices)"
        + (manifest.selection.map { ", only requests \($0)" } ?? "") + ". \(StudyTables.month(advice.month))")
    return document
  }

  /// "redis: TTL 1h, exact keys".
  func name(_ index: Int) -> String { "\(advice.choices[index].candidate.product): \(settings[index])" }

  /// What to take, in a few sentences.
  var sentence: String {
    let limits = AdviceWords.limits(advice.constraints)
    if let unknown = advice.audited.audit.quality.whyUnknown(hits: advice.choices.contains { $0.result.hits > 0 }) {
      return "Nothing can be advised: \(unknown)."
    }
    if advice.month.basis == .none { return "Nothing can be advised by this log: \(Headline.tooShort(advice.month))." }
    guard let winner = advice.winner else {
      let best = advice.choices.indices.max { worth($0) < worth($1) }
      guard let best else { return "None of the configurations can be replayed on this log." }
      let most = advice.choices[best]
      guard most.saving.map({ $0 > .zero }) ?? (most.result.hits > 0) else {
        return "Take no cache: none of the configurations tried would \(most.saving == nil ? "answer any request" : "save anything")."
      }
      let kept = limits == "no limits" ? "has most of its hits up to date" : "keeps to \(limits)"
      var text = "No configuration \(kept) and saves anything. Without limits, \(name(best)) would "
      text += most.saving.map { "save \($0) a month" } ?? "answer \(most.result.hitRate) of the requests"
      text += ", but breaks: \(AdviceWords.broken(most.broken))."
      if most.broken.contains(.p95), let fastest = advice.choices.compactMap(\.result.p95).min() {
        text += " The lowest P95 of any is \(fastest)."
      }
      return text
    }
    let choice = advice.choices[winner]
    var text = agedText(than: winner) + "Take \(name(winner)). "
    if let saving = choice.saving {
      let share = advice.baseline.total.flatMap { $0 > .zero ? saving.value / $0.value : nil }
      text +=
        "It saves \(saving) a month" + StudyTables.guess(advice.month)
        + (share.map { ", \(percent($0)) of the bill\(PricedPart.words(advice.audited.audit.total.total))" } ?? "")
        + ", and answers \(choice.result.hitRate) of the requests"
    } else {
      text += "It answers \(choice.result.hitRate) of the requests"
    }
    if let shared = choice.result.served[.coalesced], shared > 0 {
      text += " and shares the call under way for \(counted(shared, "request"))"
    }
    if limits != "no limits" { text += ", within the limit\(limits.contains(" and ") ? "s" : "") of \(limits)" }
    if choice.saving == nil { text += "; nothing is known of money" }
    return text + "." + (choice.isBilled ? unpriced(choice) : machines(choice)) + sharing(choice)
  }

  /// What saves more than the winner, but is left out as most of what it would say is no longer so: a warning, with a space behind it; empty
  /// where there is none, or the user set a limit.
  private func agedText(than winner: Int) -> String {
    guard advice.constraints.stale == nil, let most = best(where: { $0.broken == [.stale] && ($0.saving.map { $0 > .zero } ?? true) }),
      worth(most) > worth(winner), let stale = advice.choices[most].result.staleAnswers
    else { return "" }
    let saving = advice.choices[most].saving.map { "save \($0) a month" } ?? "answer more"
    return
      "\(name(most)) would \(saving), but \(stale.words): it is left out (--max-stale sets how many may be). "
  }

  private func best(where isMeant: (Advice.Choice) -> Bool) -> Int? {
    advice.choices.indices.filter { isMeant(advice.choices[$0]) }.max { worth($0) < worth($1) }
  }

  /// What to settle first where a cache for all answers one caller with what another was told.
  private func sharing(_ choice: Advice.Choice) -> String {
    guard choice.candidate.strategy.scope == .global, !AuditTables.leakage(advice.audited.audit).rows.isEmpty else { return "" }
    return
      " Settle first whether callers may get what others were told: it shares its answers among all of them (--scope keeps them apart)."
  }

  /// What the winner's machines may cost, whose price is not known.
  private func machines(_ choice: Advice.Choice) -> String {
    guard let saving = choice.saving else { return "" }
    let (product, stores) = (choice.candidate.product, choice.stores)
    let what = stores.isInPart ? StoreBills.words(stores.unbilled) + " of \(product) costs" : "the machines of \(product) cost"
    let (left, cost) = stores.isInPart ? ("it costs", "what \(StoreBills.words(stores.billed)) costs is: ") : ("they cost", "")
    let start = " What \(what) is not in that\(cost.isEmpty ? ": " : "; " + cost)"
    guard let other = advice.bestBilled, let billed = advice.choices[other].saving else {
      return start + "it saves as long as \(left) less than \(saving) a month."
    }
    return
      start
      + "it is the better choice as long as \(left) less than \(saving - billed) a month, else \(name(other)) is, which saves \(billed) with "
      + "all that it costs."
  }

  /// What would be better than the winner, whose own machines are in its bill, were its machines cheap.
  private func unpriced(_ choice: Advice.Choice) -> String {
    guard let saving = choice.saving, let other = advice.bestUnbilled, let before = advice.choices[other].saving, before > saving else {
      return ""
    }
    let stores = advice.choices[other].stores
    let machines =
      stores.isInPart
      ? "\(StoreBills.words(stores.unbilled)) has no price here, would be better while it costs"
      : "machines have no price here, would be better while they cost"
    return " \(name(other)), whose \(machines) less than \(before - saving) a month."
  }

  /// What choices are compared by: the saving, or where nothing is known of money the hits.
  private func worth(_ index: Int) -> Int64 {
    advice.choices[index].saving?.nanodollars ?? Int64(advice.choices[index].result.hits)
  }

  private var parts: [Part] {
    let isBroken = advice.choices.contains { !$0.broken.isEmpty && ($0.saving ?? .zero) > .zero }
    let title = advice.winner != nil ? "The choice" : isBroken ? "What breaks the limits" : "What was tried"
    let rows = choices
    var parts = [
      Part(
        id: "choices", title: title, table: table(rows), narrow: table(rows, withSettings: false),
        lines: rows.map { "\($0.title): \(settings[$0.index])." })
    ].filter { !$0.lines.isEmpty }
    if let text = lastDollarText { parts.append(Part(id: "last-dollar", title: "What the last dollar costs", paragraphs: [text])) }
    if let bound = advice.bound {
      parts.append(
        Part(id: "bound", title: "How far from the best there is", paragraphs: [boundText(bound)], table: boundTable(bound)))
    }
    if let text = outOfSampleText { parts.append(Part(id: "out-of-sample", title: "How sure it is", paragraphs: [text])) }
    let skipped = AdviceWords.skipped(advice.skipped)
    if !skipped.isEmpty { parts.append(Part(id: "skipped", title: "Left out", paragraphs: skipped)) }
    return parts
  }

  /// The figures of choices, with their settings or without; which limits they break, where that tells them apart.
  private func table(_ rows: [(title: String, index: Int)], withSettings: Bool = true) -> Table {
    let hasMoney = advice.choices.contains { $0.saving != nil }
    let breaks = advice.winner != nil && rows.contains { !advice.choices[$0.index].broken.isEmpty }
    var columns: [Table.Column] = [.name("choice")]
    if withSettings { columns.append(.text("settings", rank: 0)) }
    if hasMoney { columns.append(.number("saving/month", rank: 0)) }
    columns += [.number("hits", rank: hasMoney ? 1 : 0), .number("P95", rank: 1), .number("wrong", rank: 2), .number("stale", rank: 2)]
    if hasMoney { columns.append(.number("cost/month", rank: 3)) }
    if breaks { columns.append(.text("breaks", rank: 0)) }
    var table = Table(columns, mostInTerminal: 12)
    for (title, index) in rows {
      let choice = advice.choices[index]
      var cells: [Cell] = [.text(title)]
      if withSettings { cells.append(.text(settings[index])) }
      if hasMoney { cells.append(.dollars(choice.saving)) }
      cells += [
        .ratio(choice.result.hitRate), .time(choice.result.p95), .share(choice.result.wrongShare), .share(choice.result.staleShare),
      ]
      if hasMoney { cells.append(.dollars(choice.result.total)) }
      if breaks { cells.append(choice.broken.isEmpty ? .none : .text(AdviceWords.broken(choice.broken))) }
      table.append(cells)
    }
    return table
  }

  /// Winner and runner-up, and the best of every other product that answers anything, under their titles: where one saves nothing or breaks
  /// a limit, that is seen.
  private var choices: [(title: String, index: Int)] {
    var rows: [(title: String, index: Int)] = []
    func add(_ title: String, _ index: Int) { rows.append((title, index)) }
    if let winner = advice.winner { add("winner: \(advice.choices[winner].candidate.product)", winner) }
    if let runnerUp = advice.runnerUp { add("runner-up: \(advice.choices[runnerUp].candidate.product)", runnerUp) }
    for index in beside { add("best of \(advice.choices[index].candidate.product)", index) }
    return rows
  }

  /// The best of each product that has neither the winner nor the runner-up: within the limits, else beyond them.
  private var beside: [Int] {
    let first = [advice.winner, advice.runnerUp].compactMap { $0 }
    var seen = Set(first.map { advice.choices[$0].candidate.product })
    let others = advice.byProduct.filter { seen.insert(advice.choices[$0].candidate.product).inserted }
    let ranked = advice.choices.indices.filter { advice.choices[$0].result.hits > 0 }.sorted { (worth($1), $0) < (worth($0), $1) }
    // Where something is advised, what keeps to the limits comes before what saves more beyond them.
    let kept = advice.winner == nil ? [] : ranked.filter { advice.choices[$0].broken.isEmpty }
    return others + (kept + ranked).filter { seen.insert(advice.choices[$0].candidate.product).inserted }
  }
}
