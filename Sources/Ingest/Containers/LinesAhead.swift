internal import CScan
internal import Glibc

/// What a thread that reads ahead parses lines with.
struct ParserAhead: ~Copyable {
  private let board: JSONFormBoard
  fileprivate var forms = JSONForms.none
  fileprivate var follower = JSONFollower()

  /// A parser along the forms on a board.
  init(_ board: JSONFormBoard) { self.board = board }

  fileprivate mutating func begin() { forms = board.latest }
}

/// What the thread that reads ahead has made of the lines of one block, because the one that parses had fallen behind.
///
/// Which lines they are depends on the moment; what they hold does not: it is what a parser finds in the same bytes.
final class LinesAhead {
  /// Nodes that a block may have, where its lines have known forms; and tokens, where they have none: a half more than JSON lines of
  /// requests do.
  private static let nodeCapacity = 16 << 10
  private static let tokenCapacity = 40 << 10

  private struct Line {
    let start: Int
    let length: Int
    let found: JSONAhead
  }

  private var lines: [Line] = []
  private var nodes = UnsafeMutableBufferPointer<JSONNode>(start: nil, count: 0)
  private var tokens = UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)
  private var escapes = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)
  private var nodesUsed = 0
  private var tokensUsed = 0
  private var wordsUsed = 0
  /// The forms of the lines with tapes.
  private var forms = JSONForms.none
  private var base: UnsafeRawPointer?
  private var next = 0

  deinit {
    nodes.deallocate()
    tokens.deallocate()
    escapes.deallocate()
  }

  /// Forgets everything but its memory.
  func clear() {
    lines.removeAll(keepingCapacity: true)
    nodesUsed = 0
    tokensUsed = 0
    wordsUsed = 0
    next = 0
  }

  /// Parses the lines that begin and end in `block`, as far as there is room; lines that are no JSON are left out.
  func parse(_ block: UnsafeRawBufferPointer, by parser: inout ParserAhead) {
    guard let base = block.baseAddress, let first = memchr(base, 0x0A, block.count), JSONTokens.best > 0 else { return }
    self.base = base
    parser.begin()
    forms = parser.forms
    var start = UnsafeRawPointer(first) - base + 1
    while start < block.count, let stop = memchr(base + start, 0x0A, block.count - start) {
      let length = UnsafeRawPointer(stop) - (base + start)
      let text = UnsafeRawBufferPointer(start: base + start, count: length).trimmingReturn
      if let bytes = text.baseAddress?.assumingMemoryBound(to: UInt8.self) {
        if let tape = tape(bytes, text.count, &parser.follower) {
          lines.append(Line(start: start, length: text.count, found: tape))
        } else {
          guard hasRoom(for: text.count) else { return }
          if let found = tokens(bytes, text.count) { lines.append(Line(start: start, length: text.count, found: .tokens(found))) }
        }
      }
      start += length + 1
    }
  }

  /// The tape of a line that has a known form, if there is room for it.
  private func tape(_ text: UnsafePointer<UInt8>, _ count: Int, _ follower: inout JSONFollower) -> JSONAhead? {
    if nodes.isEmpty { nodes = .allocate(capacity: Self.nodeCapacity) }
    guard nodes.count - nodesUsed >= forms.mostNodes, let first = nodes.baseAddress else { return nil }
    let tape = first + nodesUsed
    guard let form = follower.fill(tape, text, count, along: forms, level: JSONTokens.best) else {
      follower.miss()
      return nil
    }
    nodesUsed += forms.forms[form].nodeCount
    return .tape(UnsafePointer(tape), form: form, of: .passUnretained(forms))
  }

  private func hasRoom(for count: Int) -> Bool {
    if tokens.isEmpty {
      tokens = .allocate(capacity: Self.tokenCapacity)
      escapes = .allocate(capacity: Self.tokenCapacity / 4)
    }
    return cscan_token_room(count) <= tokens.count - tokensUsed && cscan_word_room(count) <= escapes.count - wordsUsed
  }

  /// The tokens of a line, if it is JSON.
  private func tokens(_ text: UnsafePointer<UInt8>, _ count: Int) -> JSONTokens.View? {
    guard let first = tokens.baseAddress, let words = escapes.baseAddress,
      let found = JSONTokens.scan(text, count, first + tokensUsed, words + wordsUsed)
    else { return nil }
    tokensUsed += found.count
    wordsUsed += cscan_word_room(count)
    return found
  }

  /// What was made of a text of the block, if anything was; to be asked in the order of the block.
  func found(of text: UnsafeRawBufferPointer) -> JSONAhead? {
    guard next < lines.count, let base, let start = text.baseAddress, start >= base else { return nil }
    while next < lines.count, lines[next].start < start - base { next += 1 }
    guard next < lines.count, lines[next].start == start - base, lines[next].length == text.count else { return nil }
    return lines[next].found
  }
}
