/// The head of a trace file: magic, version, number of requests, and the directory of its sections. Layout: Format.md.
struct TraceFileHeader {
  static let magic = Array("HINDCAST".utf8)
  /// 2 has what clients wrote beside what it means; without it, rules that go by that would find all requests alike.
  static let version: UInt32 = 2
  /// More than a study is designed for, and little enough that the columns of a hostile file fit in the memory of a server.
  static let maximumRequests: UInt64 = 1 << 28
  /// Bytes before the directory.
  static let size = 32
  /// Bytes of a directory entry.
  static let entrySize = 64

  /// What the directory says of a section.
  struct Section {
    static let nameWidth = 32

    let name: String
    /// Bytes per value.
    let width: Int
    /// Bytes before compression; a multiple of ``width``.
    let rawBytes: Int
    /// Bytes in the file.
    var packedBytes: Int
    /// ``checksum(_:)`` of the bytes in the file.
    var checksum: UInt64

    /// How many values it has.
    var count: Int { rawBytes / width }
  }

  let requests: Int
  let sections: [Section]

  /// The bytes of the file before its first section.
  func encoded() -> [UInt8] {
    var directory = ByteSink()
    for section in sections {
      directory.append(section.name, width: Section.nameWidth)
      directory.append(UInt8(section.width))
      directory.append(contentsOf: [0, 0, 0, 0, 0, 0, 0])
      directory.append(UInt64(section.rawBytes))
      directory.append(UInt64(section.packedBytes))
      directory.append(section.checksum)
    }
    var head = ByteSink()
    head.append(contentsOf: Self.magic)
    head.append(Self.version)
    head.append(UInt32(sections.count))
    head.append(UInt64(requests))
    head.append((head.bytes + directory.bytes).withUnsafeBytes { checksum($0) })
    head.append(contentsOf: directory.bytes)
    return head.bytes
  }

  /// Reads the head of a file and checks that its sections fill the file exactly.
  init(decoding bytes: UnsafeRawBufferPointer) throws(TraceFileError) {
    guard bytes.prefix(Self.magic.count).elementsEqual(Self.magic) else { throw .notATraceFile }
    guard bytes.count >= Self.size else { throw .truncated(expected: Self.size, found: bytes.count) }
    var source = ByteSource(UnsafeRawBufferPointer(rebasing: bytes[Self.magic.count...]), section: "header")
    let version = try source.number(UInt32.self)
    guard version == Self.version else { throw .unknownVersion(version) }
    let sectionCount = Int(try source.number(UInt32.self))
    let requests = try source.number(UInt64.self)
    let stored = try source.number(UInt64.self)
    let end = Self.size + sectionCount * Self.entrySize
    guard bytes.count >= end else { throw .truncated(expected: end, found: bytes.count) }
    let checked = Array(bytes[..<(Self.size - 8)]) + bytes[Self.size..<end]
    guard checked.withUnsafeBytes({ checksum($0) }) == stored else { throw .damaged(section: "header") }
    guard requests <= Self.maximumRequests else { throw .tooManyRequests(requests) }

    var sections: [Section] = []
    var expected = end
    for _ in 0..<sectionCount {
      let section = try Section(decoding: &source)
      let (sum, overflow) = expected.addingReportingOverflow(section.packedBytes)
      guard !overflow else { throw .damaged(section: "header") }
      expected = sum
      sections.append(section)
    }
    guard bytes.count >= expected else { throw .truncated(expected: expected, found: bytes.count) }
    guard bytes.count == expected else { throw .trailingBytes(bytes.count - expected) }
    self.requests = Int(requests)
    self.sections = sections
  }

  init(requests: Int, sections: [Section]) {
    self.requests = requests
    self.sections = sections
  }
}

extension TraceFileHeader.Section {
  fileprivate init(decoding source: inout ByteSource) throws(TraceFileError) {
    name = try source.text(width: Self.nameWidth)
    width = Int(try source.number(UInt8.self))
    _ = try source.text(width: 7)
    rawBytes = try source.count(upTo: Int.max)
    packedBytes = try source.count(upTo: Int.max)
    checksum = try source.number(UInt64.self)
    guard [1, 2, 4, 8].contains(width), rawBytes % width == 0 else { throw .damaged(section: name) }
  }
}
