internal import Glibc

/// The lines of one block that the thread which reads ahead has parsed, because the one that parses had fallen behind.
///
/// Which lines they are depends on the moment; what they hold does not: it is what a parser makes of the same bytes.
final class LinesAhead {
  /// Nodes that a block may have: a quarter more than JSON lines of requests need.
  private static let capacity = 12 << 10

  private struct Line {
    let start: Int
    let length: Int
    let nodes: Range<Int>
  }

  private var lines: [Line] = []
  private var nodes = UnsafeMutableBufferPointer<JSONNode>(start: nil, count: 0)
  private var base: UnsafeRawPointer?
  private var next = 0

  deinit { nodes.deallocate() }

  /// Forgets everything but its memory.
  func clear() {
    lines.removeAll(keepingCapacity: true)
    next = 0
  }

  /// Parses the lines that begin and end in `block`, as far as there is room; those that are no JSON are left out.
  func parse(_ block: UnsafeRawBufferPointer, by parser: inout JSONParser) {
    guard let base = block.baseAddress, let first = memchr(base, 0x0A, block.count) else { return }
    if nodes.isEmpty { nodes = .allocate(capacity: Self.capacity) }
    guard let room = nodes.baseAddress else { return }
    self.base = base
    var used = 0
    var start = UnsafeRawPointer(first) - base + 1
    while start < block.count, let end = memchr(base + start, 0x0A, block.count - start) {
      let length = UnsafeRawPointer(end) - (base + start)
      let text = UnsafeRawBufferPointer(start: base + start, count: length).trimmingReturn
      if let count = try? parser.count(parsing: text) {
        guard count <= nodes.count - used else { return }
        (room + used).update(from: parser.nodes, count: count)
        lines.append(Line(start: start, length: text.count, nodes: used..<used + count))
        used += count
      }
      start += length + 1
    }
  }

  /// The nodes of a text of the block, if it was parsed; to be asked in the order of the block.
  func nodes(of text: UnsafeRawBufferPointer) -> UnsafeBufferPointer<JSONNode>? {
    guard next < lines.count, let base, let start = text.baseAddress, start >= base else { return nil }
    while next < lines.count, lines[next].start < start - base { next += 1 }
    guard next < lines.count, lines[next].start == start - base, lines[next].length == text.count else { return nil }
    return UnsafeBufferPointer(UnsafeMutableBufferPointer(rebasing: nodes[lines[next].nodes]))
  }
}
