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
    var body: Markup = part.text.isEmpty ? "" : "<p class=\"note\">\(part.text)</p>\n"
    if let table = part.table { body += table.markup(label: part.title) }
    return body
  }

  private struct Part {
    let id: String
    let title: String
    let text: String
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
      if !part.text.isEmpty { document.paragraph(part.text) }
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
  private func name(_ index: Int) -> String { "\(advice.choices[index].candidate.product): \(settings[index])" }

  /// What to take, in a few sentences.
  var sentence: String {
    let limits = AdviceWords.limits(advice.constraints)
    guard let winner = advice.winner else {
      let best = advice.choices.indices.max { worth($0) < worth($1) }
      guard let best else { return "None of the configurations can be replayed on this log." }
      let most = advice.choices[best]
      guard most.saving.map({ $0 > .zero }) ?? (most.result.hits > 0) else {
        return "Take no cache: none of the configurations tried would \(most.saving == nil ? "answer any request" : "save anything")."
      }
      var text = "No configuration keeps to \(limits) and saves anything. Without limits, \(name(best)) would "
      text += most.saving.map { "save \($0) a month" } ?? "answer \(most.result.hitRate) of the requests"
      text += ", but breaks: \(AdviceWords.broken(most.broken))."
      if most.broken.contains(.p95), let fastest = advice.choices.compactMap(\.result.p95).min() {
        text += " The lowest P95 of any is \(fastest)."
      }
      return text
    }
    let choice = advice.choices[winner]
    var text = "Take \(name(winner)). "
    if let saving = choice.saving {
      let share = advice.baseline.total.flatMap { $0 > .zero ? saving.value / $0.value : nil }
      text +=
        "It saves \(saving) a month" + (share.map { ", \(percent($0)) of the bill" } ?? "")
        + ", and answers \(choice.result.hitRate) of the requests"
    } else {
      text += "It answers \(choice.result.hitRate) of the requests; nothing is known of money"
    }
    if limits != "no limits" { text += ", within the limit\(limits.contains(" and ") ? "s" : "") of \(limits)" }
    return text + "." + (choice.isBilled ? "" : machines(choice)) + sharing(choice)
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
    let product = choice.candidate.product
    guard let other = advice.bestBilled, let billed = advice.choices[other].saving else {
      return " What the machines of \(product) cost is not in that: it saves as long as they cost less than \(saving) a month."
    }
    return
      " What the machines of \(product) cost is not in that: it is the better choice as long as they cost less than \(saving - billed) a "
      + "month, else \(name(other)) is, which saves \(billed) with all that it costs."
  }

  /// What choices are compared by: the saving, or where nothing is known of money the hits.
  private func worth(_ index: Int) -> Int64 {
    advice.choices[index].saving?.nanodollars ?? Int64(advice.choices[index].result.hits)
  }

  private var parts: [Part] {
    let rows = choices
    var parts = [
      Part(
        id: "choices", title: advice.winner == nil ? "What breaks the limits" : "The choice", text: "", table: table(rows),
        narrow: table(rows, withSettings: false), lines: rows.map { "\($0.title): \(settings[$0.index])." })
    ].filter { $0.table?.rows.isEmpty == false }
    if let text = lastDollarText { parts.append(Part(id: "last-dollar", title: "What the last dollar costs", text: text)) }
    if let bound = advice.bound {
      parts.append(Part(id: "bound", title: "How far from the best there is", text: boundText(bound), table: boundTable(bound)))
    }
    if let text = outOfSampleText { parts.append(Part(id: "out-of-sample", title: "How sure it is", text: text)) }
    let skipped = skippedTable
    if !skipped.rows.isEmpty {
      let lines = advice.skipped.map { each in
        "\(each.product)\(each.count > 0 ? ", \(counted(each.count, "configuration"))" : ""): \(each.reason)\(each.reason.hasSuffix(".") ? "" : ".")"
      }
      parts.append(Part(id: "skipped", title: "Left out", text: "", table: skipped, narrow: Table([]), lines: lines))
    }
    return parts
  }

  /// The figures of choices, with their settings or without.
  private func table(_ rows: [(title: String, index: Int)], withSettings: Bool = true) -> Table {
    var table = Table(
      [.name("choice")] + (withSettings ? [.text("settings", rank: 0)] : []) + [
        .number("saving/month", rank: 0), .number("hits", rank: 1), .number("P95", rank: 1),
        .number("wrong", rank: 2), .number("stale", rank: 2), .number("cost/month", rank: 3),
      ], mostInTerminal: 12)
    for (title, index) in rows {
      let choice = advice.choices[index]
      table.append(
        [.text(title)] + (withSettings ? [.text(settings[index])] : []) + [
          .dollars(choice.saving), .ratio(choice.result.hitRate), .time(choice.result.p95),
          .share(choice.result.wrongShare), .share(choice.result.staleShare), .dollars(choice.result.total),
        ])
    }
    return table
  }

  /// What is compared, under its title.
  private var choices: [(title: String, index: Int)] {
    var rows: [(title: String, index: Int)] = []
    func add(_ title: String, _ index: Int) { rows.append((title, index)) }
    if let winner = advice.winner { add("winner: \(advice.choices[winner].candidate.product)", winner) }
    if let runnerUp = advice.runnerUp { add("runner-up: \(advice.choices[runnerUp].candidate.product)", runnerUp) }
    for index in advice.byProduct where index != advice.winner && index != advice.runnerUp {
      add("best of \(advice.choices[index].candidate.product)", index)
    }
    guard advice.winner == nil else { return rows }
    var seen: Set<String> = []
    let ranked = advice.choices.indices.sorted { (worth($1), $0) < (worth($0), $1) }
    for index in ranked where worth(index) > 0 && seen.insert(advice.choices[index].candidate.product).inserted {
      add("best of \(advice.choices[index].candidate.product)", index)
    }
    return rows
  }

  private var lastDollarText: String? {
    guard advice.winner != nil else { return nil }
    var sentences: [String] = []
    if let margin = advice.lastDollar {
      var text = "The next safer choice, \(name(margin.other)), saves \(margin.dollars) a month less: "
      text += "that much is bought with \(AdviceWords.answers(margin))"
      if margin.dollars > .zero {
        let each = (margin.wrong + margin.stale) / margin.dollars.value
        text += ", \(significant(each, digits: 2)) for each dollar"
      }
      sentences.append(text + ".")
      if let riskless = advice.riskless, riskless.other != margin.other {
        sentences.append("Without any such risk, \(name(riskless.other)) saves \(riskless.dollars) a month less.")
      }
    } else {
      sentences.append("No choice is safer: the whole saving comes without expected wrong answers or answers out of date.")
    }
    if let margin = advice.nextDollar {
      sentences.append(
        "Beyond the limits, \(name(margin.other)) would save \(margin.dollars) a month more, with \(AdviceWords.answers(margin)); it breaks: "
          + "\(AdviceWords.broken(advice.choices[margin.other].broken)).")
    }
    return sentences.joined(separator: " ")
  }

  private func boundText(_ bound: Advice.Bound) -> String {
    let away = bound.winner - bound.traffic
    return
      "A store without limits, free, that knows every answer as soon as it is asked for, would pay \(bound.traffic) a month and answer "
      + "\(bound.hits) of the requests; no cache with these keys does better. The winner is \(away) away from it."
  }

  private func boundTable(_ bound: Advice.Bound) -> Table {
    var table = Table([.name("a month of the winner"), .number("amount", rank: 0), .number("share", rank: 0)])
    func add(_ name: String, _ amount: Dollars, isTotal: Bool = false) {
      table.append(
        [.text(name), .dollars(amount), .share(bound.winner > .zero ? amount.value / bound.winner.value : nil)], isTotal: isTotal)
    }
    add("evictions (capacity)", bound.capacity)
    add("expiry (TTL)", bound.life)
    add("in flight, and the store", bound.flightAndStore)
    add("asked once or not cacheable (traffic)", bound.traffic)
    add("its bill", bound.winner, isTotal: true)
    return table
  }

  private var outOfSampleText: String? {
    guard let sample = advice.outOfSample else { return nil }
    // The date says little of a log of hours.
    let isShort = advice.audited.span.map { $0.upperBound - $0.lowerBound < 3 * 86_400_000_000 } ?? true
    let cut = Timestamp(microseconds: sample.cut / 1_000_000 * 1_000_000)
    let moment = isShort ? "\(cut)" : cut.date
    guard let chosen = sample.chosen else {
      return "By the log before \(moment) alone nothing would have been worth choosing."
    }
    var text = "Chosen by the log before \(moment) alone: \(name(chosen))" + (chosen == advice.winner ? ", the same. " : ". ")
    if let saved = sample.saved {
      let isMoney = advice.choices[chosen].saving != nil
      text += "From then on it \(isMoney ? "saves" : "answers") \(percent(saved)) of the \(isMoney ? "bill" : "requests")"
      if let best = sample.best, let most = sample.bestSaved {
        text +=
          best == chosen || most <= saved
          ? "; nothing tried does better there."
          : "; with hindsight \(name(best)) would have been better: \(percent(most))."
      } else {
        text += "."
      }
    }
    text +=
      sample.broken.isEmpty
      ? " It keeps to the limits there." : " There it breaks: \(AdviceWords.broken(sample.broken)), so leave room to the limits."
    return text
  }

  private var skippedTable: Table {
    var table = Table([.name("product"), .number("configurations", rank: 1), .text("because", rank: 0)])
    for each in advice.skipped {
      table.append([.text(each.product), each.count > 0 ? .count(each.count) : .none, .text(each.reason)])
    }
    return table
  }
}

