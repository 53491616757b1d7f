internal import CScan
internal import Glibc

/// The lines of one block whose tokens the thread which reads ahead has found, because the one that parses had fallen behind.
///
/// Which lines they are depends on the moment; what they hold does not: it is what a parser finds in the same bytes.
final class LinesAhead {
  /// Tokens that a block may have: a half more than JSON lines of requests do.
  private static let capacity = 40 << 10

  private struct Line {
    let start: Int
    let length: Int
    let tokens: JSONTokens.View
  }

  private var lines: [Line] = []
  private var tokens = UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)
  private var kinds = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  private var escapes = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)
  private var base: UnsafeRawPointer?
  private var next = 0

  deinit {
    tokens.deallocate()
    kinds.deallocate()
    escapes.deallocate()
  }

  /// Forgets everything but its memory.
  func clear() {
    lines.removeAll(keepingCapacity: true)
    next = 0
  }

  /// Finds the tokens of the lines that begin and end in `block`, as far as there is room; lines that are no JSON are left out.
  func scan(_ block: UnsafeRawBufferPointer) {
    guard let base = block.baseAddress, let first = memchr(base, 0x0A, block.count), JSONTokens.best > 0 else { return }
    if tokens.isEmpty {
      tokens = .allocate(capacity: Self.capacity)
      kinds = .allocate(capacity: Self.capacity)
      escapes = .allocate(capacity: Self.capacity / 4)
    }
    guard var token = tokens.baseAddress, var kind = kinds.baseAddress, var word = escapes.baseAddress else { return }
    self.base = base
    let end = (tokens: token + tokens.count, words: word + escapes.count)
    var start = UnsafeRawPointer(first) - base + 1
    while start < block.count, let stop = memchr(base + start, 0x0A, block.count - start) {
      let length = UnsafeRawPointer(stop) - (base + start)
      let text = UnsafeRawBufferPointer(start: base + start, count: length).trimmingReturn
      guard cscan_token_room(text.count) <= end.tokens - token, cscan_word_room(text.count) <= end.words - word else { return }
      if let first = text.baseAddress?.assumingMemoryBound(to: UInt8.self),
        let found = JSONTokens.scan(first, text.count, token, kind, word)
      {
        lines.append(Line(start: start, length: text.count, tokens: found))
        token += found.count
        kind += found.count
        word += cscan_word_room(text.count)
      }
      start += length + 1
    }
  }

  /// The tokens of a text of the block, if they were found; to be asked in the order of the block.
  func tokens(of text: UnsafeRawBufferPointer) -> JSONTokens.View? {
    guard next < lines.count, let base, let start = text.baseAddress, start >= base else { return nil }
    while next < lines.count, lines[next].start < start - base { next += 1 }
    guard next < lines.count, lines[next].start == start - base, lines[next].length == text.count else { return nil }
    return lines[next].tokens
  }
}
