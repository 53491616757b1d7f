internal import Traces

/// Reads one input: unpacks it, tells its format by a sample of its records, and gives their requests to the assembler.
struct SourceReader: ~Copyable {
  private static let progressInterval = 4_096
  /// Records after which it is guessed how many there are.
  private static let enoughToGuess = 1 << 14
  private static let smallFile = 256 << 10
  /// The year 2000: a number before it, beside a record, is not the time at which that was logged.
  private static let earliestStamp: Int64 = 946_684_800_000_000

  private let input: LogInput
  private let index: Int
  private let options: IngestOptions
  private let chosen: (any LogFormat)?
  /// Whether its name tells what it is of, and not what the user said.
  private let isNamed: Bool

  private var format: (any LogFormat)?
  /// The format as the sample left it: what reads pieces later must not hold, and so have copied, what is remembered of each record.
  private var pieceReader: (any LogFormat)?
  /// What else its records may be: those who write pairs write flat records beside them.
  private var siblings: [any LogFormat] = []
  /// Whether records are read, because it is told, or known that it cannot be.
  private var isSettled = false
  /// Its ``LogFormat/readAtOnce(_:into:)``: to call that costs less than to take the format out of its optional.
  private var readAtOnce: ((JSONValue, inout RequestDraft) -> Verdict?)?
  /// What the records are wrapped in, if they are.
  private var wrapping: Wrapping?
  private var unwrapper = JSONParser()
  /// Whether records stand at the ends of lines of text.
  private var hasPrefixes = false
  /// How they are written, if not as JSON.
  private var form: WrittenForm?
  private let rewriter = TextKeeper()
  /// What a container's runtime cut.
  private var split = SplitLines()
  /// When the record being read was logged, by what is around it.
  private var stamp: LoggedMoment?
  private var sample = FormatSample()
  private var source: LogSummary.Source
  private var draft = RequestDraft()

  /// The format that its records look like, where another was asked for.
  private(set) var otherFormat: String?
  /// Why nothing of it was read: its records are of no known format.
  private(set) var unknown: IngestError?

  /// A reader of `input` that takes `format` as given, if it is.
  init(input: LogInput, index: Int, format: (any LogFormat)?, options: IngestOptions) {
    self.input = input
    self.index = index
    self.options = options
    let named = format == nil || format?.name == BedrockBody.format ? BedrockBody(file: input.name) : nil
    isNamed = named != nil
    chosen = named ?? format
    source = LogSummary.Source(name: input.name)
  }

  /// Reads the input to its end, or to where it is broken.
  mutating func read(into assembler: inout Assembler) throws {
    assembler.begin(source)
    let opened: any ByteSource
    do {
      opened = try input.open()
    } catch let fault as InputFault {
      try settle(fault.description, &assembler)
      return assembler.end(source)
    }
    let file = HashedSource(opened)
    let unpacker = Unpacker(file, dictionary: options.dictionary)
    source.packing = unpacker.packing
    // A small file is read before a thread for it would have begun.
    let isSmall = input.size.map { $0 < Self.smallFile } ?? false
    let board = JSONFormBoard()
    var records = RecordReader(unpacker, threads: isSmall ? 1 : options.threads, board: board) { [chosen] row in
      LogFormats.columns(of: row, chosen: chosen)
    }
    var parser = JSONParser()
    parser.shapes.board = board
    do {
      try records.forEachRecord { record in
        source.records += 1
        if source.records % Self.progressInterval == 0 { report(unpacker.compressedBytes, assembler.count) }
        if source.records == Self.enoughToGuess { guess(unpacker.compressedBytes, &assembler) }
        try take(record, &parser, &assembler)
        return true
      }
      try settle(&parser, &assembler)
    } catch let error as UnpackingError {
      try settle(&parser, &assembler)
      try settle(error.description, &assembler)
    } catch let fault as InputFault {
      try settle(&parser, &assembler)
      try settle(fault.description, &assembler)
    }
    for text in split.rest() { try rejectOpen(text, source.records, &assembler) }
    source.bytesIn = file.count
    source.bytesOut = unpacker.rawBytes
    source.digest = file.digest
    source.format = format?.name ?? ""
    assembler.end(source)
    if let format, format.spansSources { assembler.formats[format.name] = format }
    report(source.bytesIn, assembler.count)
  }

  /// Notes that the input could not be read to its end, which ends a strict run.
  private mutating func settle(_ fault: String, _ assembler: inout Assembler) throws {
    source.fault = fault
    if options.isStrict { throw IngestError.broken(input: input.name, fault: fault) }
  }

