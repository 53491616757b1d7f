import Simulation
import Studies
import Units

extension Section {
  /// How the figures are made, in plain words.
  static func method(_ study: Study) -> Section {
    Section(
      id: "method", title: "Method, in plain words",
      body: """
        <div class="prose">
        <p><b>Replay.</b> The log is played again, request by request and in its own time, against each cache. A request that the \
        cache holds an answer \
        for is a hit; any other goes upstream and takes as long as it took then, and its answer is stored when it is complete, not \
        before.</p>
        <p><b>Keys.</b> Two requests share an answer only if every field of the key is equal: the whole conversation, the model and \
        its parameters, \
        unless the strategy says otherwise. A near key compares the last user message after case, punctuation, filler words and \
        inflection.</p>
        <p><b>Latency.</b> From the request to the whole answer, look-ups included. A miss costs the look-up as well, so a cache can \
        make some requests \
        slower.</p>
        <p><b>Money.</b> Each call costs what its own tokens cost at its own time, with the prompt-cache discount it had. An avoided \
        call is worth what it \
        would have cost; a model without a price stays unpriced and is counted apart. Savings are counted from the bill as logged.</p>
        <p><b>Month.</b> \(StudyTables.month(study)) Its range is the middle 95 % of 1,000 months whose days are drawn anew from the \
        log’s; from fewer than \
        14 whole days it is called a range and no more.</p>
        <p><b>Left out.</b> Users who ask for another answer, agents in a loop and prompts that the log cut are not counted as \
        savings, though a real \
        cache would answer some of them.</p>
        <p><b>Not known.</b> Whether a near answer would have satisfied its reader; how users and agents would have acted on faster \
        answers; how much of \
        the provider’s own prompt cache would have gone cold.</p>
        </div>

        """)
  }

  /// What makes the page repeatable.
  static func manifest(_ study: Study) -> Section {
    let manifest = study.audited.manifest
    let sign = manifest.dayOffset < 0 ? "-" : "+"
    let minutes = abs(manifest.dayOffset) / 60
    let zone = "UTC\(sign)\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    let facts: [(String, String)] = [
      ("Hindcast", manifest.version), ("Seed", "\(manifest.seed)"), ("Prices", manifest.prices), ("Days cut at", "midnight, \(zone)"),
      ("Only requests", manifest.selection ?? ""),
      ("Strategies", study.strategies.map(\.strategy.name).joined(separator: ", ")),
    ]
    var inputs = Table([.name("input"), .number("bytes"), .text("digest")])
    for input in manifest.inputs.prefix(200) { inputs.append([.text(input.name), .count(input.bytes), .text(input.digest)]) }
    let list = facts.filter { !$0.1.isEmpty }.markup { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }
    return Section(
      id: "manifest", title: "Made with", lead: "The same version, inputs, prices, strategies and seed give the same page, byte for byte.",
      body:
        "<dl class=\"facts\">\(list)</dl>\n" + inputs.markup(label: "Inputs")
    )
  }
}