/// Words of advice.
enum AdviceWords {
  /// "0.1 % wrong answers, a P95 of 2 s".
  static func limits(_ constraints: Constraints) -> String {
    var parts: [String] = []
    if let wrong = constraints.wrong { parts.append("\(share(wrong)) wrong answers") }
    if let stale = constraints.stale { parts.append("\(share(stale)) answers out of date") }
    if let p95 = constraints.p95 { parts.append("a P95 of \(p95)") }
    guard let last = parts.last, parts.count > 1 else { return parts.last ?? "no limits" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A limit with all its digits: "0.05 %".
  static func share(_ fraction: Double) -> String { plain(fraction * 100, decimals: 4) + " %" }

  static func broken(_ limits: [Constraints.Limit]) -> String {
    limits.map { limit in
      switch limit {
      case .wrong: "wrong answers"
      case .stale: "answers out of date"
      case .p95: "P95"
      }
    }.joined(separator: ", ")
  }

  /// "130 more wrong answers and 12 fewer out of date a month".
  static func answers(_ margin: Advice.Margin) -> String {
    func number(_ count: Double) -> String {
      let size = abs(count)
      return (size >= 10 ? grouped(size, decimals: 0) : significant(size, digits: 2)) + (count < 0 ? " fewer" : " more")
    }
    let parts = [(margin.wrong, "wrong answers"), (margin.stale, "answers out of date")].filter { abs($0.0) > 1e-9 }
    return parts.isEmpty ? "no more risk" : parts.map { "\(number($0.0)) \($0.1)" }.joined(separator: " and ") + " a month"
  }
}