  /// Reads a record, or keeps it while the format is not yet told.
  private mutating func take(_ record: Record, _ parser: inout JSONParser, _ assembler: inout Assembler) throws {
    guard !record.isOversize else {
      return try reject("longer than \(LineReader.maximumLine >> 20) MiB", record.bytes, record.line, &assembler)
    }
    if let fault = record.fault { return try reject(fault, record.bytes, record.line, &assembler) }
    if isSettled { return try read(written: record.bytes, record.line, record.ahead, &parser, &assembler) }
    sample.add(record.bytes, line: record.line)
    if sample.isFull { try settle(&parser, &assembler, mayWait: true) }
  }

  /// Tells the format by the sample, and reads the sample.
  private mutating func settle(_ parser: inout JSONParser, _ assembler: inout Assembler, mayWait: Bool = false) throws {
    guard !isSettled, !sample.isEmpty else { return }
    let finding = sample.tell(chosen: chosen, &parser)
    if mayWait, finding.format == nil, sample.extend() { return }
    source.examined += finding.examined
    source.matched += finding.matched
    wrapping = finding.wrapping
    hasPrefixes = finding.hasPrefixes
    form = finding.form
    siblings = finding.siblings
    draft.dateOrder = finding.dateOrder
    if let chosen, let voted = finding.voted, voted.name != chosen.name, options.fields == nil, !isNamed {
      assembler.remarks[.otherFormat, default: 0] += 1
      otherFormat = voted.name
    }
    if let told = finding.format {
      let format = told.spansSources ? assembler.formats[told.name] ?? told : told
      self.format = format
      pieceReader = told
      readAtOnce = { format.readAtOnce($0, into: &$1) }
    }
    unknown = whyUnknown(finding)
    if options.isStrict, let unknown { throw unknown }
    isSettled = finding.format != nil || unknown != nil
    let texts = sample.texts
    sample = FormatSample()
    for (bytes, line) in texts {
      try bytes.withUnsafeBytes { try read(written: $0, line, nil, &parser, &assembler) }
    }
  }

  /// Why nothing is read of an input whose format was not told; `nil` if it was, or if its next records may tell.
  private func whyUnknown(_ finding: FormatFinding) -> IngestError? {
    guard let keys = finding.firstKeys else { return sample.refusal.map { .refused(input: input.name, cause: $0) } }
    return finding.format == nil ? .unknownFormat(input: input.name, keys: keys) : nil
  }

  /// Reads a record as its file writes it.
  private mutating func read(
    written bytes: UnsafeRawBufferPointer, _ line: Int, _ ahead: JSONAhead?, _ parser: inout JSONParser, _ assembler: inout Assembler
  ) throws {
    guard let form else { return try read(bytes, line, ahead, &parser, &assembler) }
    if let json = form.json(of: bytes) { return try json.withUnsafeBytes { try read($0, line, nil, &parser, &assembler) } }
    guard form == .copy else { return assembler.setAside("a line of text without a record", isBad: false, line: line) }
    try read(bytes, line, nil, &parser, &assembler)
  }

  private mutating func read(
    _ bytes: UnsafeRawBufferPointer, _ line: Int, _ ahead: JSONAhead?, _ parser: inout JSONParser,
    _ assembler: inout Assembler
  ) throws {
    var text = bytes
    if hasPrefixes {
      switch split.take(bytes) {
      case .partial: return
      case .whole(let joined): return try joined.withUnsafeBytes { try read($0, line, nil, &parser, &assembler) }
      case .asItIs, .afterOpen: break
      }
      guard let line = LinePrefix(bytes) else { return assembler.setAside("a line of text without a record", isBad: false, line: line) }
      text = line.json
      stamp = line.moment.map { LoggedMoment($0) }
    }
    let record: JSONValue
    do throws(JSONFault) {
      record = try parser.parse(written: text, hasPrefixes ? nil : ahead)
    } catch {
      if BedrockInvocation.isCheck(text) { return assembler.setAside("Bedrock's check that it may write", isBad: false, line: line) }
      return try reject("not JSON: \(error.kind.rawValue)", bytes, line, &assembler)
    }
    guard readAtOnce != nil else { return try reject("of no known format", bytes, line, &assembler) }
    guard let wrapping else { return try read(record, bytes, line, &assembler) }
    if wrapping.isOfLines {
      switch split.take(docker: record) {
      case .asItIs: break
      case .partial: return
      case .afterOpen(let open): try rejectOpen(open, line, &assembler)
      case .whole(let joined):
        stamp = Wrapping.stamp(of: record)
        defer { stamp = nil }
        return try joined.withUnsafeBytes { text in
          guard let record = try? parser.parse(text) else { return try reject("not JSON, put together of parts", text, line, &assembler) }
          try read(record, text, line, &assembler)
        }
      }
    }
    let stamp = stamp
    defer { self.stamp = nil }
    var isWrapped = false
    var unwrapper = JSONParser()
    swap(&unwrapper, &self.unwrapper)
    defer { swap(&unwrapper, &self.unwrapper) }
    try wrapping.forEachRecord(in: record, &unwrapper) { record, logged in
      isWrapped = true
      self.stamp = logged ?? stamp
      try read(record, bytes, line, &assembler)
    }
    if !isWrapped, !wrapping.isHeader(record) {
      assembler.setAside("no record in what wraps the others of its file", isBad: false, line: line)
    }
  }

