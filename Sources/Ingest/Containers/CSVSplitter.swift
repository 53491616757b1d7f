/// Cuts blocks into the rows of a CSV file and gives each as a JSON object.
struct CSVSplitter: ~Copyable {
  private enum State {
    /// Where a field begins: a quote here opens it.
    case start
    /// In a field without quotes.
    case plain
    /// In a quoted field.
    case quoted
    /// Behind a quote in a quoted field: its end, or the first of two.
    case quote
  }

  private let separator: UInt8
  private let hasNotes: Bool
  private var state = State.start
  private var carry: Carry
  private var line: Int
  private var offset: Int
  /// Where the row began.
  private var start: (line: Int, offset: Int)
  private var names: [[UInt8]] = []
  private var json = JSONWriter()

  /// A splitter of what follows the preface of a table.
  init(_ layout: CSV.Layout, maximumRecord: Int, line: Int, offset: Int) {
    separator = layout.separator
    hasNotes = layout.hasNotes
    names = layout.names ?? []
    carry = Carry(limit: maximumRecord)
    self.line = line
    self.offset = offset
    start = (line, offset)
  }

  /// Calls `body` with each row that ends in `block`, the next one of the stream; gives false if `body` did.
  mutating func feed(_ block: UnsafeRawBufferPointer, _ body: (Record) throws -> Bool) throws -> Bool {
    var begin = 0
    for index in 0..<block.count {
      let byte = block[index]
      if byte == 0x0A { line += 1 }
      switch state {
      case .quoted:
        if byte == UInt8(ascii: "\"") { state = .quote }
      case .start, .plain, .quote:
        switch byte {
        case 0x0A:
          let piece = UnsafeRawBufferPointer(rebasing: block[begin..<index])
          begin = index + 1
          state = .start
          guard try end(piece, body) else { return false }
          start = (line, offset + begin)
        case separator: state = .start
        case UInt8(ascii: "\"") where state != .plain: state = .quoted
        default: state = .plain
        }
      }
    }
    carry.append(UnsafeRawBufferPointer(rebasing: block[begin...]))
    offset += block.count
    return true
  }

  /// Calls `body` with the last row, if no line feed ended it.
  mutating func finish(_ body: (Record) throws -> Bool) throws {
    _ = try end(UnsafeRawBufferPointer(start: nil, count: 0), body)
  }

  private mutating func end(_ piece: UnsafeRawBufferPointer, _ body: (Record) throws -> Bool) throws -> Bool {
    guard carry.count > 0 || piece.count > carry.limit else { return try give(piece, body) }
    carry.append(piece)
    defer { carry.clear() }
    guard !carry.isOver else {
      return try body(Record(bytes: carry.bytes, line: start.line, offset: start.offset, isOversize: true))
    }
    return try give(carry.bytes, body)
  }

  /// Gives a row; the first one is the header.
  private mutating func give(_ row: UnsafeRawBufferPointer, _ body: (Record) throws -> Bool) throws -> Bool {
    let row = row.trimmingReturn
    guard !row.isBlank, !hasNotes || row.first != UInt8(ascii: "#") else { return true }
    let fields = CSV.fields(of: row, separator: separator)
    if names.isEmpty {
      names = CSV.names(of: fields ?? [])
      return true
    }
    guard let fields, fields.count == names.count else {
      let fault = fields == nil ? "a CSV row whose last quote does not close" : "a CSV row that has not as many fields as the header"
      return try body(Record(bytes: row, line: start.line, offset: start.offset, isOversize: false, fault: fault))
    }
    json.clear()
    json.raw("{")
    for (name, field) in zip(names, fields) where !name.isEmpty {
      json.comma()
      json.string(name)
      json.raw(":")
      if field.text.isEmpty, !field.isQuoted { json.raw("null") } else { json.string(field.text) }
    }
    json.raw("}")
    let count = json.bytes.count
    json.raw(repeatElement(0, count: BlockReader.padding))
    return try json.bytes.withUnsafeBytes { bytes in
      try body(
        Record(bytes: UnsafeRawBufferPointer(rebasing: bytes[..<count]), line: start.line, offset: start.offset, isOversize: false))
    }
  }
}
