public import ArgumentParser
import Caching
import Ingest
import Pricing
import Reporting
import Scenarios
import Simulation
import Units

/// `hindcast list`: what there is to choose from.
public struct ListCommand: ParsableCommand {
  /// What can be listed.
  public enum Subject: String, CaseIterable, ExpressibleByArgument, Sendable {
    case formats, strategies, policies, models
  }

  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List formats, strategies, policies or models.",
    discussion: """
        hindcast list strategies --show ttl-1h   a preset as YAML, to start from
        hindcast list strategies --fields        the fields of a strategy file
        hindcast list strategies --reference     the same with examples, as Markdown
        hindcast list models gpt-4               the prices of some models
        hindcast list models gpt-4 --details     … with tiers, sources and notes
        hindcast list models --suspicious        prices that are probably wrong
      """)

  @Argument(help: ArgumentHelp("formats, strategies, policies or models.", valueName: "WHAT")) var subject: Subject
  @Argument(help: ArgumentHelp("Only names (of models: or providers, or other names) that contain this.", valueName: "TEXT")) var filter:
    String = ""
  @Option(help: ArgumentHelp("Print this preset as YAML.", valueName: "NAME")) var show: String?
  @Flag(help: "Explain the fields of a strategy file.") var fields = false
  @Flag(help: "Of models: also tiers, services, cache writes, days, sources and notes.") var details = false
  @Flag(help: "Of models: only prices that are probably wrong, and why.") var suspicious = false
  @Option(help: ArgumentHelp("Of models: this price table instead of the built-in one.", valueName: "FILE")) var prices: String?
  @Option(parsing: .singleValue, help: ArgumentHelp("Of models: contract prices laid over it.", valueName: "FILE")) var contract: [String] =
    []
  @Flag(help: "Print the reference page of strategy files as Markdown.") var reference = false
  @Flag(help: "Print without colours (also: NO_COLOR).") var noColor = false

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard subject == .strategies || (show == nil && !fields && !reference) else {
      throw ValidationError("--show, --fields and --reference go with 'hindcast list strategies' alone.")
    }
    guard subject == .models || (!details && !suspicious && prices == nil && contract.isEmpty) else {
      throw ValidationError("--details, --suspicious, --prices and --contract go with 'hindcast list models' alone.")
    }
  }

  /// Prints the list.
  public func run() throws {
    let style = TerminalStyle(width: Terminal.width, hasColor: Terminal.hasColor(noColor: noColor))
    if let show {
      guard let preset = Presets.named(show) else {
        throw Failure(.usage, "There is no strategy \"\(show)\": \(Presets.suggestion(for: show))")
      }
      return try Terminal.print(StrategyFile.print(preset))
    }
    if subject == .models { return try Terminal.print(models(style)) }
    if reference { return try Terminal.print(StrategyReference.markdown) }
    if fields {
      let rows = StrategyFile.reference.filter { filter.isEmpty || $0.path.lowercased().contains(filter.lowercased()) }
      guard !rows.isEmpty else { throw Failure(.usage, "No field of a strategy contains \"\(filter)\".") }
      return try Terminal.print(FieldsText.render(rows, style: style))
    }
    var rows: [[String]]
    var titles: [String]
    switch subject {
    case .formats:
      titles = ["format", "what it is, and what it carries"]
      rows = LogFormats.all.map { [$0.name, "\($0.title): \(Self.words($0.contents))"] }
    case .strategies:
      titles = ["strategy", "what it is"]
      rows = Presets.all.map { [$0.name, $0.summary] }
    case .policies:
      titles = ["policy", "which entry goes when there is no room"]
      rows = EvictionPolicy.allCases.map { [$0.rawValue, $0.summary] }
    case .models: return
    }
    rows = rows.filter { row in filter.isEmpty || row[0].lowercased().contains(filter.lowercased()) }
    guard !rows.isEmpty else { throw Failure(.usage, "Nothing in the list contains \"\(filter)\".") }
    try Terminal.print(ListText.render(titles: titles, rows: rows, style: style))
  }

  private static func words(_ contents: LogContents) -> String {
    let parts: [(LogContents, String)] = [
      (.texts, "texts"), (.times, "times"), (.usage, "usage"), (.tenants, "tenants"), (.cacheStatus, "cache status"),
    ]
    return parts.filter { contents.contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}

extension FieldsText {
  /// The fields of a reference, explained.
  static func render(_ rows: [ReferenceRow], style: TerminalStyle) -> String {
    render(rows.map { Row(path: $0.path, values: $0.values, standard: $0.standard, meaning: $0.meaning) }, style: style)
  }
}
