/// What the records of an input are.
struct FormatFinding {
  /// Whose they are; `nil` if it is not known.
  var format: (any LogFormat)?
  /// What else they may be: those who write pairs write flat records beside them.
  var siblings: [any LogFormat] = []
  /// What they are wrapped in, if they are.
  var wrapping: Wrapping?
  /// Whether they stand at the ends of lines of text.
  var hasPrefixes = false
  /// How they are written, if not as JSON.
  var form: WrittenForm?
  /// The order of day and month in their dates, if any of them tells.
  var dateOrder: Stamp.DateOrder?
  /// The format that most of them are of, whichever was said.
  var voted: (any LogFormat)?
  /// Where the first of them has its values; `nil` if no text is JSON.
  var firstKeys: String?
  /// Texts that are JSON, and of those the ones that hold a record of the format.
  var examined = 0
  var matched = 0
}

/// The first texts of an input, by which it is told what its records are.
struct FormatSample {
  /// Texts, and bytes of them, that are enough; and how many where those are of no known format: others may come first.
  private static let most = 200
  private static let mostUnknown = 3_200
  private static let mostBytes = 8 << 20
  /// Texts in which it is looked for what records are wrapped in.
  static let few = 20
  /// Places in records in which others are looked for.
  private static let mostPlaces = 64

  private(set) var texts: [(bytes: [UInt8], line: Int)] = []
  private var size = 0
  private var enough = most

  var isEmpty: Bool { texts.isEmpty }

  /// Whether there are enough of them.
  var isFull: Bool { texts.count >= enough || size >= Self.mostBytes }

  /// Asks for more texts, unless there are as many as may be.
  mutating func extend() -> Bool {
    guard enough < Self.mostUnknown, size < Self.mostBytes else { return false }
    enough = Self.mostUnknown
    return true
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer, line: Int) {
    texts.append((Array(bytes), line))
    size += bytes.count
  }

  /// Tells the format by what most of the records are, unless it is `chosen`.
  mutating func tell(chosen: (any LogFormat)?, _ parser: inout JSONParser) -> FormatFinding {
    var finding = FormatFinding()
    if CopyText.recognises(texts.lazy.map(\.bytes), &parser) { finding.form = .copy }
    var votes = vote(&finding, &parser)
    if finding.examined == 0, texts.contains(where: { bytes, _ in bytes.withUnsafeBytes { LinePrefix($0) != nil } }) {
      finding.hasPrefixes = true
      votes = vote(&finding, &parser)
    }
    if finding.examined == 0, texts.contains(where: { bytes, _ in bytes.withUnsafeBytes { Logfmt.object($0) != nil } }) {
      finding.form = .logfmt
      votes = vote(&finding, &parser)
    }
    if let wrapping = rewriting(chosen == nil ? votes : nil, &parser) {
      finding.wrapping = wrapping
      votes = voteUnwrapped(finding, &parser)
    } else if let chosen {
      // What is told is looked for where it would have been found untold.
      if !hasRecord(of: chosen, finding, &parser) { _ = findWrapping(of: [chosen], &finding, &parser) }
    } else if Self.winner(votes).map({ holdsNothing($0, finding, &parser) }) ?? true {
      // Lines of other logs come through a collector of traces too.
      votes = findWrapping(of: LogFormats.registry, &finding, &parser) ?? votes
    } else if let told = Self.winner(votes), told.gathersFacts, !hasPrompts(told, finding, &parser) {
      // Counts may stand around an object with the texts.
      votes = vote(of: LogFormats.registry, among: places(finding, &parser), by: .prompts, &finding, &parser) ?? votes
    }
    finding.voted = Self.winner(votes)
    finding.wrapping?.gathersFacts = (chosen ?? finding.voted)?.gathersFacts ?? false
    if let format = chosen ?? finding.voted {
      finding.siblings = chosen == nil ? LogFormats.siblings(of: format) : []
      examine(for: format, &finding, &parser)
    }
    return finding
  }

