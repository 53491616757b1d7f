public import ArgumentParser
import Duplicates
import Embeddings
import Reporting
import Similarity
import Studies
import Traces

/// `hindcast audit`: what repeats, what it costs, how right a cache would be, what is wrong with the log.
public struct AuditCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "What repeats, what it costs, how right a cache would be, and what is wrong with the log.")

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @Option(help: ArgumentHelp("Who shares answers: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "SCOPE"))
  var scope: Scope = .global
  @Flag(help: "Show the text of repeated prompts (they are fingerprints otherwise).") var showPrompts = false
  @OptionGroup(title: "Similarity") var similarity: SimilarityOptions
  @OptionGroup(title: "Embeddings") var embeddings: EmbeddingOptions
  @OptionGroup(title: "Study") var study: StudyOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @Option(help: ArgumentHelp("Also write the result as one HTML page.", valueName: "FILE")) var html: String?
  @Option(
    help: ArgumentHelp(
      "Write one row per request: class, sub-kind, match, score, difference, veto (.csv, .jsonl, either with .zst).", valueName: "FILE"))
  var requests: String?

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard similarity.keysOnly, embeddings.isAsked else { return }
    throw ValidationError("--keys-only compares no prompts, and so takes no vectors; leave out one of them.")
  }

  /// Reads, audits, prints.
  public func run() throws {
    let bench = Workbench(logs: logs, study: study)
    let prices = try bench.prices()
    let selected = try selection.selection(dayOffset: study.dayOffset)
    let measured = try similarity.verdicts.map { try ReviewFile.verdicts($0) } ?? []
    var report: AuditReport?
    var outputs = Outputs()
    try outputs.add(output.json) { report?.jsonText ?? "" }
    try outputs.add(output.csv) { report?.csv ?? "" }
    try outputs.add(output.markdown) { report?.markdown ?? "" }
    try outputs.add(html) { report?.html ?? "" }
    let rows = try requests.map { try OutputFile($0) }
    // It holds prompts: nobody but its owner reads it.
    let review = try similarity.reviewFile.map { try OutputFile($0, isPrivate: true) }

    let claim = showPrompts ? "--show-prompts" : review != nil ? "--review" : embeddings.isAsked ? "vectors" : nil
    let loader = TraceLoader(
      options: logs, printing: output.printing, textsAreFor: claim, wantsTexts: !similarity.keysOnly)
    let loaded = try loader.load(selected)
    let texts =
      similarity.keysOnly
      ? nil
      : LoggedTexts(
        lastUserMessages: loaded.texts, systemPrompts: loaded.systemPrompts, answers: loaded.answers, vectors: try vectors(of: loaded.texts)
      )
    if let path = similarity.verdicts { try ReviewFile.check(measured, path, loaded) }
    let studied = bench.audit(
      loaded.trace, prices, scope: scope, options: similarity.options(threads: logs.threads), texts: texts)
    let why =
      similarity.keysOnly
      ? "of --keys-only" : loaded.texts.isEmpty ? "a trace file holds no prompts (name the logs it was made of)" : "the log has no texts"
    let made = AuditReport(
      studied, prompts: showPrompts ? loaded.texts : [], whyNoTexts: texts == nil ? why : "",
      measured: MeasuredPrecision.all(measured.map { ($0.kind, $0.isRight) }))
    report = made
    if let rows, let requests { try AuditRows(loaded.trace, studied.audit, path: requests).write(to: rows) }
    if let review {
      let items = studied.audit.review(similarity.review ?? 0, seed: study.seed)
      try ReviewFile.write(items, loaded, to: review)
    }
    if !output.printing.quiet { try Terminal.print(made.terminal(output.printing.style)) }
    try rows?.finish()
    try review?.finish()
    try outputs.finish()
    if let failure = loaded.failure { throw failure }
  }

  /// The vectors of texts by their ids, the first of which is that of the absent one; `nil` where none are asked for.
  private func vectors(of texts: [String]) throws -> TextVectors? {
    let loader = EmbeddingLoader(options: embeddings, printing: output.printing)
    guard let table = try loader.table(of: Array(texts.dropFirst()), logs: Inputs.expand(logs.logs)) else { return nil }
    let (set, positions) = table.selecting(texts.map { TextHash(of: $0) })
    return TextVectors(set, at: positions, of: texts.count)
  }
}

/// How prompts are compared that have no key in common.
public struct SimilarityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The least cosine of a semantic match, from .5 to 1 (default: .9 by words, .95 by vectors).", valueName: "COSINE"))
  var threshold: Double?
  @Flag(help: "Compare prompts by their keys alone: no templated and semantic classes, in less time and memory.")
  var keysOnly = false
  @Option(help: ArgumentHelp("How many would-be hits to sample for a person's verdicts, of every class and kind.", valueName: "N"))
  var review: Int?
  @Option(help: ArgumentHelp("Where to write them, as CSV with their prompts: fill in the column verdict.", valueName: "FILE"))
  var reviewFile: String?
  @Option(help: ArgumentHelp("A review file with verdicts (right or wrong): measures the precision of each class.", valueName: "FILE"))
  var verdicts: String?

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    if let threshold, !(0.5...1).contains(threshold) {
      throw ValidationError("--threshold is \(threshold); write a cosine from .5 to 1.")
    }
    guard (review == nil) == (reviewFile == nil) else {
      throw ValidationError(
        "--review N needs --review-file FILE, and the other way round: the sample holds prompts, so you say where it goes.")
    }
    guard review.map({ $0 > 0 }) ?? true else { throw ValidationError("--review takes a number above 0.") }
    guard !keysOnly || review == nil else { throw ValidationError("--review compares prompts; leave out --keys-only.") }
  }

  /// Groups that files list of each division: more than anybody reads, and no file without bounds for a log of a million templates.
  private static let mostGroups = 10_000

  /// What the audit is made with.
  func options(threads: Int?) -> Audit.Options {
    var out = Audit.Options()
    out.wasteRows = Self.mostGroups
    out.threshold = threshold.map { Score(atLeast: $0).map { Int($0.rawValue) } ?? LexicalCorpus.full }
    out.threads = threads ?? 2
    return out
  }
}

extension Scope: ExpressibleByArgument {}
