/// Lines that PostgreSQL's COPY wrote, in the text format that it has unless asked for another: every backslash is doubled.
///
/// What has no quotes or line feeds inside of its texts is JSON as it stands; the rest of a file says how it is to be read.
/// Source: PostgreSQL's documentation of COPY, "Text Format".
enum CopyText {
  private static let backslash = UInt8(ascii: "\\")

  /// A line with its backslashes as they were; `nil` if it has none that are doubled.
  static func plain(_ line: UnsafeRawBufferPointer) -> [UInt8]? {
    guard line.contains(backslash) else { return nil }
    var plain: [UInt8] = []
    plain.reserveCapacity(line.count)
    var index = 0
    while index < line.count {
      let isDoubled = line[index] == backslash && index + 1 < line.count && line[index + 1] == backslash
      plain.append(line[index])
      index += isDoubled ? 2 : 1
    }
    return plain.count < line.count ? plain : nil
  }

  /// Whether `lines` are of COPY: some are JSON with single backslashes only, and of all others none is JSON with doubled ones only. Where
  /// all are JSON in both ways, they are of it if no backslash stands alone and some are before the digits of a character.
  static func recognises(_ lines: some Sequence<[UInt8]>, _ parser: inout JSONParser) -> Bool {
    var isFound = false
    var areAllDoubled = true
    var hasCharacter = false
    for line in lines {
      guard let plain = line.withUnsafeBytes({ plain($0) }) else {
        areAllDoubled = areAllDoubled && !line.contains(backslash)
        continue
      }
      let isWritten = line.withUnsafeBytes { isJSON($0, &parser) }
      let isPlain = plain.withUnsafeBytes { isJSON($0, &parser) }
      if isWritten, !isPlain { return false }
      isFound = isFound || isPlain && !isWritten
      areAllDoubled = areAllDoubled && line.split { $0 != backslash }.allSatisfy { $0.count % 2 == 0 }
      hasCharacter = hasCharacter || line.indices.contains { isCharacter(line, at: $0) }
    }
    return isFound || areAllDoubled && hasCharacter
  }

  /// Whether `\\u` and four hexadecimal digits stand at a place.
  private static func isCharacter(_ line: [UInt8], at index: Int) -> Bool {
    guard index + 7 <= line.count, line[index...].starts(with: "\\\\u".utf8) else { return false }
    return line[(index + 3)..<(index + 7)].allSatisfy { "0123456789abcdefABCDEF".utf8.contains($0) }
  }

  private static func isJSON(_ line: UnsafeRawBufferPointer, _ parser: inout JSONParser) -> Bool {
    (try? parser.parse(LinePrefix(line)?.json ?? line)) != nil
  }
}
