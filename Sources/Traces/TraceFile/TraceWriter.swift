/// Collects the compressed sections of a trace file.
struct TraceWriter: ColumnVisitor {
  /// Most bytes of a section of names or of the log summary.
  static let maximumTextBytes = 1 << 28

  private var sections: [TraceFileHeader.Section] = []
  private var payloads: [[UInt8]] = []
  /// What packs each of the sections.
  private var packing: [@Sendable () -> [UInt8]?] = []

  /// The sections of a trace, packed on some threads.
  init(_ trace: Trace, threads: Int) throws(TraceFileError) {
    try collect(trace)
    for (index, bytes) in ColumnPacker.pack(packing, threads: threads).enumerated() {
      guard let bytes else { throw .cannotPack(section: sections[index].name) }
      sections[index].packedBytes = bytes.count
      sections[index].checksum = bytes.withUnsafeBytes(checksum)
      payloads.append(bytes)
    }
    packing = []
  }

  private mutating func collect(_ trace: Trace) throws(TraceFileError) {
    try trace.checkConsistency()
    var requests = trace.requests
    try requests.visitColumns(&self)
    try add("prompts", trace.prompts)
    if !trace.messageCounts.isEmpty { try add("messages", trace.messageCounts) }
    try add("parameters", trace.parameters)
    try add("callers", trace.callers)
    try add("texts.spelling", trace.normalForms.spelling)
    try add("texts.fillers", trace.normalForms.fillers)
    try add("texts.stems", trace.normalForms.stems)
    try add("temperatures", trace.temperatures.map { ($0 ?? .nan).bitPattern })
    if trace.cacheControls.count > 1 {
      try add("controls.ttl", trace.cacheControls.map { UInt64(bitPattern: $0.ttl) })
      try add("controls.maximum_age", trace.cacheControls.map { UInt64(bitPattern: $0.maximumAge) })
      try add("controls.key", trace.cacheControls.map(\.key))
      try add("controls.cache", trace.cacheControls.map { $0.wantsCache ? 1 : 0 as UInt8 })
    }
    if let window = trace.window { try add("window", [window.lowerBound, window.upperBound].map { UInt64(bitPattern: $0) }) }
    try add(trace.graphs)
    let hits = trace.originals.keys.sorted()
    try add("originals.hit", hits)
    try add("originals.original", hits.map { trace.originals[$0] ?? 0 })
    for field in KeyField.allCases {
      guard let names = trace.names[field] else { continue }
      var sink = ByteSink()
      sink.append(UInt32(names.count))
      for name in names { sink.append(name) }
      try addText("names.\(field.rawValue)", sink.bytes)
    }
    var sink = ByteSink()
    trace.log.encode(into: &sink)
    try addText("log", sink.bytes)
    guard !trace.log.remarks.isEmpty else { return }
    var remarks = ByteSink()
    trace.log.encodeRemarks(into: &remarks)
    try addText("remarks", remarks.bytes)
  }

  mutating func visit<Element: ColumnElement>(_ name: String, _ column: inout [Element]) throws(TraceFileError) {
    try add(name, column)
  }

  mutating func visitIncreasing(_ name: String, _ column: inout [Int64]) throws(TraceFileError) {
    var before: Int64 = 0
    try add(
      name,
      column.map { value in
        defer { before = value }
        return value - before
      })
  }

  /// The file.
  func write(to write: (UnsafeRawBufferPointer) throws -> Void, requests: Int) throws {
    try TraceFileHeader(requests: requests, sections: sections).encoded().withUnsafeBytes(write)
    for payload in payloads { try payload.withUnsafeBytes(write) }
  }

  private mutating func add(_ name: String, _ table: Dimension) throws(TraceFileError) {
    for (field, column) in zip(table.fields, table.columns) where !KeyField.rare.contains(field) || column.contains(where: { $0 != 0 }) {
      try add("\(name).\(field.rawValue)", column)
    }
  }

  mutating func addText(_ name: String, _ bytes: [UInt8]) throws(TraceFileError) {
    guard bytes.count <= Self.maximumTextBytes else { throw .inconsistent(section: name, reason: "it has more than 256 MB of text") }
    try add(name, bytes)
  }

  mutating func add<Element: ColumnElement>(_ name: String, _ column: [Element]) throws(TraceFileError) {
    let width = MemoryLayout<Element>.size
    sections.append(.init(name: name, width: width, rawBytes: column.count * width, packedBytes: 0, checksum: 0))
    packing.append { packed(column) }
  }
}

extension Trace {
  /// Writes the trace as a trace file, piece by piece. Equal traces give equal bytes.
  ///
  /// The file holds dense ids, numbers, the names in ``names`` and what ``log`` says; no prompt, no answer. Layout: Format.md.
  /// - Throws: ``TraceFileError``, and what `write` throws.
  /// - Complexity: O(requests + tuples) time, on so many threads; the compressed file is held in memory.
  public func encode(threads: Int = 1, to write: (UnsafeRawBufferPointer) throws -> Void) throws {
    try TraceWriter(self, threads: threads).write(to: write, requests: requests.count)
  }

  /// The trace as the bytes of a trace file; ``encode(threads:to:)`` in one piece.
  public func encoded(threads: Int = 1) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try encode(threads: threads) { bytes.append(contentsOf: $0) }
    return bytes
  }
}
