/// A moment that stands around a record.
struct LoggedMoment {
  let moment: Int64
  /// Whether the call began then; else it was over when that was written.
  let isStart: Bool

  /// The moment that a value is; `nil` if it is none.
  init?(_ value: JSONValue?, isStart: Bool = false) {
    guard let moment = Stamp.moment(value) else { return nil }
    self.init(moment, isStart: isStart)
  }

  init(_ moment: Int64, isStart: Bool = false) {
    self.moment = moment
    self.isStart = isStart
  }
}

/// How shippers and stores of logs wrap the records of others: each in a member of an object of their own, often as text, or many in a list.
///
/// It is looked for where records have no known shape themselves: in these ways first, and then wherever in a record another one is
/// (``found(in:)``). Sources: the export formats of CloudWatch Logs (`events`, `logEvents`, `@message`, fields in `results`), Azure Event Hubs
/// (`records`), Elasticsearch (`_source`), Google Cloud Logging (`jsonPayload`, `textPayload`), Docker and Fluent Bit (`log`), Datadog
/// (`attributes.attributes`), Splunk (`result`, `_raw`), Loki (`line`, or pairs of stamp and line in `values`), HTTP archives (`log.entries`),
/// Langfuse's traces (`observations`), LangSmith's interface (`runs`, `post`), cassettes of VCR (`interactions`), PostgreSQL (`row_to_json`),
/// and LiteLLM's callbacks (`standard_logging_object`).
/// Tables as JSON are ``JSONTable``, values with types ``TypedValues``.
struct Wrapping {
  /// The path to the list that holds many records; empty where there is one.
  private var list: [String] = []
  /// The path to the record in an element of the list; empty where the element is it.
  private var member: [String] = []
  /// The table that records are the rows of, where they are.
  private var table: JSONTable?
  /// What their values have beside them, where they have.
  private var types: TypedValues?
  /// Whether their members have paths for names, as tables that were made of nested records have.
  private var hasPaths = false
  /// Whether what they say stands in groups alone.
  private var isGrouped = false
  /// Whether their members have names in capitals, as Snowflake and Oracle give them.
  private var hasCapitals = false
  /// Whether each record holds a line that a container wrote.
  let isOfLines: Bool
  /// Whether records of one's own are in it, of which what stands around them says more.
  var gathersFacts = false

  private static let lists: [[String]] = [
    [], ["records"], ["Records"], ["events"], ["logEvents"], ["data"], ["logs"], ["results"], ["items"], ["result"], ["hits", "hits"],
    ["log", "entries"], ["observations"], ["value"], ["rows"], ["requests"], ["entries"], ["values"], ["data", "result", "values"],
    ["runs"], ["post"], ["data", "items"], ["interactions"], ["content"], ["calls"], ["data", "observations"],
  ]
  private static let members: [[String]] = [
    [], ["message"], ["@message"], ["_source"], ["jsonPayload"], ["textPayload"], ["log"], ["_raw"], ["line"], ["result"],
    ["result", "_raw"], ["standard_logging_object"], ["event"], ["body"], ["data"], ["record"], ["payload"], ["content"], ["attributes"],
    ["attributes", "attributes"], ["properties"], ["json"], ["value"], ["row"],
    ["metadata"], ["record", "extra"], ["fields"], ["extra"], ["MESSAGE"], ["payload", "after"], ["customDimensions"],
    ["row_to_json"], ["event", "original"], ["_source", "event", "original"], ["_source", "message"],
  ]
  /// When a shipper took a record, by the names of all of them.
  private static let stamps: [StaticString] = [
    "timestamp", "@timestamp", "time", "_time", "date", "ts", "eventTime", "Timestamp", "Time", "Date", "eventTimestamp", "EnqueuedTimeUtc",
    "publishTime", "timeUnixNano", "observedTimeUnixNano", "created_at", "createdAt", "inserted_at", "logged_at", "__REALTIME_TIMESTAMP",
  ]

  /// All ways to wrap: as text that is the whole record, then a list of whole records and single members, then as a table.
  private static let known: [Wrapping] =
    lists.flatMap { list in members.map { Wrapping(list: list, member: $0) } }
    + JSONTable.known.map { Wrapping(table: $0) } + [Wrapping(hasPaths: true), .capitals]

  /// Values with their types.
  init(of types: TypedValues) {
    self.types = types
    isOfLines = false
  }

