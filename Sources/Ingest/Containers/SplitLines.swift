/// Lines that a container's runtime cut at 16 KiB, put together again: the longest prompts would be lost otherwise.
///
/// Sources: the CRI's format of logs (a stamp, a stream, `P` for a part or `F` for the last of them, and the text); Docker's `json-file`, whose
/// `log` ends in a line feed only where the line did. The two streams of a container stand between each other.
struct SplitLines {
  /// Bytes of a line that is put together, at most.
  private static let longest = 64 << 20

  /// Which of the streams of a container a line is of.
  enum Stream: Int {
    case output, error

    init(_ name: JSONValue?) { self = name?.isText("stderr") == true ? .error : .output }
  }

  private var parts: [[UInt8]] = [[], []]

  /// Whether the beginning of a line waits for its end.
  func isOpen(_ stream: Stream) -> Bool { !parts[stream.rawValue].isEmpty }

  /// What a line turned out to be.
  enum Line {
    /// Whole, or none of a container's.
    case asItIs
    /// A part of one that goes on.
    case partial
    /// The last part of this one, with the stamp of the first before it.
    case whole([UInt8])
  }

  /// Takes a line of the CRI's.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Line {
    let words = line.prefix(64).split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
    guard words.count == 4, !words[0].isEmpty, let stream = Self.stream(words[1]), let tag = words[2].first,
      words[2].count == 1 || words[2].dropFirst().first == UInt8(ascii: ":"), tag == UInt8(ascii: "P") || tag == UInt8(ascii: "F")
    else { return .asItIs }
    let isPart = tag == UInt8(ascii: "P")
    guard isPart || isOpen(stream) else { return .asItIs }
    if !isOpen(stream) { parts[stream.rawValue] = Array(words[0]) + [0x20] }
    add(UnsafeRawBufferPointer(rebasing: line[words[3].startIndex...]), to: stream)
    return isPart ? .partial : .whole(close(stream))
  }

  private static func stream(_ name: Slice<UnsafeRawBufferPointer>) -> Stream? {
    name.elementsEqual("stdout".utf8) ? .output : name.elementsEqual("stderr".utf8) ? .error : nil
  }

  /// Adds to the line of a stream, which is open then.
  mutating func add(_ text: UnsafeRawBufferPointer, to stream: Stream) {
    guard parts[stream.rawValue].count + text.count <= Self.longest else { return }
    parts[stream.rawValue].append(contentsOf: text.trimmingReturn)
  }

  /// The line of a stream so far, which is open no more.
  mutating func close(_ stream: Stream) -> [UInt8] {
    defer { parts[stream.rawValue] = [] }
    return parts[stream.rawValue]
  }

  /// The lines that are open.
  mutating func rest() -> [[UInt8]] {
    defer { parts = [[], []] }
    return parts.filter { !$0.isEmpty }
  }
}
