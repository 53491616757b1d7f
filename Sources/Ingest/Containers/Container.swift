/// How the records of a text are held together.
enum Container: Equatable {
  /// A record a line.
  case lines
  /// JSON values one after the other, each over as many lines as it likes.
  case values
  /// The elements of JSON arrays.
  case array
  /// The elements of the array that begins at an offset: the one large member of an object.
  case envelope(at: Int)
  /// Rows of a table, mostly under a header.
  case csv(CSV.Layout)

  /// Names under which exports and interfaces wrap their records.
  static let wrappers: Set<String> = ["data", "logs", "records", "Records", "results", "items", "result", "requests", "runs"]

  /// Bytes of other members before the array of an envelope: a record has its text there, an envelope a few counts.
  private static let largestPreface = 4 << 10
  /// Bytes of other members beside an array that is not most of its object.
  private static let smallRest = 256

  /// What `head`, the beginning of a text from its first byte that is not white space, says; `isWhole` if it is all of it.
  ///
  /// `columns` names the columns of a table without a header.
  static func recognise(
    _ head: UnsafeRawBufferPointer, isWhole: Bool, columns: ([CSV.Field]) -> [String]? = { _ in nil }
  ) -> Container {
    guard let first = head.first(where: { $0 != 0x09 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return CSV.layout(of: head, isWhole: isWhole, columns: columns).map { .csv($0) } ?? .lines
    }
    // What Python shows has quotes that do not count here.
    if PythonLiteral.isOne(head), !head.starts(with: "[{\"".utf8) { return .lines }
    let outline = Outline(of: head)
    if let end = outline.end, !outline.hasLineFeed, continues(head, after: end) { return .lines }
    if outline.hasLineFeed, isBrokenLine(head) { return .lines }
    if first == UInt8(ascii: "[") { return isArray(head) ? .array : .lines }
    if let wrapper = outline.wrapper {
      let rest = (outline.end ?? head.count) - wrapper.count
      let isLargest = !isWhole || outline.end == nil || rest <= max(smallRest, wrapper.count)
      let isOnly = outline.end.map { UnsafeRawBufferPointer(rebasing: head[$0...]).isBlank } ?? true
      if isLargest, isOnly { return .envelope(at: wrapper.lowerBound) }
    }
    return .values
  }

  /// Whether what begins with a bracket is an array, and not a line of text that begins with its level or its time: a bracket around
  /// words, and more behind it.
  private static func isArray(_ head: UnsafeRawBufferPointer) -> Bool {
    guard let open = head.firstIndex(of: UInt8(ascii: "[")), let close = head.firstIndex(of: UInt8(ascii: "]")) else { return true }
    if head[(open + 1)..<close].contains(where: { "{[\"\n".utf8.contains($0) }) { return true }
    let next = head[(close + 1)...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return next.map { ",]\n".utf8.contains($0) } ?? true
  }

  /// Whether a line feed, and then more, follows the value that ends at `end`.
  private static func continues(_ head: UnsafeRawBufferPointer, after end: Int) -> Bool {
    let rest = head[end...]
    guard let next = rest.firstIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }), head[next] == 0x0A else { return false }
    return !UnsafeRawBufferPointer(rebasing: head[next...]).isBlank
  }

  /// Whether only the first line is broken: the next ones are an object each.
  private static func isBrokenLine(_ head: UnsafeRawBufferPointer) -> Bool {
    let lines = head.split(separator: 0x0A, maxSplits: 3).dropFirst().prefix(2)
    return !lines.isEmpty
      && lines.allSatisfy { line in
        let text = UnsafeRawBufferPointer(rebasing: line).trimmingReturn
        return text.first == UInt8(ascii: "{") && Outline(of: text).end == text.count
      }
  }

  /// The shape of the first value of a text.
  private struct Outline {
    /// The offset behind it, if it ends.
    var end: Int?
    /// Whether it is written over several lines.
    var hasLineFeed = false
    /// Where an array of objects stands under one of the wrapping names.
    var wrapper: Range<Int>?

    init(of head: UnsafeRawBufferPointer) {
      var depth = 0
      var index = 0
      var text: Range<Int>?  // the last string seen
      var name: Range<Int>?  // the name of the member that is being read
      while index < head.count {
        let byte = head[index]
        switch byte {
        case UInt8(ascii: "\""):
          let start = index + 1
          index = start
          while index < head.count, head[index] != byte {
            if head[index] == 0x0A { hasLineFeed = true }
            index += head[index] == UInt8(ascii: "\\") ? 2 : 1
          }
          text = start..<max(start, min(index, head.count))
        case UInt8(ascii: ":"):
          if depth == 1 { name = text }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if depth == 1, byte == UInt8(ascii: "["), wrapper == nil, index <= Container.largestPreface, let name {
            let isWrapping = Container.wrappers.contains(String(decoding: head[name], as: UTF8.self))
            if isWrapping, Self.holdsObjects(head, from: index + 1) { wrapper = index..<head.count }
          }
          depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth == 1, let open = wrapper, open.upperBound == head.count { wrapper = open.lowerBound..<index + 1 }
          if depth <= 0 {
            end = index + 1
            return
          }
        case 0x0A:
          hasLineFeed = true
        default:
          break
        }
        index += 1
      }
    }

    /// Whether the array whose inside begins at `start` is empty or begins with an object.
    private static func holdsObjects(_ head: UnsafeRawBufferPointer, from start: Int) -> Bool {
      let next = head[start...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
      return next == UInt8(ascii: "{") || next == UInt8(ascii: "]")
    }
  }
}