  /// Names in capitals.
  static let capitals = Wrapping(hasCapitals: true)
  /// What a call says in groups alone.
  static let groups = Wrapping(isGrouped: true)
  /// A table whose columns are members.
  static let columns = Wrapping(table: .columns)

  private init(
    list: [String] = [], member: [String] = [], table: JSONTable? = nil, hasPaths: Bool = false, hasCapitals: Bool = false,
    isGrouped: Bool = false
  ) {
    self.isGrouped = isGrouped
    self.list = list
    self.member = member
    self.table = table
    self.hasPaths = hasPaths
    self.hasCapitals = hasCapitals
    isOfLines = list.isEmpty && member == ["log"]
  }

  /// All ways in which a log may be wrapped whose first record is `first`: it may be the header of those that follow.
  static func known(after first: JSONValue?) -> [Wrapping] {
    first.flatMap { JSONTable(header: $0) }.map { [Wrapping(table: $0)] + known } ?? known
  }

  /// Whether `record` says how others are to be read, and is none itself.
  func isHeader(_ record: JSONValue) -> Bool { table?.isHeader(record) ?? false }

  /// When a shipper took a record, or when a call began whose rest is further inside.
  static func stamp(of record: JSONValue) -> LoggedMoment? {
    if let start = LoggedMoment(record.given(starts), isStart: true) { return start }
    let told = record.given(stamps) ?? FlatMembers(record)[.time]
    return LoggedMoment(told?["timestamp"] ?? told)
  }

  private static let starts: [StaticString] = ["start_time", "startTime", "started_at", "startedAt"]

  /// Calls `body` with each record that is wrapped in `record`, valid inside the call only, and with the time at which it was logged, if
  /// the wrapper says that; with none if it is not wrapped in this way.
  func forEachRecord(
    in record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue, LoggedMoment?) throws -> Void
  ) rethrows {
    if let table { return try table.forEachRow(of: record, &parser) { try body($0, nil) } }
    if let types { return try types.forEachRecord(in: record, &parser) { try body($0, nil) } }
    if hasPaths { return try give(nested: record, &parser, body) }
    if hasCapitals { return try give(lowered: record, &parser, body) }
    if isGrouped {
      guard record.kind == .object else { return }
      var names = FlatMembers(record)
      names.gather(.grouped)
      return try names.written(record, of: .none).map { try give(written: $0, nil, &parser, body) } ?? ()
    }
    if list.isEmpty, member.isEmpty {
      if record.kind == .string { return try give(record, nil, &parser, body) }
      if Self.isQueried(record) { return try unwrap(record, &parser, body) }
      // A list in a list: Zipkin's traces.
      for element in record.elements where element.kind == .object { try body(element, nil) }
      return
    }
    guard record.kind == .object else { return }
    guard !list.isEmpty else { return try unwrap(record, &parser, body) }
    for element in Self.elements(of: record, list) { try unwrap(element, of: record, &parser, body) }
  }

  /// The elements of the list at the end of a path, which may lead through the elements of others.
  private static func elements(of record: JSONValue, _ path: [String]) -> [JSONValue] {
    path.reduce([record]) { values, name in
      values.flatMap { value in value[named: name].map { $0.kind == .array ? Array($0.elements) : [$0] } ?? [] }
    }
  }

  /// Whether it is what a query of CloudWatch's gives: fields of a name and a value each.
  private static func isQueried(_ element: JSONValue) -> Bool { element[0]?["field"] != nil }

  /// Gives the record in an element, of the list in `whole` if it is one.
  private func unwrap(
    _ element: JSONValue, of whole: JSONValue? = nil, _ parser: inout JSONParser, _ body: (JSONValue, LoggedMoment?) throws -> Void
  ) rethrows {
    if member.isEmpty, Self.isQueried(element) {
      func field(_ name: StaticString) -> JSONValue? { element.elements.first { $0["field"]?.isText(name) == true }?["value"] }
      return try field("@message").map { try give($0, LoggedMoment(field("@timestamp")), &parser, body) } ?? ()
    }
    // A stamp and a line.
    if element.kind == .array, member.isEmpty, element.count == 2, let line = element[1] {
      return try give(line, LoggedMoment(element[0]), &parser, body)
    }
    var value = element
    var holders: [JSONValue] = []
    for name in member {
      guard let inner = value[named: name] else { return }
      holders.append(value)
      value = inner
    }
    // What is nearest to the record tells best when it was.
    let stamp = holders.reversed().lazy.compactMap(Self.stamp).first
    guard gathersFacts else { return try give(value, stamp, &parser, body) }
    try give(value, stamp, &parser) { record, stamp in
      var names = FlatMembers(record)
      for holder in holders.reversed() { names.gather(.around, around: holder) }
      if let whole { names.gather(.shared, around: whole) }
      guard let json = names.written(record, of: .none) else { return try body(record, stamp) }
      var parser = JSONParser()
      try give(written: json, stamp, &parser, body)
    }
  }

  /// Gives a record of paths (`input.inputTokenCount`) as the objects that they lead through.
  private func give(
    nested record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue, LoggedMoment?) throws -> Void
  ) rethrows {
    var tree = AttributeTree(keepsAllLevels: true)
    var hasPaths = false
    record.forEachMember { key, value in
      let name = key.string
      hasPaths = hasPaths || name.dropFirst().dropLast().contains(".")
      tree.insert(name, value)
    }
    guard hasPaths else { return }
    var json = JSONWriter()
    tree.write(to: &json)
    try give(written: json.bytes, nil, &parser, body)
  }

  /// Gives a record with names in capitals alone under small ones.
  private func give(lowered record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue, LoggedMoment?) throws -> Void) rethrows {
    var json = JSONWriter()
    var isShouted = true
    json.raw("{")
    record.forEachMember { key, value in
      let name = key.string
      isShouted = isShouted && !name.utf8.contains { (0x61...0x7A).contains($0) }
      guard isShouted else { return }
      json.comma()
      json.string(name.lowercased().utf8)
      json.raw(":")
      json.raw(value.raw)
    }
    json.raw("}")
    if isShouted { try give(written: json.bytes, nil, &parser, body) }
  }

  private func give(
    written json: [UInt8], _ stamp: LoggedMoment?, _ parser: inout JSONParser, _ body: (JSONValue, LoggedMoment?) throws -> Void
  ) rethrows {
    try json.withUnsafeBytes { text in
      if let record = try? parser.parse(text), record.kind == .object { try body(record, stamp) }
    }
  }

  private func give(
    _ value: JSONValue, _ stamp: LoggedMoment?, _ parser: inout JSONParser, _ body: (JSONValue, LoggedMoment?) throws -> Void
  ) rethrows {
    if Attributes.isMap(value) {
      var json = JSONWriter()
      Attributes.write(value, to: &json)
      return try give(written: json.bytes, stamp, &parser, body)
    }
    if value.kind == .object { return try body(value, stamp) }
    guard value.kind == .string else { return }
    if let text = value.withText({ Base64.decoded($0) }) ?? nil { return try give(written: text, stamp, &parser, body) }
    guard let inner = (try? parser.parse(textOf: value)) ?? nil, inner.kind == .object else { return }
    try body(inner, stamp)
  }
}