  private func rejectOpen(_ text: [UInt8], _ line: Int, _ assembler: inout Assembler) throws {
    try text.withUnsafeBytes { try reject("a line that was cut, without its end", $0, line, &assembler) }
  }

  /// Reads a record of the log's own.
  private mutating func read(
    _ record: JSONValue, _ bytes: UnsafeRawBufferPointer, _ line: Int, _ assembler: inout Assembler
  ) throws {
    if let verdict = readAtOnce?(record, &draft) ?? nil { return try act(on: verdict, bytes, line, &assembler) }
    let isOwn = chosen != nil || !siblings.isEmpty && format?.matches(record) == true
    if !isOwn, let sibling = siblings.first(where: { $0.matches(record) }) {
      draft.reset()
      let record = sibling.rewritten(record).flatMap { rewriter.keep($0) } ?? record
      return try act(on: sibling.read(record, into: &draft), bytes, line, &assembler)
    }
    guard isOwn || format?.accepts(record) == true else {
      let other = LogFormats.registry.first { $0.matches(record) }.map { "looks like \($0.name), and is " } ?? ""
      return try reject("\(other)not of the format of its file (\(format?.name ?? ""))", bytes, line, &assembler)
    }
    var record = record
    if let text = format?.rewritten(record), let other = rewriter.keep(text) { record = other }
    // In place, so that what the format remembers is not copied.
    guard let parts = format?.parts(of: record) else { return try read(record, of: record, bytes, line, &assembler) }
    for span in format?.takenBack() ?? [] { assembler.takeBack(span, line: line) }
    for part in parts { try read(part, of: record, bytes, line, &assembler) }
    if parts.isEmpty { assembler.setAside("holds no call of a model", isBad: false, line: line) }
    let surplus = format?.surplus(of: record) ?? 0
    guard surplus > 0 else { return }
    assembler.remarks[.longConversations, default: 0] += 1
    assembler.setAside("an answer of a conversation beyond its first 1,000", isBad: false, line: line, count: surplus)
  }

  /// Reads a record, or a part of one, or keeps it until the other pieces of its request were met.
  private mutating func read(
    _ part: JSONValue, of record: JSONValue, _ bytes: UnsafeRawBufferPointer, _ line: Int, _ assembler: inout Assembler
  ) throws {
    if let joint = format?.joint(of: part) ?? nil, let pieceReader {
      let whole = try assembler.pieces.take(part.raw, joint, of: pieceReader, source: assembler.sources.count - 1, line: line)
      return try assembler.add(whole, &draft)
    }
    draft.reset()
    // In place: a copy of what is behind the protocol costs as much as some fields.
    guard let verdict = format?.read(part, of: record, into: &draft) else { return }
    try act(on: verdict, bytes, line, &assembler)
  }

  /// Adds the request that the draft is, or sets the record aside.
  private mutating func act(
    on verdict: Verdict, _ bytes: UnsafeRawBufferPointer, _ line: Int, _ assembler: inout Assembler
  ) throws {
    switch verdict {
    case .request:
      // What is around a record was written when the call was over.
      if let stamp, stamp.moment > Self.earliestStamp, draft.arrival == nil {
        if stamp.isStart { draft.arrival = stamp.moment } else { draft.end = draft.end ?? stamp.moment }
      }
      assembler.add(&draft, line: line)
      source.requests += 1
    case .other(let cause): assembler.setAside(cause, isBad: false, line: line)
    case .broken(let cause): try reject(cause, bytes, line, &assembler)
    }
  }

  /// Counts a bad record, hands it on whole, and ends a strict run.
  private func reject(_ cause: String, _ bytes: UnsafeRawBufferPointer, _ line: Int, _ assembler: inout Assembler) throws {
    assembler.setAside(cause, isBad: true, line: line)
    try options.onReject?(bytes)
    if options.isStrict { throw IngestError.badRecord(input: input.name, line: line, cause: cause) }
  }

  /// Tells the assembler how much is to come, by how much came of so many bytes.
  private func guess(_ bytes: Int, _ assembler: inout Assembler) {
    guard let size = input.size, size > bytes, bytes > 0 else { return }
    // Of the bytes some are read ahead, so that it is rather more than this.
    let more = Double(source.requests) * Double(size - bytes) / Double(bytes)
    assembler.expect(Int(min(more * 1.1, 1e9)))
  }

  private func report(_ bytes: Int, _ requests: Int) {
    options.onProgress?(IngestProgress(name: input.name, input: index, bytes: bytes, size: input.size, requests: requests))
  }
}
