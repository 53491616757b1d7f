/// Takes columns, one by one and by name, from the bytes of a trace file; what is not asked for is not unpacked.
struct TraceReader: ColumnVisitor {
  let header: TraceFileHeader
  private var sections: [String: (TraceFileHeader.Section, UnsafeRawBufferPointer)] = [:]

  /// A reader of a file whose head and checksums are right.
  init(_ bytes: UnsafeRawBufferPointer) throws(TraceFileError) {
    header = try TraceFileHeader(decoding: bytes)
    var offset = TraceFileHeader.size + header.sections.count * TraceFileHeader.entrySize
    for section in header.sections {
      let packed = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + section.packedBytes])
      guard checksum(packed) == section.checksum else { throw .damaged(section: section.name) }
      guard sections.updateValue((section, packed), forKey: section.name) == nil else {
        throw .inconsistent(section: section.name, reason: "it is there twice")
      }
      offset += section.packedBytes
    }
  }

  /// Whether there is a section called `name`.
  func has(_ name: String) -> Bool { sections[name] != nil }

  /// The column called `name`, if it has as many values as it may.
  func column<Element: ColumnElement>(
    _ name: String, counts: ClosedRange<Int>, of type: Element.Type = Element.self
  ) throws(TraceFileError) -> [Element] {
    guard let (section, packed) = sections[name] else { throw .missing(section: name) }
    guard section.width == MemoryLayout<Element>.size else {
      throw .inconsistent(section: name, reason: "its values have \(section.width) bytes instead of \(MemoryLayout<Element>.size)")
    }
    guard counts.contains(section.count) else {
      let most = counts.lowerBound == counts.upperBound ? "\(counts.upperBound)" : "at most \(counts.upperBound)"
      throw .inconsistent(section: name, reason: "it has \(section.count) values instead of \(most)")
    }
    guard let column = unpacked(packed, count: section.count, as: type) else {
      throw .damaged(section: name)
    }
    return column
  }

  mutating func visit<Element: ColumnElement>(_ name: String, _ column: inout [Element]) throws(TraceFileError) {
    column = try self.column(name, counts: header.requests...header.requests)
  }

  mutating func visitAdded<Element: ColumnElement & FixedWidthInteger>(
    _ name: String, _ column: inout [Element]
  ) throws(TraceFileError) {
    if has(name) { try visit(name, &column) } else { column = Array(repeating: 0, count: header.requests) }
  }

  mutating func visitIncreasing(_ name: String, _ column: inout [Int64]) throws(TraceFileError) {
    try visit(name, &column)
    var sum: Int64 = 0
    for i in column.indices {
      let (next, overflow) = sum.addingReportingOverflow(column[i])
      guard !overflow else { throw .inconsistent(section: name, reason: "a moment lies beyond all calendars") }
      column[i] = next
      sum = next
    }
  }

  /// The table called `name`; it has no more tuples than requests, but for the one of what is absent.
  func table(_ name: String, _ fields: [KeyField]) throws(TraceFileError) -> Dimension {
    var table = Dimension(fields: fields)
    var counts = 0...header.requests + 1
    for (index, field) in fields.enumerated() {
      if KeyField.rare.contains(field), !has("\(name).\(field.rawValue)") {
        table.columns[index] = Array(repeating: 0, count: table.count)
        continue
      }
      table.columns[index] = try column("\(name).\(field.rawValue)", counts: counts)
      counts = table.count...table.count
    }
    return table
  }

  /// What was asked of caches; nothing where the file does not say.
  func cacheControls(rows: Int) throws(TraceFileError) -> [CacheControls] {
    guard has("controls.ttl") else { return [CacheControls()] }
    let ttl = try column("controls.ttl", counts: 1...rows + 1, of: UInt64.self)
    let counts = ttl.count...ttl.count
    let age = try column("controls.maximum_age", counts: counts, of: UInt64.self)
    let key = try column("controls.key", counts: counts, of: UInt32.self)
    let cache = try column("controls.cache", counts: counts, of: UInt8.self)
    return ttl.indices.map {
      CacheControls(
        ttl: Int64(bitPattern: ttl[$0]), maximumAge: Int64(bitPattern: age[$0]), key: key[$0], wantsCache: cache[$0] != 0)
    }
  }

  /// The time that was selected; `nil` where the file does not say.
  func window() throws(TraceFileError) -> ClosedRange<Int64>? {
    guard has("window") else { return nil }
    let ends = try column("window", counts: 2...2, of: UInt64.self).map { Int64(bitPattern: $0) }
    guard ends[0] <= ends[1], ends.allSatisfy({ $0.magnitude <= UInt64(Requests.limit) }) else {
      throw .inconsistent(section: "window", reason: "it ends before it begins, or beyond all calendars")
    }
    return ends[0]...ends[1]
  }

  /// The names of a field; `nil` where the file has none.
  func names(_ field: KeyField) throws(TraceFileError) -> [String]? {
    let name = "names.\(field.rawValue)"
    guard has(name) else { return nil }
    return try text(name) { source throws(TraceFileError) in
      let count = Int(try source.number(UInt32.self))
      guard (1...header.requests + 1).contains(count) else {
        throw source.failure("it has \(count) names for \(header.requests) requests")
      }
      var names: [String] = []
      for _ in 0..<count { names.append(try source.text()) }
      return names
    }
  }

  /// What ingest met.
  func log() throws(TraceFileError) -> LogSummary {
    var log = try text("log") { source throws(TraceFileError) in try LogSummary(decoding: &source) }
    if has("remarks") {
      log.remarks = try text("remarks") { source throws(TraceFileError) in try LogSummary.remarks(decoding: &source) }
    }
    return log
  }

  func text<Value>(
    _ name: String, _ read: (inout ByteSource) throws(TraceFileError) -> Value
  ) throws(TraceFileError) -> Value {
    let bytes = try column(name, counts: 0...TraceWriter.maximumTextBytes, of: UInt8.self)
    let result: Result<Value, TraceFileError> = bytes.withUnsafeBytes { buffer in
      do throws(TraceFileError) {
        var source = ByteSource(buffer, section: name)
        let value = try read(&source)
        guard source.remaining == 0 else { throw source.failure("it has \(source.remaining) bytes too many") }
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

extension Trace {
  /// Whether bytes that begin with `prefix` are a trace file, of whatever version.
  public static func isTraceFile(prefix: some Sequence<UInt8>) -> Bool {
    prefix.starts(with: TraceFileHeader.magic)
  }

  /// Reads the bytes of a trace file.
  ///
  /// Every checksum, every count and every id is checked, so that whatever the bytes are, they give a sound trace or an error, and memory
  /// only for what they really hold.
  /// - Complexity: O(requests + tuples).
  public init(decoding bytes: UnsafeRawBufferPointer) throws(TraceFileError) {
    var reader = try TraceReader(bytes)
    requests = Requests()
    try requests.visitColumns(&reader)
    prompts = try reader.table("prompts", KeyField.ofPrompts)
    window = try reader.window()
    if reader.has("messages") { messageCounts = try reader.column("messages", counts: prompts.count...prompts.count) }
    parameters = try reader.table("parameters", KeyField.ofParameters)
    callers = try reader.table("callers", KeyField.ofCallers)
    normalForms = NormalForms()
    let texts = 0...prompts.count + 1
    normalForms.spelling = try reader.column("texts.spelling", counts: texts)
    normalForms.fillers = try reader.column("texts.fillers", counts: texts)
    normalForms.stems = try reader.column("texts.stems", counts: texts)
    let temperatureBits = try reader.column("temperatures", counts: 0...parameters.count + 1, of: UInt64.self)
    temperatures = temperatureBits.map { Double(bitPattern: $0) }.map { $0.isNaN ? nil : $0 }
    cacheControls = try reader.cacheControls(rows: parameters.count)
    let hits = try reader.column("originals.hit", counts: 0...requests.count, of: UInt32.self)
    let sources = try reader.column("originals.original", counts: hits.count...hits.count, of: UInt32.self)
    originals = Dictionary(zip(hits, sources), uniquingKeysWith: { first, _ in first })
    names = [:]
    for field in KeyField.allCases { names[field] = try reader.names(field) }
    graphs = try reader.graphs(prompts: prompts.count)
    log = try reader.log()
    try checkConsistency()
    if let window, let span, !(window.lowerBound <= span.lowerBound && span.upperBound <= window.upperBound) {
      throw .inconsistent(section: "window", reason: "requests lie outside of it")
    }
  }

  /// Reads the bytes of a trace file that are in an array.
  public init(decoding bytes: [UInt8]) throws(TraceFileError) {
    let result: Result<Trace, TraceFileError> = bytes.withUnsafeBytes { buffer in
      do throws(TraceFileError) {
        return .success(try Trace(decoding: buffer))
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}
