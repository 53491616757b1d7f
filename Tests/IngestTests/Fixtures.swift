import CZstd
import Glibc
import Ingest
import Testing
import Units

/// The folder of data for measuring, beside the repository.
let dataFolder: String = {
  let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  return parts.dropLast(4).joined(separator: "/") + "/shared/data"
}()

/// Whether the corpora are there.
let hasHostile = access(dataFolder + "/hostile/jsontestsuite/test_parsing", R_OK) == 0

/// The bytes of a file, or none.
func contents(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return bytes
}

/// The names in a folder, sorted.
func names(in folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}

/// One zstd frame of `bytes`, with a checksum.
func zstd(_ bytes: [UInt8], windowLog: CInt = 0, dictionary: [UInt8] = [], size: Bool = true) -> [UInt8] {
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, size ? 1 : 0)
  if !dictionary.isEmpty { ZSTD_CCtx_loadDictionary(context, dictionary, dictionary.count) }
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count) + 64)
  // As a stream of unknown length, so that the window is the one asked for.
  var from = bytes.withUnsafeBufferPointer { ZSTD_inBuffer(src: $0.baseAddress, size: 0, pos: 0) }
  return bytes.withUnsafeBytes { input in
    from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    return output.withUnsafeMutableBytes { room in
      var to = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
      ZSTD_compressStream2(context, &to, &from, ZSTD_e_flush)
      ZSTD_compressStream2(context, &to, &from, ZSTD_e_end)
      return Array(room[..<to.pos])
    }
  }
}

/// A gzip member of stored blocks.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var deflated: [UInt8] = []
  var start = 0
  repeat {
    let block = bytes[start..<min(start + 65_535, bytes.count)]
    start = block.endIndex
    let count = UInt16(block.count)
    deflated += [start == bytes.count ? 1 : 0, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)] + block
  } while start < bytes.count
  return gzip(deflated: deflated, crc: crc32(bytes), size: bytes.count)
}

/// A gzip member around deflated bytes.
func gzip(deflated: [UInt8], crc: UInt32, size: Int) -> [UInt8] {
  let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  return header + deflated + littleEndian(crc) + littleEndian(UInt32(truncatingIfNeeded: size))
}

func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }

/// The checksum of RFC 1952.
func crc32(_ bytes: [UInt8]) -> UInt32 {
  var crc = UInt32.max
  for byte in bytes { crc = crcTable[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
  return ~crc
}

private let crcTable: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
}

func bytes(hex: String) -> [UInt8] {
  let digits = hex.utf8.filter { $0 > 0x20 }.map { $0 < 0x40 ? $0 - 0x30 : $0 - 0x61 + 10 }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// What a source gave, and how it ended.
struct Outcome {
  var bytes: [UInt8] = []
  var error: (any Error)?
  var reason: UnpackingError.Reason? { (error as? UnpackingError)?.reason }
}

/// Reads a source to its end in pieces of at most `piece` bytes; keeps at most `limit` bytes.
func drain(_ source: any ByteSource, piece: Int = 1 << 16, limit: Int = .max) -> Outcome {
  var outcome = Outcome()
  var buffer = [UInt8](repeating: 0, count: piece)
  do {
    while case let count = try buffer.withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0 {
      if outcome.bytes.count < limit { outcome.bytes += buffer[..<count] }
    }
  } catch {
    outcome.error = error
  }
  return outcome
}

/// What a packed array unpacks to.
func unpack(_ bytes: [UInt8], piece: Int = 1 << 16, most: Int = .max) -> Outcome {
  drain(Unpacker(ArraySource(bytes, most: most)), piece: piece)
}

/// A reproducible sequence of numbers.
struct Random: RandomNumberGenerator {
  private let draws: Draws
  private var ordinal: UInt64 = 0

  init(_ seed: UInt64) { draws = Draws(seed: seed) }

  mutating func next() -> UInt64 {
    ordinal += 1
    return draws.bits(ordinal)
  }
}

/// The archives of the corpora: every member of a zip file, stored or deflated, unpacked by the gzip decoder under test.
func zipMembers(_ archive: [UInt8]) -> [(name: String, bytes: [UInt8], error: (any Error)?)] {
  func number(_ offset: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(archive[offset + $1]) << (8 * $1) }
  }
  guard archive.count > 22 else { return [] }
  var end = archive.count - 22
  while end > 0, number(end, 4) != 0x0605_4B50 { end -= 1 }
  var entry = number(end + 16, 4)
  var members: [(name: String, bytes: [UInt8], error: (any Error)?)] = []
  for _ in 0..<number(end + 10, 2) {
    let (method, packed, size) = (number(entry + 10, 2), number(entry + 20, 4), number(entry + 24, 4))
    let name = String(decoding: archive[entry + 46..<entry + 46 + number(entry + 28, 2)], as: UTF8.self)
    let local = number(entry + 42, 4)
    let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
    let body = Array(archive[start..<start + packed])
    let crc = UInt32(number(entry + 16, 4))
    if method == 0 {
      members.append((name, body, nil))
    } else {
      let outcome = ungzip(gzip(deflated: body, crc: crc, size: size))
      members.append((name, outcome.bytes, outcome.error))
    }
    entry += 46 + number(entry + 28, 2) + number(entry + 30, 2) + number(entry + 32, 2)
  }
  return members
}

/// Expects two large values to be equal, without printing them if they are not.
func check<T: Equatable>(_ actual: [T], _ expected: [T], sourceLocation: SourceLocation = #_sourceLocation) {
  let isEqual = actual == expected
  #expect(isEqual, "\(actual.count) and \(expected.count) elements", sourceLocation: sourceLocation)
}