  /// How records are written that a format may be told by all the same, and would find less in: with types beside their values, as a table
  /// by columns, or with names in capitals; of these it depends on the `votes` without them, and they are left alone if there are none.
  private func rewriting(_ votes: [Int]?, _ parser: inout JSONParser) -> Wrapping? {
    if let types = types(&parser) { return Wrapping(of: types) }
    var isByColumns = false
    forEachText(FormatFinding(), first: 1, &parser) { isByColumns = JSONTable.isByColumns($0) }
    if isByColumns { return .columns }
    guard let votes else { return nil }
    var finding = FormatFinding()
    finding.wrapping = .capitals
    let lowered = voteUnwrapped(finding, &parser)
    guard let most = lowered.max(), most > 0, let told = lowered.firstIndex(of: most) else { return nil }
    // The first formats are the strictest.
    return told < (votes.firstIndex { $0 > 0 } ?? votes.count) ? .capitals : nil
  }

  /// The types that values have beside them, if they have.
  private func types(_ parser: inout JSONParser) -> TypedValues? {
    var found: [TypedValues] = []
    var count = 0
    forEachText(FormatFinding(), first: Self.few, &parser) { record in
      count += 1
      if let types = TypedValues(of: record) { found.append(types) }
    }
    return 2 * found.count > count ? found.first : nil
  }

  /// How many records are of each format, as they come out of what they are wrapped in.
  private func voteUnwrapped(_ finding: FormatFinding, _ parser: inout JSONParser) -> [Int] {
    var votes = [Int](repeating: 0, count: LogFormats.registry.count)
    forEachRecord(finding, &parser) { record in
      Self.vote(on: record, LogFormats.registry, &votes)
      return false
    }
    return votes
  }

  /// How many records are of each format, as they stand.
  private func vote(_ finding: inout FormatFinding, _ parser: inout JSONParser) -> [Int] {
    var votes = [Int](repeating: 0, count: LogFormats.registry.count)
    forEachText(finding, &parser) { record in
      finding.examined += 1
      finding.firstKeys = finding.firstKeys ?? record.leafPaths
      Self.vote(on: record, LogFormats.registry, &votes)
    }
    return votes
  }

  /// The format with the most votes, if there are any; the first of several.
  private static func winner(_ votes: [Int]) -> (any LogFormat)? {
    guard let most = votes.max(), most > 0 else { return nil }
    return votes.firstIndex(of: most).map { LogFormats.registry[$0] }
  }

  /// Counts a record for the first of some formats that it is of; says whether it is of any.
  @discardableResult
  private static func vote(on record: JSONValue, _ formats: [any LogFormat], _ votes: inout [Int]) -> Bool {
    guard let first = formats.firstIndex(where: { $0.matches(record) }) else { return false }
    votes[first] += 1
    return true
  }

  /// Whether a format finds no call in any record that it knows as its own.
  private func holdsNothing(_ format: any LogFormat, _ finding: FormatFinding, _ parser: inout JSONParser) -> Bool {
    let trial = FormatTrial()
    var hasCalls = false
    forEachText(finding, &parser) { record in
      if !hasCalls, format.matches(record) { hasCalls = trial.partCount(of: record, by: format) != 0 }
    }
    return !hasCalls
  }

  /// Whether any record is of a format as it stands.
  private func hasRecord(of format: any LogFormat, _ finding: FormatFinding, _ parser: inout JSONParser) -> Bool {
    var isFound = false
    forEachText(finding, &parser) { isFound = isFound || format.matches($0) }
    return isFound
  }

  /// Finds what the records are wrapped in, by which of some formats come out of it, and gives their votes; `nil` if none do.
  private func findWrapping(of formats: [any LogFormat], _ finding: inout FormatFinding, _ parser: inout JSONParser) -> [Int]? {
    var known: [Wrapping]?
    forEachText(finding, first: 1, &parser) { known = Wrapping.known(after: $0) }
    return vote(of: formats, among: known ?? Wrapping.known(after: nil), by: .shape, &finding, &parser)
      ?? vote(of: formats, among: places(finding, &parser), by: .calls, &finding, &parser)
      ?? vote(of: formats, among: [.groups], by: .calls, &finding, &parser)
  }

  /// Wherever in the records others may be.
  private func places(_ finding: FormatFinding, _ parser: inout JSONParser) -> [Wrapping] {
    var found: [Wrapping] = []
    forEachText(finding, first: Self.few, &parser) { text in
      for place in Wrapping.found(in: text) where found.count < Self.mostPlaces && !found.contains(where: place.isSame) {
        found.append(place)
      }
    }
    return found
  }

