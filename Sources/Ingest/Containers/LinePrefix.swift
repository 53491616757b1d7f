/// A line of a text log that ends in a JSON object: what stands before it, mostly a time and a level.
///
/// Source: exports of CloudWatch Logs to S3 (a stamp, a space and the event), `kubectl logs --timestamps`, and the files that container
/// runtimes write (a stamp, a stream, a tag and the line).
struct LinePrefix {
  /// Bytes before the object, at most.
  private static let longest = 512

  /// The object, or what looks like one.
  let json: UnsafeRawBufferPointer
  /// The time that the line begins with, in microseconds since the Unix epoch.
  let moment: Int64?

  /// The parts of `line`; `nil` if there is no object at its end, or nothing before it.
  init?(_ line: UnsafeRawBufferPointer) {
    let line = line.trimmingReturn
    let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? 0
    guard end > 0, line[end - 1] == UInt8(ascii: "}"), let start = line.prefix(Self.longest).firstIndex(of: UInt8(ascii: "{")), start > 0
    else { return nil }
    json = UnsafeRawBufferPointer(rebasing: line[start..<end])
    moment = Self.moment(UnsafeRawBufferPointer(rebasing: line[..<start]))
  }

  /// The stamp in the first word, or in the first two.
  private static func moment(_ prefix: UnsafeRawBufferPointer) -> Int64? {
    let words = prefix.split(separator: 0x20, maxSplits: 2)
    for count in [2, 1] where words.count >= count {
      let text = words[..<count].joined(separator: [0x20]).filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
      if let moment = Array(text).withUnsafeBytes({ Stamp.moment($0) }) { return moment }
    }
    return nil
  }
}
