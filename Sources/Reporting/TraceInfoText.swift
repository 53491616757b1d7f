public import Traces
import Units

/// What a trace file says of itself, for a terminal.
public enum TraceInfoText {
  /// Facts, sources and columns.
  public static func render(_ info: TraceFileInfo, name: String, style: TerminalStyle) -> String {
    var document = Document()
    document.heading("\(name): \(grouped(info.requests)) requests", level: 1)
    document.paragraph(
      "Version \(info.version), \(info.size), \(plain(Double(info.size.count) / Double(max(info.requests, 1)), decimals: 1)) bytes a request. No "
        + "prompt text is in it.")
    if let span = info.span { document.paragraph("\(span.lowerBound) to \(span.upperBound).") }
    var facts = Table([.name("distinct"), .number("count", rank: 0)])
    facts.append([.text("prompts"), .count(info.prompts)])
    facts.append([.text("last user messages"), .count(info.texts)])
    facts.append([.text("parameter sets"), .count(info.parameters)])
    facts.append([.text("callers"), .count(info.callers)])
    for field in KeyField.allCases {
      if let count = info.names[field], count > 0 { facts.append([.text("\(AuditTables.words(field)) names"), .count(count)]) }
    }
    document.table(facts)
    document.heading("Made from")
    var sources = Table(
      [.name("file"), .text("format"), .number("requests", rank: 0), .text("digest", rank: 2)], mostInTerminal: 1_000)
    for source in info.log.sources.prefix(20) {
      sources.append([.text(source.name), .text(source.format), .count(source.requests), .text(source.digest)])
    }
    if info.log.sources.count > 20 {
      let rest = info.log.sources.dropFirst(20)
      sources.append([.text("\(grouped(rest.count)) more"), .text(""), .count(rest.reduce(0) { $0 + $1.requests }), .text("")])
    }
    document.table(sources)
    document.heading("Columns")
    var columns = Table(
      [.name("column"), .number("values", rank: 0), .number("raw", rank: 0), .number("packed", rank: 0)], mostInTerminal: 1_000)
    for section in info.sections {
      columns.append([
        .text(section.name), .count(section.count), .text(section.rawSize.description), .text(section.packedSize.description),
      ])
    }
    document.table(columns)
    return document.terminal(style)
  }
}
