/// Lines that a container's runtime cut at 16 KiB, put together again: the longest prompts would be lost otherwise.
///
/// Sources: the CRI's format of logs (a stamp, a stream, `P` for a part or `F` for the last of them, and the text); Docker's `json-file`, whose
/// `log` ends in a line feed only where the line did.
struct SplitLines {
  /// Bytes of a line that is put together, at most.
  private static let longest = 64 << 20

  private var parts: [UInt8] = []

  /// Whether the beginning of a line waits for its end.
  var isOpen: Bool { !parts.isEmpty }

  /// Takes what a line of the CRI's holds: gives the whole where it is the last part of one, nothing where more is to come, and the line as it
  /// is where it is whole, or is none of those.
  mutating func whole(_ line: UnsafeRawBufferPointer) -> Line {
    guard let (start, isPart) = Self.part(of: line) else { return .asItIs }
    guard isPart || isOpen else { return .asItIs }
    // The first part keeps the stamp before it.
    if !isOpen { add(UnsafeRawBufferPointer(rebasing: line.prefix { $0 != 0x20 })) }
    if parts.last != nil, !parts.contains(0x20) { parts.append(0x20) }
    add(UnsafeRawBufferPointer(rebasing: line[start...]))
    return isPart ? .partial : .whole(take())
  }

  /// What a line turned out to be.
  enum Line {
    case asItIs, partial
    case whole([UInt8])
  }

  /// Adds to the line that is open.
  mutating func add(_ text: UnsafeRawBufferPointer) {
    if parts.count + text.count > Self.longest { parts = [] }
    parts.append(contentsOf: text.trimmingReturn)
  }

  /// The line so far, which is open no more.
  mutating func take() -> [UInt8] {
    defer { parts = [] }
    return parts
  }

  /// Where the text of a line of the CRI's begins, and whether it is a part of one that goes on; `nil` of any other line.
  private static func part(of line: UnsafeRawBufferPointer) -> (start: Int, isPart: Bool)? {
    let words = line.prefix(64).split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
    guard words.count == 4, words[1].elementsEqual("stdout".utf8) || words[1].elementsEqual("stderr".utf8), let tag = words[2].first,
      words[2].count == 1 || words[2].dropFirst().first == UInt8(ascii: ":"), tag == UInt8(ascii: "P") || tag == UInt8(ascii: "F")
    else { return nil }
    return (words[3].startIndex, tag == UInt8(ascii: "P"))
  }
}
