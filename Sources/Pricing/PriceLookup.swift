public import Units

/// How a logged model was priced: under which name, by which rows, and what a reader of the report must know about it.
public struct PriceLookup: Hashable, Sendable {
  /// The model as it stands in the log.
  public let loggedModel: String
  /// The provider as it stands in the log.
  public let loggedProvider: String?
  /// Whose price was taken.
  public let provider: String
  /// The model of the price book whose price was taken.
  public let model: String
  /// The prices through time.
  public let schedule: PriceSchedule
  /// What the resolution of the name assumed.
  public let notes: [PriceNote]

  /// ``notes``, and what the prices assume for requests between two moments.
  public func notes(from first: Timestamp, to last: Timestamp) -> [PriceNote] {
    var notes = notes
    let (index, fit) = schedule.index(at: first)
    let row = schedule.rows[index]
    switch fit {
    case .beforeFirst: notes.append(.beforeFirst(row.validFrom ?? schedule.today))
    case .afterEnd: notes.append(.afterEnd(row.validTo ?? schedule.today))
    case .inForce:
      if row.validFrom == nil, let seen = CivilDay(row.sourceDate), CivilDay(first) < seen { notes.append(.beginUnknown(seen: seen)) }
    }
    let end = schedule.index(at: last)
    if fit == .inForce, end.fit == .afterEnd { notes.append(.afterEnd(schedule.rows[end.row].validTo ?? schedule.today)) }
    let changes = schedule.changes(from: first, to: last)
    if !changes.isEmpty { notes.append(.changed(changes)) }
    return notes
  }
}

/// Something to know about a price, for the report.
public enum PriceNote: Hashable, Sendable, CustomStringConvertible {
  /// The logged name was taken for another name of the price book.
  case alias(logged: String, priced: String)
  /// The platform that served the model has no price of its own here; the maker's list price was taken.
  case resold(by: String, at: String)
  /// A regional endpoint was priced as the global one, which may cost less.
  case regional(String)
  /// A regional endpoint was priced as the global one and what the region adds to it.
  case surcharged(String, percent: Int)
  /// The name moves from model to model, so old requests may have been answered by another one.
  case moving(String)
  /// Requests before this first known day were priced as on that day.
  case beforeFirst(CivilDay)
  /// Requests after this last known day were priced as on that day.
  case afterEnd(CivilDay)
  /// The source states no first day; the price seen on this day was taken for earlier requests too.
  case beginUnknown(seen: CivilDay)
  /// The price changed on these days within the log.
  case changed([CivilDay])

  /// The note as a sentence.
  public var description: String {
    switch self {
    case .alias(let logged, let priced): "\"\(logged)\" is priced as \(priced)."
    case .resold(let platform, let maker): "\(platform) has no price of its own in the price book; the list price of \(maker) is used."
    case .regional(let region):
      "The regional endpoint \"\(region)\" is priced as the global one, and may cost more; give its price with --prices or --contract."
    case .surcharged(let region, let percent): "The regional endpoint \"\(region)\" is priced \(percent) % above the global one."
    case .moving(let name): "\"\(name)\" moves from model to model; earlier requests may have had another price."
    case .beforeFirst(let day): "Requests before \(day) are priced as on that day, the first that is known."
    case .afterEnd(let day): "Requests after \(day) are priced as on that day, the last that is known."
    case .beginUnknown(let seen): "The price seen on \(seen) is used for earlier requests too; when it began is not known."
    case .changed(let days): "The price changed on \(days.map(\.description).joined(separator: ", "))."
    }
  }
}