// MARK: - Wherever in a record another one is

extension Wrapping {
  /// Names on the way to what is looked at, at most, and values that are looked at.
  private static let deepest = 5
  private static let mostValues = 128

  /// All ways in which objects, or texts that look like one, stand inside of `record`: the outermost first.
  static func found(in record: JSONValue) -> [Wrapping] {
    var places = [(list: [String](), member: [String](), value: record)]
    var found: [Wrapping] = []
    var index = 0
    while index < places.count {
      let (list, member, value) = places[index]
      index += 1
      if index > 1 { found.append(Wrapping(list: list, member: member)) }
      guard list.count + member.count < deepest else { continue }
      value.forEachMember { name, value in
        guard places.count < mostValues else { return }
        if value.kind == .array, !Attributes.isMap(value) {
          guard let first = value.elements.first(where: { mayHold($0) || $0.kind == .array }) else { return }
          let list = list + member + [name.string]
          // A stamp and a line.
          if first.kind == .array { found.append(Wrapping(list: list)) } else { places.append((list, [], first)) }
        } else if mayHold(value) {
          places.append((list, member + [name.string], value))
        }
      }
    }
    return found
  }

  /// Whether a value is an object that is not empty, the attributes of one, or a text that looks like one.
  private static func mayHold(_ value: JSONValue) -> Bool {
    if value.kind == .object { return value.count > 0 }
    if Attributes.isMap(value) { return true }
    guard let text = value.inside else { return false }
    return text.first { $0 > 0x20 } == UInt8(ascii: "{") || Base64.isJSON(text)
  }

  /// Whether there are many.
  var isList: Bool { !list.isEmpty }

  /// Whether both lead to the same place.
  func isSame(as other: Wrapping) -> Bool { list == other.list && member == other.member }
}
