/// Finds the ends of code spans and fences in backticks. Remembers what it did not find, so that a whole text costs O(*n*).
struct CodeSpans {
  /// For a single backtick and for a fence of three or more: from here on there is no such run.
  private var absentSpan = Int.max
  private var absentFence = Int.max
  /// The run that was looked at last: a long one is asked about from each of its places where nothing closes it.
  private var lastRun = 0..<0

  /// The offset after the span that the run of backticks at `start` opens, or `nil` if nothing closes it.
  ///
  /// A pair of backticks opens nothing: in prose it is a quotation mark.
  mutating func end(of start: Int, in text: UnsafeRawBufferPointer) -> Int? {
    if !lastRun.contains(start) { lastRun = start..<start + run(at: start, in: text) }
    let opener = lastRun.upperBound - start
    guard opener != 2, start < (opener == 1 ? absentSpan : absentFence) else { return nil }
    var index = start + opener
    while index < text.count {
      guard text[index] == UInt8(ascii: "`") else {
        index += 1
        continue
      }
      let closer = run(at: index, in: text)
      index += closer
      if opener == 1 ? closer == 1 : closer >= 3 { return index }
    }
    if opener == 1 { absentSpan = start } else { absentFence = start }
    return nil
  }

  /// How many backticks stand in a row at `start`.
  func run(at start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var end = start
    while end < text.count, text[end] == UInt8(ascii: "`") { end += 1 }
    return end - start
  }
}
