@testable import Ingest

/// The tape of a text as numbers that can be compared.
enum Tape {
  /// The tape of a text, by whatever way a parser takes; `nil` if it is no JSON.
  static func tape(_ text: [UInt8], level: Int32) -> [[UInt32]]? {
    var parser = JSONParser(level: level)
    return made(of: text, by: &parser)
  }

  /// The tape that a parser makes of a text.
  static func made(of text: [UInt8], by parser: inout JSONParser) -> [[UInt32]]? {
    exact(text) { bytes in (try? parser.parse(bytes)).map { _ in nodes(of: parser) } }
  }

  /// What a parser's tape has.
  static func nodes(of parser: borrowing JSONParser) -> [[UInt32]] {
    let first = parser.nodes[0]
    return (0..<(first.isKind(.array) || first.isKind(.object) ? Int(first.link) : 1)).map { index in
      let node = parser.nodes[index]
      let hasLink = node.isKind(.array) || node.isKind(.object) || node.isKind(.key) || node.isKind(.escapedKey)
      return [node.start, node.length, hasLink ? node.link : 0, node.tag]
    }
  }

  /// Calls `body` with the text in memory of exactly its size.
  static func exact<R>(_ text: [UInt8], _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: text)
    return body(UnsafeRawBufferPointer(memory))
  }

  /// Removes, changes or adds a byte, or cuts the text.
  static func damage(_ text: inout [UInt8], _ random: inout Random) {
    guard !text.isEmpty else { return }
    let index = Int.random(in: 0..<text.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: text.remove(at: index)
    case 1: text[index] = UInt8(truncatingIfNeeded: random.next())
    case 2: text.insert(Array("{}[],:\"\\0e-.u".utf8)[Int(random.next() % 13)], at: index)
    default: text.removeSubrange(index...)
    }
  }
}
