public import ArgumentParser
import Scenarios
import Units

/// Which requests of the logs are looked at.
public struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only requests from this moment on: 2026-10-05 or 2026-10-05T08:30:00, in --tz, or with Z in UTC.", valueName: "DATE"))
  var from: String?

  @Option(help: ArgumentHelp("Only requests before this moment: --to 2026-11-01 ends with October.", valueName: "DATE"))
  var to: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only requests of which this is so: 'model=gpt-4.1 and team!=qa'. Fields: "
        + "\(Condition.Field.allCases.map(\.rawValue).joined(separator: ", ")). Operators: = != < <= > >= ~ (with * and ?), and, or, not, ().",
      valueName: "CONDITION"))
  var condition: String?

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws { _ = try selection(dayOffset: 0) }

  /// The selection itself; `nil` for all requests.
  ///
  /// - Parameter dayOffset: Seconds east of UTC of dates without a `Z`.
  func selection(dayOffset: Int) throws -> Selection? {
    let start = try moment(from, "--from", dayOffset)
    let end = try moment(to, "--to", dayOffset)
    if let start, let end, start >= end { throw ValidationError("--from \(from ?? "") is not before --to \(to ?? "").") }
    let condition = try condition.map { text in
      do {
        return try Condition(text)
      } catch {
        throw ValidationError("--where, \(error)")
      }
    }
    guard start != nil || end != nil || condition != nil else { return nil }
    return Selection(start: start, end: end, condition: condition)
  }

  private func moment(_ text: String?, _ option: String, _ dayOffset: Int) throws -> Timestamp? {
    guard let text else { return nil }
    let isUniversal = text.hasSuffix("Z")
    guard let moment = Quantity.moment(text.contains("T") && !isUniversal ? text + "Z" : text) else {
      throw ValidationError("\(option) is '\(text)'; write a date such as 2026-10-05, or a moment such as 2026-10-05T08:30:00.")
    }
    return isUniversal ? moment : Timestamp(microseconds: moment.microseconds - Int64(dayOffset) * 1_000_000)
  }
}
