import Glibc
import Testing
import Units

@testable import Ingest

/// Takes one layer of gzip off, and no more.
func ungzip(_ bytes: [UInt8]) -> Outcome {
  do {
    return drain(try GzipDecoder(Intake(ArraySource(bytes))))
  } catch {
    return Outcome(error: error)
  }
}

@Suite("Unpacking")
struct UnpackerTests {
  static let text = Array((0..<60).map { "{\"n\":\($0),\"text\":\"line \($0 * $0)\"}\n" }.joined().utf8)
  /// `text` as gzip writes it, with Huffman codes.
  static let deflated = bytes(
    hex: """
      1f8b080000000000020365943b6ec4300c44fb9c22709d42fc48b2f63e5b0408b6da22c022770f12c01aebb92541917c9ae16b7b6cb7f2b13defdfcf
      edb67d7d3eeeef65fb797bfdc56d8ddb11f7359e473cd6f838e28977da91a86bc2eb91686b22664547ebd9635f136d0e35d6c43eb730ac6d458b7373
      571596b79c9d2cb8e79cce8860cc8d8c1044c11af9a80a207c572fa008d784835cf5a7a091a2e1a091a92a4a619fbd1c34aacf091d346a9f7b396834
      d170d068a72ad0e8a75ea0d14f13521ada2b4063884680c610c3a0368ad007c551f4634175983e3a2aa52822d19893ac02482ca4c6d82f1ad69c8062
      55da4f3aa6094bd2324d4e4b72e9b26792cb2e4fe7c5353a0449db147149fac6747292c6f1a27ee0e2513427b87896b95f2df4a9b85470f176aa0317
      efea578306d79c155c7c9c4e2ab8c4894be55935f1acfd7235d48f1725f47f952725fffffd17c500e07958060000
      """)

  /// Two mebibytes that do not compress to nothing.
  static let large: [UInt8] = {
    var random = Random(5)
    return (0..<2 << 20).map { _ in UInt8(ascii: "a") + UInt8(random.next() % 7) }
  }()

  @Test("every packing gives the bytes back, whatever the sizes of reads")
  func roundTrips() {
    let text = Self.text
    let frame = zstd(text)
    let skippable: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let cases: [(packing: String, bytes: [UInt8], expected: [UInt8])] = [
      ("plain", text, text),
      ("plain", [0xEF, 0xBB, 0xBF] + text, text),
      ("plain", [], []),
      ("zstd", frame, text),
      ("zstd", frame + frame + skippable + frame, text + text + text),
      ("zstd", skippable + frame, text),
      ("gzip", gzip(text), text),
      ("gzip", Self.deflated, text),
      ("gzip", Self.deflated + gzip(text) + Self.deflated, text + text + text),
      ("gzip", Self.deflated + [UInt8](repeating: 0, count: 1000), text),
      ("gzip", Self.deflated + Array("rubbish".utf8), text),
      ("gzip > zstd", gzip(frame), text),
      ("zstd > gzip", zstd(Self.deflated), text),
      ("gzip > gzip > zstd > zstd", gzip(gzip(zstd(frame))), text),
      ("gzip", gzip([0xEF, 0xBB, 0xBF] + text), text),
    ]
    for (index, item) in cases.enumerated() {
      for (piece, most) in [(1 << 16, Int.max), (1, 1), (7, 3), (1 << 16, 1), (5, .max)] {
        let unpacker = Unpacker(ArraySource(item.bytes, most: most))
        let outcome = drain(unpacker, piece: piece)
        #expect(outcome.error == nil, "case \(index)")
        #expect(outcome.bytes == item.expected, "case \(index), reads of \(piece), \(most) at a time")
        #expect(unpacker.packing == item.packing)
        #expect(unpacker.rawBytes == item.expected.count)
      }
    }
  }

  @Test("what is lent are the bytes that are read, and it stays while it is one of as many pieces as were agreed upon")
  func lending() throws {
    let frames = [
      zstd(Self.large, windowLog: 21, size: false), zstd(Self.text), zstd(Self.large, windowLog: 10, size: false), zstd([]),
      zstd(Array(Self.large.prefix(300_000)), windowLog: 17, size: false), zstd(Self.large),
    ]
    let whole = Self.large + Self.text + Self.large + Self.large.prefix(300_000) + Self.large
    let exports = frames.flatMap { littleEndian(UInt32($0.count)).reversed() + $0 }
    var lines = Self.large + [10] + Self.text + [10] + Self.large + [10, 10] + Self.large.prefix(300_000) + [10]
    lines += Self.large + [10]
    for (file, expected) in [(frames.flatMap(\.self), whole), (exports, lines), (zstd(frames[0]), Self.large)] {
      for (blocks, most) in [(1, 1 << 18), (10, 1 << 18), (3, 5_000), (2, 1 << 20)] {
        let unpacker = Unpacker(ArraySource(file))
        try #require(unpacker.willLend(blocks, of: most))
        // What was looked at to tell the packing comes first, however much it is.
        var given = try [UInt8](unsafeUninitializedCapacity: 1 << 18) { room, count in
          count = try unpacker.read(into: UnsafeMutableRawBufferPointer(room))
        }
        var held: [(piece: UnsafeRawBufferPointer, bytes: [UInt8])] = []
        while true {
          if held.count == blocks { held.removeFirst() }
          let piece = try unpacker.lend()
          if piece.isEmpty { break }
          #expect(piece.count <= most)
          held.append((piece, Array(piece)))
          given += piece
          let areSame = held.allSatisfy { piece, bytes in piece.baseAddress.map { memcmp($0, bytes, bytes.count) == 0 } ?? false }
          #expect(areSame)
        }
        check(given, expected)
        #expect(unpacker.rawBytes == expected.count)
        #expect(unpacker.compressedBytes == file.count)
      }
    }
    #expect(!Unpacker(ArraySource(Self.text)).willLend(2, of: 1_000))
    let cut = Unpacker(ArraySource(Array(frames[0].dropLast(1_000))))
    try #require(cut.willLend(2, of: 1 << 18))
    var count = 0
    let error = #expect(throws: UnpackingError.self) { while true { count += try cut.lend().count } }
    #expect(error?.reason == .truncated(.zstd))
    #expect(count > Self.large.count - (256 << 10))
  }

