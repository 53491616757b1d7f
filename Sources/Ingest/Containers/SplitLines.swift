/// Lines that a container's runtime cut at 16 KiB, put together again: the longest prompts would be lost otherwise.
///
/// Sources: the CRI's format of logs (a stamp, a stream, `P` for a part or `F` for the last of them, and the text); Docker's `json-file`, whose
/// `log` ends in a line feed only where the line did. The two streams of a container stand between each other.
struct SplitLines {
  /// Bytes of a line that is put together, at most.
  private static let longest = 64 << 20

  /// What a line turned out to be.
  enum Line {
    /// Whole, or none of a container's.
    case asItIs
    /// Whole, and the one that was open before it has no end.
    case afterOpen([UInt8])
    /// A part of one that goes on.
    case partial
    /// The last part of this one; the CRI's has the stamp of the first before it.
    case whole([UInt8])
  }

  /// What is open of standard output, and of standard error.
  private var parts: [[UInt8]] = [[], []]

  /// Takes a line of the CRI's.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Line {
    let words = line.prefix(64).split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
    guard words.count == 4, !words[0].isEmpty, let tag = words[2].first,
      words[2].count == 1 || words[2].dropFirst().first == UInt8(ascii: ":"),
      let stream = ["stdout", "stderr"].firstIndex(where: { words[1].elementsEqual($0.utf8) })
    else { return .asItIs }
    let isPart = tag == UInt8(ascii: "P")
    guard isPart || tag == UInt8(ascii: "F") && !parts[stream].isEmpty else { return .asItIs }
    if parts[stream].isEmpty { parts[stream] = Array(words[0]) + [0x20] }
    add(UnsafeRawBufferPointer(rebasing: line[words[3].startIndex...]), to: stream)
    return isPart ? .partial : .whole(close(stream))
  }

  /// Takes a record of Docker's.
  mutating func take(docker record: JSONValue) -> Line {
    let stream = record["stream"]?.isText("stderr") == true ? 1 : 0
    let isOpen = !parts[stream].isEmpty
    return record["log"]?.withText { text in
      let isEnded = text.last == 0x0A
      let begins = text.first == UInt8(ascii: "{")
      // Those who take line feeds away write whole lines, which begin and end as a record does.
      let line = UnsafeRawBufferPointer(rebasing: text.dropLast(isEnded ? 1 : 0)).trimmingReturn
      if begins, line.last == UInt8(ascii: "}") { return isOpen ? .afterOpen(close(stream)) : .asItIs }
      guard isOpen || begins && !isEnded else { return .asItIs }
      add(text, to: stream)
      return isEnded ? .whole(close(stream)) : .partial
    } ?? .asItIs
  }

  private mutating func add(_ text: UnsafeRawBufferPointer, to stream: Int) {
    guard parts[stream].count + text.count <= Self.longest else { return }
    parts[stream].append(contentsOf: text.trimmingReturn)
  }

  private mutating func close(_ stream: Int) -> [UInt8] {
    defer { parts[stream] = [] }
    return parts[stream]
  }

  /// The lines that are open at the end.
  mutating func rest() -> [[UInt8]] {
    defer { parts = [[], []] }
    return parts.filter { !$0.isEmpty }
  }
}
