/// Cuts blocks into the records of libCacheSim's `oracleGeneral` format and gives each as a JSON object of time, key and size.
///
/// 24 bytes each, little endian: seconds (u32), object (u64), bytes (u32), index of the next access or -1 (i64).
/// Source: libCacheSim's documentation of its trace formats.
struct CacheTraceSplitter: ~Copyable {
  private static let length = 24
  private var carry = Carry(limit: length)
  private var number = 0
  private var json = JSONWriter()

  /// Whether `head` is of the format: it has no mark of its own, so eight records must make sense together.
  static func recognises(_ head: UnsafeRawBufferPointer, isWhole: Bool) -> Bool {
    guard head.count >= length, !isWhole || head.count % length == 0, head.prefix(1 << 10).contains(0) else { return false }
    var last: UInt32 = 0
    for index in 0..<min(8, head.count / length) {
      let record = UnsafeRawBufferPointer(rebasing: head[index * length..<(index + 1) * length])
      let time = record.loadUnaligned(as: UInt32.self).littleEndian
      let size = record.loadUnaligned(fromByteOffset: 12, as: UInt32.self).littleEndian
      let next = record.loadUnaligned(fromByteOffset: 16, as: Int64.self).littleEndian
      guard time >= last, size > 0, size < 1 << 31, next == -1 || next == .max || (0..<1 << 40).contains(next) else { return false }
      last = time
    }
    return true
  }

  /// Calls `body` with each record that ends in `block`, the next one of the stream; gives false if `body` did.
  mutating func feed(_ block: UnsafeRawBufferPointer, _ body: (Record) throws -> Bool) throws -> Bool {
    var index = 0
    while index < block.count {
      let count = min(Self.length - carry.count, block.count - index)
      let piece = UnsafeRawBufferPointer(rebasing: block[index..<index + count])
      index += count
      if carry.count == 0, count == Self.length {
        guard try give(piece, body) else { return false }
        continue
      }
      carry.append(piece)
      guard carry.count == Self.length else { continue }
      defer { carry.clear() }
      guard try give(carry.bytes, body) else { return false }
    }
    return true
  }

  /// Calls `body` with what is left of a record that was cut off.
  mutating func finish(_ body: (Record) throws -> Bool) throws {
    guard carry.count > 0 else { return }
    let fault = "a record of 24 bytes that is cut off"
    _ = try body(Record(bytes: carry.bytes, line: number + 1, offset: number * Self.length, isOversize: false, fault: fault))
  }

  private mutating func give(_ record: UnsafeRawBufferPointer, _ body: (Record) throws -> Bool) throws -> Bool {
    json.clear()
    json.raw("{\"time\":")
    json.raw(String(record.loadUnaligned(as: UInt32.self).littleEndian).utf8)
    json.raw(",\"key\":\"")
    json.raw(String(record.loadUnaligned(fromByteOffset: 4, as: UInt64.self).littleEndian).utf8)
    json.raw("\",\"size\":")
    json.raw(String(record.loadUnaligned(fromByteOffset: 12, as: UInt32.self).littleEndian).utf8)
    json.raw("}")
    let count = json.bytes.count
    json.raw(repeatElement(0, count: BlockReader.padding))
    number += 1
    let offset = (number - 1) * Self.length
    return try json.bytes.withUnsafeBytes { bytes in
      try body(Record(bytes: UnsafeRawBufferPointer(rebasing: bytes[..<count]), line: number, offset: offset, isOversize: false))
    }
  }
}