  @Test("the collector's frames with a length before each become lines")
  func lengthPrefixed() {
    let exports = ["{\"a\":1}", "{\"b\":2}", ""]
    let file = exports.flatMap { export -> [UInt8] in
      let frame = zstd(Array(export.utf8))
      return [0, 0, UInt8(frame.count >> 8), UInt8(frame.count & 0xFF)] + frame
    }
    for most in [1, 3, Int.max] {
      let unpacker = Unpacker(ArraySource(file, most: most))
      #expect(unpacker.packing == "length-prefixed zstd")
      #expect(String(decoding: drain(unpacker).bytes, as: UTF8.self) == "{\"a\":1}\n{\"b\":2}\n\n")
    }
    for cut in 9..<file.count {
      let outcome = unpack(Array(file[..<cut]))
      #expect("{\"a\":1}\n{\"b\":2}\n\n".hasPrefix(String(decoding: outcome.bytes, as: UTF8.self)))
      let isWhole = outcome.error == nil
      #expect(isWhole || outcome.reason == .truncated(.framedZstd))
      if isWhole { #expect(outcome.bytes.last == UInt8(ascii: "\n")) }
    }
  }

  @Test("a file cut off anywhere gives a beginning of its text, and then says so", arguments: [Packing.zstd, .gzip])
  func truncation(packing: Packing) {
    let file = packing == .zstd ? zstd(Self.text) : Self.deflated
    for cut in 4..<file.count {
      let unpacker = Unpacker(ArraySource(Array(file[..<cut])))
      let outcome = drain(unpacker)
      #expect(outcome.reason == .truncated(packing), "cut at \(cut)")
      #expect(Self.text.starts(with: outcome.bytes), "cut at \(cut)")
      #expect(unpacker.compressedBytes == cut)
      // Again and again, and with the same figures.
      #expect(drain(unpacker).reason == .truncated(packing))
    }
  }

  @Test("of a large file that is cut off almost everything is given", arguments: [Packing.zstd, .gzip])
  func largeTruncation(packing: Packing) {
    let file = packing == .zstd ? zstd(Self.large) : gzip(Self.large)
    let outcome = unpack(Array(file.dropLast(9)))
    #expect(outcome.reason == .truncated(packing))
    #expect(outcome.bytes.count > Self.large.count - (256 << 10))
    #expect(Self.large.starts(with: outcome.bytes))
  }

  @Test("a damaged byte never gives wrong text in silence", arguments: [Packing.zstd, .gzip])
  func corruption(packing: Packing) {
    let file = packing == .zstd ? zstd(Self.text) : Self.deflated
    for index in 4..<file.count {
      for flip: UInt8 in [1, 0x80, 0xFF] {
        var damaged = file
        damaged[index] ^= flip
        let outcome = unpack(damaged)
        // Some bytes mean nothing for the text: time stamps in gzip's header, for one.
        if outcome.error == nil { #expect(outcome.bytes == Self.text, "byte \(index)") }
      }
    }
  }

  @Test("damage in the middle costs one block, not the file")
  func damageInTheMiddle() {
    let whole = zstd(Self.large)
    var file = whole
    for index in 0..<64 { file[file.count / 2 + index] = 0xFF }
    let outcome = unpack(file)
    #expect(outcome.error != nil)
    #expect(outcome.bytes.count > Self.large.count / 2 - (512 << 10))
    var wrong = whole
    wrong[wrong.count - 1] ^= 1
    #expect(unpack(wrong).reason == .wrongChecksum(.zstd))
    check(unpack(wrong).bytes, Self.large)
    #expect(unpack(whole + Array("more".utf8)).reason == .corrupt(.zstd))
    check(unpack(whole + Array("more".utf8)).bytes, Self.large)
    var member = Self.deflated
    member[member.count - 8] ^= 1
    #expect(unpack(member).reason == .wrongChecksum(.gzip))
  }

  @Test("what must be converted first is named with the way to do it")
  func foreign() {
    var tar = [UInt8](repeating: 0, count: 1024)
    tar.replaceSubrange(257..<262, with: Array("ustar".utf8))
    let cases: [(ForeignFormat, [UInt8])] = [
      (.tar, tar), (.zip, [0x50, 0x4B, 3, 4, 20, 0]), (.parquet, Array("PAR1abc".utf8)), (.avro, Array("Obj\u{1}abc".utf8)),
      (.bzip2, Array("BZh91AY&SY".utf8)), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0]),
      (.utf16, [0xFF, 0xFE, 0x7B, 0]), (.utf16, [0xFE, 0xFF, 0, 0x7B]), (.utf16, [0x7B, 0, 0x22, 0]), (.bigEndianUTF16, [0, 0x5B]),
      (.workbook, [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26) + Array("[Content_Types].xml".utf8)),
      (.sqlite, Array("SQLite format 3\0".utf8)),
      (.utf32, [0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0]), (.utf32, [0, 0, 0xFE, 0xFF]),
    ]
    for (format, file) in cases {
      #expect(unpack(file).reason == .foreign(format, inside: []))
      #expect(unpack(gzip(file)).reason == .foreign(format, inside: [.gzip]))
      #expect(unpack(zstd(file)).reason == .foreign(format, inside: [.zstd]))
      #expect(unpack(file).bytes.isEmpty)
    }
    #expect("\(unpack(gzip(tar)).error.map { "\($0)" } ?? "")".contains("tar -xzf"))
  }

