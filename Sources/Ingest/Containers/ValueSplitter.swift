/// Cuts blocks into JSON values by their brackets and quotes alone; whether each is JSON is for the parser to say.
///
/// A string that holds a line feed is broken: the record is given as it stands, so that it is counted, and the next one is looked
/// for from there.
struct ValueSplitter: ~Copyable {
  private enum State {
    /// Between records.
    case outside
    /// Inside brackets.
    case inside
    /// Inside a string of a record.
    case string
    /// Behind a backslash of a string.
    case escape
    /// Inside something without brackets: a number, a word, anything.
    case bare
    /// Behind a record that broke off: up to a line that begins with an object.
    case resync
    /// Behind the end of an envelope's array.
    case done

    var isInRecord: Bool { self != .outside && self != .resync && self != .done }
  }

  /// Whether records are the elements of arrays, rather than what stands outside of all brackets.
  private let inArray: Bool
  /// Whether the first array is the only one.
  private let isEnvelope: Bool
  private var state = State.outside
  private var depth = 0
  private var isLineBlank = false
  private var carry: Carry
  private var line: Int
  private var offset: Int
  /// Where the record began.
  private var start = (line: 1, offset: 0)

  init(_ container: Container, maximumRecord: Int, line: Int, offset: Int) {
    inArray = container != .values
    if case .envelope = container { isEnvelope = true } else { isEnvelope = false }
    carry = Carry(limit: maximumRecord)
    self.line = line
    self.offset = offset
  }

  /// Calls `body` with each record that ends in `block`, the next one of the stream; gives false if `body` did.
  mutating func feed(_ block: UnsafeRawBufferPointer, _ body: (Record) throws -> Bool) throws -> Bool {
    guard let base = block.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    var index = 0
    var begin = 0  // where the record, or the part of it in this block, begins
    while index < block.count {
      let byte = base[index]
      switch state {
      case .done:
        index = block.count
        continue
      case .outside:
        switch byte {
        case 0x0A: line += 1
        case 0x20, 0x09, 0x0D: break
        case UInt8(ascii: ",") where inArray: break
        case UInt8(ascii: "[") where inArray && depth == 0: depth = 1
        case UInt8(ascii: "]") where inArray && depth == 1:
          depth = 0
          if isEnvelope { state = .done }
        default:
          begin = index
          start = (line, offset + index)
          switch byte {
          case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth += 1
            state = .inside
          case UInt8(ascii: "\""): state = .string
          default: state = .bare
          }
        }
      case .inside:
        switch byte {
        case UInt8(ascii: "\""): state = .string
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth <= floor {
            guard try end(base, begin, index + 1, body) else { return false }
          }
        case 0x0A: line += 1
        default: break
        }
      case .string:
        index = stringRun(base, index, block.count)
        guard index < block.count else { continue }
        switch base[index] {
        case UInt8(ascii: "\\"): state = .escape
        case UInt8(ascii: "\""):
          state = .inside
          if depth <= floor {
            guard try end(base, begin, index + 1, body) else { return false }
          }
        default:
          guard try end(base, begin, index, body) else { return false }
          state = .resync
          continue
        }
      case .resync:
        switch byte {
        case 0x0A:
          line += 1
          isLineBlank = true
        case 0x20, 0x09, 0x0D: break
        case UInt8(ascii: "{") where isLineBlank:
          state = .outside
          continue
        default: isLineBlank = false
        }
      case .escape:
        state = .string
        if byte == 0x0A { continue }
      case .bare:
        let isEnd = byte == 0x0A || inArray && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]"))
        if isEnd {
          guard try end(base, begin, index, body) else { return false }
          continue
        }
      }
      index += 1
    }
    if state.isInRecord {
      carry.append(UnsafeRawBufferPointer(start: base + begin, count: block.count - begin))
    }
    offset += block.count
    return true
  }

  /// Calls `body` with what stands where the text ends, if it ends inside a record.
  mutating func finish(_ body: (Record) throws -> Bool) throws {
    guard state.isInRecord else { return }
    _ = try end(nil, 0, 0, body)
  }

  /// The depth outside of all records.
  private var floor: Int { inArray ? 1 : 0 }

  /// Gives the record that ends in front of `end`.
  private mutating func end(
    _ base: UnsafePointer<UInt8>?, _ begin: Int, _ end: Int, _ body: (Record) throws -> Bool
  ) throws -> Bool {
    state = .outside
    depth = floor
    let piece = UnsafeRawBufferPointer(start: base.map { $0 + begin }, count: end - begin)
    if carry.count == 0, piece.count <= carry.limit {
      return try body(Record(bytes: piece, line: start.line, offset: start.offset, isOversize: false))
    }
    carry.append(piece)
    defer { carry.clear() }
    return try body(Record(bytes: carry.bytes, line: start.line, offset: start.offset, isOversize: carry.isOver))
  }
}

/// The first index from `start` of a quote, a backslash or a line feed, or `end`.
@inline(__always)
private func stringRun(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
  var index = start
  let ones: UInt64 = 0x0101_0101_0101_0101
  while end - index >= 8 {
    let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
    var marks: UInt64 = 0
    for wanted: UInt64 in [0x22, 0x5C, 0x0A] {
      let difference = word ^ (ones &* wanted)
      marks |= (difference &- ones) & ~difference
    }
    marks &= ones &* 0x80
    if marks != 0 { return index + marks.trailingZeroBitCount >> 3 }
    index += 8
  }
  while index < end, base[index] != 0x22, base[index] != 0x5C, base[index] != 0x0A { index += 1 }
  return index
}
