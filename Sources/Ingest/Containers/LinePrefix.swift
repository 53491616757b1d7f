/// A line of a text log that holds a JSON object at its end: what stands before it, mostly a time and a level.
///
/// Sources: exports of CloudWatch Logs to S3 (a stamp, a space and the event), `kubectl logs --timestamps`, the files that container
/// runtimes write (a stamp, a stream, a tag and the line), Monolog (a context and what it calls extra behind it) and logfmt (a text in quotes).
struct LinePrefix {
  /// Bytes before the object, at most.
  private static let longest = 512

  /// The object, or what looks like one; or the string that it is the text of.
  let json: UnsafeRawBufferPointer
  /// The time that the line begins with, in microseconds since the Unix epoch.
  let moment: Int64?

  /// The parts of `line`; `nil` if there is no object at its end, or nothing before it.
  init?(_ line: UnsafeRawBufferPointer) {
    let line = line.trimmingReturn
    guard let start = Self.start(line), start > 0, let range = Self.object(line, from: start) else { return nil }
    json = UnsafeRawBufferPointer(rebasing: line[range])
    moment = Self.moment(UnsafeRawBufferPointer(rebasing: line[..<range.lowerBound]))
  }

  /// Where an object begins: at a brace that a quote follows, or its end; not one in a list.
  private static func start(_ line: UnsafeRawBufferPointer) -> Int? {
    var before: UInt8 = 0x20
    for index in line.indices.prefix(longest) where line[index] != 0x20 {
      if line[index] == UInt8(ascii: "{"), let next = line[(index + 1)...].first(where: { $0 > 0x20 }), "\"'}\\".utf8.contains(next) {
        return before == UInt8(ascii: "[") || before == UInt8(ascii: ",") ? nil : index
      }
      before = line[index]
    }
    return nil
  }

  /// The object that begins at `start`, or the string that it is in; `nil` if more follows than Monolog's second object or its empty list.
  private static func object(_ line: UnsafeRawBufferPointer, from start: Int) -> Range<Int>? {
    let quote = UInt8(ascii: "\"")
    if line[start - 1] == quote, start + 1 < line.count, line[start + 1] == UInt8(ascii: "\\") {
      var index = start
      while index < line.count, line[index] != quote { index += line[index] == UInt8(ascii: "\\") ? 2 : 1 }
      return index < line.count ? (start - 1)..<(index + 1) : nil
    }
    let end = (line.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? start) + 1
    guard let close = close(line, from: start) else { return line[end - 1] == UInt8(ascii: "}") ? start..<end : nil }
    let rest = line[close..<end].drop { $0 == 0x20 || $0 == 0x09 }
    let isExtra = [("{", "}"), ("[", "]")].contains { rest.first == $0.0.utf8.first && rest.last == $0.1.utf8.first }
    return rest.isEmpty || isExtra ? start..<close : nil
  }

  /// The place behind the object that begins at `start`; `nil` if it does not end, or is written with other quotes.
  private static func close(_ line: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var depth = 0
    var isQuoted = false
    var index = start
    while index < line.count {
      switch line[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "'") where !isQuoted: return nil
      case UInt8(ascii: "{") where !isQuoted: depth += 1
      case UInt8(ascii: "}") where !isQuoted:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The stamp in the first word, or in the first two, in brackets or behind a name (`time=…`).
  static func moment(_ prefix: UnsafeRawBufferPointer) -> Int64? {
    let words = prefix.split(separator: 0x20, maxSplits: 2)
    for count in [2, 1] where words.count >= count {
      let text = words[..<count].joined(separator: [0x20]).filter { !"[]\"".utf8.contains($0) }
      if let moment = Array(text.drop { !(0x30...0x39).contains($0) }).withUnsafeBytes({ Stamp.moment($0) }) { return moment }
    }
    return nil
  }
}