  @Test("layers, windows and dictionaries have limits that are named")
  func limits() {
    var file = Self.text
    for _ in 0..<5 { file = gzip(file) }
    #expect(unpack(file).reason == .tooManyLayers)

    let wide = zstd(Self.large, windowLog: 21, size: false)
    let narrow = drain(Unpacker(ArraySource(wide), windowLimit: Bytes(1 << 20)))
    #expect(narrow.reason == .windowTooLarge(limit: Bytes(1 << 20)))
    #expect("\(narrow.error.map { "\($0)" } ?? "")".contains("limit of 1 MiB"))
    check(drain(Unpacker(ArraySource(wide), windowLimit: Bytes(2 << 20))).bytes, Self.large)

    let dictionary = Array("the quick brown fox jumps over the lazy dog ".utf8)
    let packed = zstd(Array("the lazy dog jumps over the quick brown fox".utf8), dictionary: dictionary)
    #expect(unpack(packed).error != nil)
    #expect(drain(Unpacker(ArraySource(packed), dictionary: dictionary)).bytes.count == 43)
  }

  @Test("frames that repeat a dictionary to their ends are read wherever in memory they come to lie", arguments: [0, 64 << 10])
  func dictionaryInManyFrames(lent: Int) throws {
    var state: UInt64 = 7
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let dictionary = (0..<100_000).map { _ in UInt8(random(256)) }
    var text: [UInt8] = []
    var file: [UInt8] = []
    for _ in 0..<20 {
      var frame: [UInt8] = []
      let size = 200_000 + random(200_000)
      while frame.count < size {
        let start = random(99_000)
        frame += dictionary[start..<start + 500] + (0..<100).map { _ in UInt8(random(256)) }
      }
      text += frame
      file += zstd(frame, windowLog: 19, dictionary: dictionary)
    }
    #expect(file.count < text.count / 2)
    let unpacker = Unpacker(ArraySource(file), dictionary: dictionary)
    guard lent > 0 else { return check(drain(unpacker).bytes, text) }
    #expect(unpacker.willLend(4, of: lent))
    var bytes: [UInt8] = []
    while case let piece = try unpacker.lend(), !piece.isEmpty { bytes += piece }
    check(bytes, text)
  }

  @Test("the sentence of an error says where")
  func sentence() {
    let error = UnpackingError(reason: .truncated(.zstd), compressedBytes: 12_345, rawBytes: 45_678)
    #expect(
      error.description == "broken after byte 12,345 of the file (45,678 bytes of text): the last zstd frame is cut off")
  }

  @Test("errors of the source come as they are, after all bytes before them")
  func sourceErrors() {
    struct Broken: Error {}
    final class Failing: ByteSource {
      let source: ArraySource
      init(_ bytes: [UInt8]) { source = ArraySource(bytes, most: 100) }
      func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = source.read(into: buffer)
        if count == 0 { throw Broken() }
        return count
      }
    }
    for file in [Self.text, zstd(Self.text), Self.deflated] {
      let outcome = drain(Unpacker(Failing(file)))
      #expect(outcome.bytes == Self.text)
      #expect(outcome.error is Broken)
    }
  }

  @Test("a bomb passes through without growing")
  func bomb() {
    let mebibyte = zstd([UInt8](repeating: 0x20, count: 1 << 20))
    #expect(mebibyte.count < 100)
    let frames = (0..<100).flatMap { _ in mebibyte }
    let unpacker = Unpacker(ArraySource(gzip(frames)))
    let outcome = drain(unpacker, piece: 1 << 20, limit: 0)
    #expect(outcome.error == nil)
    #expect(unpacker.rawBytes == 100 << 20)
  }
}