  /// Whether a format finds a prompt in any record that it knows as its own.
  private func hasPrompts(_ format: any LogFormat, _ finding: FormatFinding, _ parser: inout JSONParser) -> Bool {
    var trial = FormatTrial()
    var hasPrompts = false
    forEachText(finding, first: Self.few, &parser) { record in
      if !hasPrompts, format.matches(record) { hasPrompts = trial.findsCall(in: record, by: format) && trial.hasPrompt }
    }
    return hasPrompts
  }

  /// Whether an object with texts may be of the call around it: of two with counts or models of their own they are two.
  private static func isTextOf(_ call: JSONValue, _ texts: JSONValue) -> Bool {
    let (around, inside) = (FlatMembers(call), FlatMembers(texts))
    return !around.tells(.input, .output, .usage, .total) || !inside.tells(.model, .input, .output, .usage, .total)
  }

  /// By what a record in another one is told.
  private enum Sign {
    /// Its members: where it is sure that others wrap so.
    case shape
    /// That it is a whole call, or one with its prompt, as half of what stands there must be: anywhere at all, chance and parts of calls
    /// are found too.
    case calls, prompts
  }

  /// Takes the first of some ways to wrap out of which records of some formats come, and gives their votes.
  private func vote(
    of formats: [any LogFormat], among ways: [Wrapping], by sign: Sign, _ finding: inout FormatFinding, _ parser: inout JSONParser
  ) -> [Int]? {
    let isSure = sign == .shape
    var votes = ways.map { _ in [Int](repeating: 0, count: formats.count) }
    var counts = ways.map { _ in 0 }
    var best = ways.count
    var unwrapper = JSONParser()
    var trial = FormatTrial()
    forEachText(finding, first: Self.few, &parser) { text in
      // Those behind one that gives any are of no interest.
      for index in 0..<min(best + 1, ways.count) {
        ways[index].forEachRecord(in: text, &unwrapper) { record, _ in
          counts[index] += 1
          guard let format = formats.firstIndex(where: { $0.matches(record) }) else { return }
          guard isSure || trial.findsCall(in: record, by: formats[format]) else { return }
          guard sign != .prompts || trial.hasPrompt && !ways[index].isList && Self.isTextOf(text, record) else { return }
          votes[index][format] += 1
          if isSure { best = min(best, index) }
        }
        if index == best { break }
      }
    }
    let first = ways.indices.first { index in
      let sum = votes[index].reduce(0, +)
      return sum > 0 && (isSure || 2 * sum >= counts[index])
    }
    finding.wrapping = first.map { ways[$0] }
    return first.map { votes[$0] }
  }

  /// Has the format and its siblings look at their records, and looks at the dates of all.
  private func examine(for format: any LogFormat, _ finding: inout FormatFinding, _ parser: inout JSONParser) {
    var format = format
    var siblings = finding.siblings
    var dates = DateOrders()
    finding.matched = forEachRecord(finding, &parser) { record in
      dates.examine(record)
      if format.matches(record) {
        format.examine(record)
      } else if let sibling = siblings.firstIndex(where: { $0.matches(record) }) {
        siblings[sibling].examine(record)
      } else {
        return false
      }
      return true
    }
    finding.format = format
    finding.siblings = siblings
    finding.dateOrder = dates.order
  }

  /// Calls `body` with what each of the `first` texts is that is JSON.
  private func forEachText(
    _ finding: FormatFinding, first: Int = mostUnknown, _ parser: inout JSONParser, _ body: (JSONValue) -> Void
  ) {
    for (bytes, _) in texts.prefix(first) {
      (bytes.withUnsafeBytes { finding.form?.json(of: $0) } ?? bytes).withUnsafeBytes { text in
        let json = finding.hasPrefixes ? LinePrefix(text)?.json : text
        if let record = json.flatMap({ try? parser.parse(written: $0) }) { body(record) }
      }
    }
  }

  /// Calls `body` with each record that is in the `first` texts, and gives the number of texts in which it said yes to any.
  @discardableResult
  private func forEachRecord(
    _ finding: FormatFinding, first: Int = mostUnknown, _ parser: inout JSONParser, _ body: (JSONValue) -> Bool
  ) -> Int {
    var unwrapper = JSONParser()
    var count = 0
    forEachText(finding, first: first, &parser) { text in
      var isMatch = false
      if let wrapping = finding.wrapping {
        wrapping.forEachRecord(in: text, &unwrapper) { record, _ in isMatch = body(record) || isMatch }
      } else {
        isMatch = body(text)
      }
      if isMatch { count += 1 }
    }
    return count
  }
}
