/// One record of a log: a JSON value, or whatever stands in its place.
public struct Record {
  /// The text of the record, or the beginning of it if it is oversize. Valid inside the call only; 64 bytes behind it can be read.
  public let bytes: UnsafeRawBufferPointer
  /// The number of the line where it begins, from 1.
  public let line: Int
  /// Where it begins, in bytes of unpacked text.
  public let offset: Int
  /// Whether it is longer than the limit, so that it was skipped.
  public let isOversize: Bool
  /// What is wrong with it by the rules of its container; `nil` if nothing is.
  public let fault: String?
  /// What was made of it ahead, if anything was. Valid inside the call only.
  let ahead: JSONAhead?

  init(
    bytes: UnsafeRawBufferPointer, line: Int, offset: Int, isOversize: Bool, fault: String? = nil,
    ahead: JSONAhead? = nil
  ) {
    self.bytes = bytes
    self.line = line
    self.offset = offset
    self.isOversize = isOversize
    self.fault = fault
    self.ahead = ahead
  }
}

/// The records of a source, whatever holds them together: JSON lines, one array, values one after the other over any number of
/// lines, or an object with the records in one array under `data`, `logs`, `records`, `results`, `items` or `result`; and the rows of
/// a CSV file and the records of a libCacheSim trace, each as a JSON object.
///
/// Which it is, the first block of 1 MiB says. Records of JSON lines are not copied unless they cross a block.
public struct RecordReader: ~Copyable {
  private var blocks: BlockReader
  private let maximumRecord: Int
  private let columns: @Sendable ([CSV.Field]) -> [String]?

  /// Records of `source`, read ahead by a thread if `threads` is 2 or more; the result is the same.
  public init(_ source: any ByteSource, threads: Int, maximumRecord: Int = LineReader.maximumLine) {
    self.init(source, threads: threads, maximumRecord: maximumRecord) { _ in nil }
  }

  /// Records of `source`, of which tapes may be made ahead along the forms on `board`; `columns` names those of a table without a header, by
  /// its first row.
  init(
    _ source: any ByteSource, threads: Int, maximumRecord: Int = LineReader.maximumLine, board: JSONFormBoard = JSONFormBoard(),
    columns: @escaping @Sendable ([CSV.Field]) -> [String]?
  ) {
    blocks = BlockReader(source, threads: threads, board: board)
    self.maximumRecord = maximumRecord
    self.columns = columns
  }

  /// Calls `body` with each record until it says false. To be called once.
  ///
  /// Ends its thread before it returns or throws, for which it waits until the source returns from the read it is in.
  /// - Throws: what `body` throws, and, after the last whole record, what the source throws.
  public mutating func forEachRecord(_ body: (Record) throws -> Bool) throws {
    var splitter = Splitter(maximumRecord: maximumRecord, columns: columns)
    var goesOn = true
    try blocks.forEachBlock { block, isLast, ahead in
      goesOn = try splitter.feed(block, isLast, ahead.lines, body)
      if splitter.isLines { ahead.begin() }
      return goesOn
    }
    if goesOn { try splitter.finish(body) }
  }
}

/// Waits for the first byte that is not white space, and then cuts as the container says.
private struct Splitter: ~Copyable {
  private let maximumRecord: Int
  private let columns: ([CSV.Field]) -> [String]?
  private var line = 1
  private var offset = 0
  private var lines: LineSplitter?
  private var values: ValueSplitter?
  private var rows: CSVSplitter?
  private var accesses: CacheTraceSplitter?

  init(maximumRecord: Int, columns: @escaping ([CSV.Field]) -> [String]?) {
    self.maximumRecord = maximumRecord
    self.columns = columns
  }

  /// Whether each line is a record.
  var isLines: Bool { lines != nil }

  mutating func feed(
    _ block: UnsafeRawBufferPointer, _ isLast: Bool, _ ahead: LinesAhead?, _ body: (Record) throws -> Bool
  ) throws -> Bool {
    var block = block
    if lines == nil, values == nil, rows == nil, accesses == nil {
      if CacheTraceSplitter.recognises(block, isWhole: isLast) {
        accesses = CacheTraceSplitter()
        return try accesses?.feed(block, body) ?? true
      }
      guard var start = block.firstIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }) else {
        pass(block)
        return true
      }
      // A tab before the first name of a header is that of a column without one.
      while start > 0, block[start - 1] == 0x09 { start -= 1 }
      pass(&block, start)
      let container = Container.recognise(block, isWhole: isLast, columns: columns)
      switch container {
      case .envelope(let array): pass(&block, array)
      case .csv(let layout): pass(&block, layout.preface)
      default: break
      }
      switch container {
      case .lines: lines = LineSplitter(maximumLine: maximumRecord, number: line, offset: offset)
      case .csv(let layout): rows = CSVSplitter(layout, maximumRecord: maximumRecord, line: line, offset: offset)
      default: values = ValueSplitter(container, maximumRecord: maximumRecord, line: line, offset: offset)
      }
    }
    if lines != nil { return try lines?.feed(block) { try body(Record($0, ahead?.found(of: $0.bytes))) } ?? true }
    if rows != nil { return try rows?.feed(block, body) ?? true }
    if accesses != nil { return try accesses?.feed(block, body) ?? true }
    return try values?.feed(block, body) ?? true
  }

  mutating func finish(_ body: (Record) throws -> Bool) throws {
    try lines?.finish { try body(Record($0)) }
    try rows?.finish(body)
    try accesses?.finish(body)
    try values?.finish(body)
  }

  /// Passes the first bytes of a block, which hold no record.
  private mutating func pass(_ block: inout UnsafeRawBufferPointer, _ count: Int) {
    pass(UnsafeRawBufferPointer(rebasing: block[..<count]))
    block = UnsafeRawBufferPointer(rebasing: block[count...])
  }

  /// Counts the lines and bytes that hold no record.
  private mutating func pass(_ bytes: UnsafeRawBufferPointer) {
    line += bytes.count { $0 == 0x0A }
    offset += bytes.count
  }
}

extension Record {
  fileprivate init(_ line: Line, _ ahead: JSONAhead? = nil) {
    self.init(bytes: line.bytes, line: line.number, offset: line.offset, isOversize: line.isOversize, ahead: ahead)
  }
}
