import Glibc
import Ingest
import Testing

/// A line, kept.
struct KeptLine: Equatable {
  var text: String
  var number: Int
  var offset: Int
  var isOversize = false
}

func lines(_ source: any ByteSource, threads: Int = 1, maximumLine: Int = LineReader.maximumLine) -> (
  lines: [KeptLine], error: (any Error)?
) {
  var kept: [KeptLine] = []
  var reader = LineReader(source, threads: threads, maximumLine: maximumLine)
  do {
    try reader.forEachLine { line in
      kept.append(
        KeptLine(text: String(decoding: line.bytes, as: UTF8.self), number: line.number, offset: line.offset, isOversize: line.isOversize))
      return true
    }
    return (kept, nil)
  } catch {
    return (kept, error)
  }
}

/// Repeats one byte, then gives an end.
final class LongSource: ByteSource {
  private var left: Int
  private let byte: UInt8
  private let end: ArraySource

  init(_ byte: UInt8, _ count: Int, end: String) {
    self.byte = byte
    left = count
    self.end = ArraySource(Array(end.utf8))
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard left > 0 else { return end.read(into: buffer) }
    let count = min(left, buffer.count)
    if let base = buffer.baseAddress { memset(base, CInt(byte), count) }
    left -= count
    return count
  }
}

@Suite("Lines")
struct LineReaderTests {
  @Test("line ends of every kind, blank lines and a last line without end", arguments: [1, 2])
  func ends(threads: Int) {
    let text = "a\r\n\n  \t\r\nb\n\nc\rd\n\n\ne"
    let expected = [
      KeptLine(text: "a", number: 1, offset: 0), KeptLine(text: "b", number: 4, offset: 9), KeptLine(text: "c\rd", number: 6, offset: 12),
      KeptLine(text: "e", number: 9, offset: 18),
    ]
    for most in [1, 2, 5, Int.max] {
      let result = lines(ArraySource(Array(text.utf8), most: most), threads: threads)
      #expect(result.lines == expected)
      #expect(result.error == nil)
    }
    #expect(lines(ArraySource([]), threads: threads).lines.isEmpty)
    #expect(lines(ArraySource(Array("\n\n\n".utf8)), threads: threads).lines.isEmpty)
  }

  @Test("one thread and two give the lines that splitting the whole text gives")
  func differential() {
    var random = Random(4)
    var text: [UInt8] = []
    while text.count < 9 << 20 {
      let length = random.next() % 50 == 0 ? 3 << 19 : Int(random.next() % 5_000)
      text += [UInt8](repeating: UInt8(ascii: "a") + UInt8(random.next() % 26), count: random.next() % 9 == 0 ? 0 : length)
      text.append(0x0A)
    }
    text.append(UInt8(ascii: "z"))
    var expected: [KeptLine] = []
    var offset = 0
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if !line.isEmpty { expected.append(KeptLine(text: String(decoding: line, as: UTF8.self), number: index + 1, offset: offset)) }
      offset += line.count + 1
    }
    for threads in [1, 2] {
      for most in [100_003, Int.max] {
        let result = lines(ArraySource(text, most: most), threads: threads)
        check(result.lines, expected)
        #expect(result.error == nil)
      }
    }
  }

  @Test("behind each line 64 bytes can be read", arguments: [1, 2])
  func padding(threads: Int) throws {
    let text = (0..<3_000).map { String(repeating: "x", count: $0) }.joined(separator: "\n")
    var sum = 0
    var reader = LineReader(ArraySource(Array(text.utf8)), threads: threads)
    try reader.forEachLine { line in
      if let base = line.bytes.baseAddress {
        for index in 0..<64 { sum += Int(base.load(fromByteOffset: line.bytes.count + index, as: UInt8.self)) }
      }
      return true
    }
    #expect(sum > 0)
  }

  @Test("a line beyond the limit is skipped and said, and the next ones are read", arguments: [1, 2])
  func oversize(threads: Int) {
    let limit = 1_000
    for long in [1_000, 1_001, 5_000, 1 << 20, 3 << 20] {
      let result = lines(LongSource(UInt8(ascii: "x"), long, end: "\nnext\n"), threads: threads, maximumLine: limit)
      let text = String(repeating: "x", count: min(long, 1_024))
      #expect(
        result.lines == [
          KeptLine(text: text, number: 1, offset: 0, isOversize: long > limit), KeptLine(text: "next", number: 2, offset: long + 1),
        ], "\(long)")
    }
  }

  @Test("a line of 1 GiB is skipped")
  func gibibyte() {
    let result = lines(LongSource(UInt8(ascii: "x"), 1 << 30, end: "\n{}"), threads: 2)
    #expect(result.lines.map(\.isOversize) == [true, false])
    #expect(result.lines.last == KeptLine(text: "{}", number: 2, offset: 1 << 30 + 1))
  }

  @Test("a broken archive gives its whole lines, then its error", arguments: [1, 2])
  func broken(threads: Int) {
    let text = UnpackerTests.text
    let file = zstd(text) + zstd(Array("{\"last\":true}\n{\"cut".utf8)) + [0x28, 0xB5, 0x2F, 0xFD, 0x04]
    let result = lines(Unpacker(ArraySource(file)), threads: threads)
    #expect(result.lines.count == 61)
    #expect(result.lines.last?.text == "{\"last\":true}")
    let error = result.error as? UnpackingError
    #expect(error?.reason == .truncated(.zstd))
    #expect(error?.compressedBytes == file.count)
    #expect(error?.rawBytes == text.count + 19)
  }

  @Test("stopping early, by an answer or an error, ends the thread", arguments: [1, 2])
  func stopping(threads: Int) {
    struct Enough: Error {}
    let text = [[UInt8]](repeating: [UInt8(ascii: "a"), 0x0A], count: 3 << 20).flatMap(\.self)
    for round in 0..<20 {
      var count = 0
      var first = LineReader(ArraySource(text), threads: threads)
      #expect(throws: Never.self) { try first.forEachLine { _ in false } }
      var second = LineReader(ArraySource(text), threads: threads)
      do {
        try second.forEachLine { _ in
          count += 1
          if count > round * 1_000 { throw Enough() }
          return true
        }
      } catch {
        #expect(error is Enough)
      }
      #expect(count == round * 1_000 + 1)
    }
  }
}
