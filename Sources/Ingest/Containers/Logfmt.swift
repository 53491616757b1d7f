/// Lines of `key=value` pairs, as Go's loggers write them (slog's text handler, logrus, Heroku's logfmt): an object each.
///
/// Source: the documentation of `log/slog`, TextHandler: values with spaces, quotes or signs are quoted as Go's strings are.
enum Logfmt {
  /// Pairs that make a line one of this kind, at the least, and bytes before the first of them at the most.
  private static let fewest = 3
  private static let longestPrefix = 64

  /// The object that a line is: pairs to its end, behind a stamp or a level at the most; `nil` if it is none.
  static func object(_ line: UnsafeRawBufferPointer) -> [UInt8]? {
    let line = line.trimmingReturn
    guard line.count < 1 << 20, var index = start(line) else { return nil }
    var json = JSONWriter()
    var count = 0
    var parser = JSONParser()
    json.raw("{")
    if let moment = LinePrefix.moment(UnsafeRawBufferPointer(rebasing: line[..<index])) {
      json.key("timestamp")
      json.raw(String(moment).utf8)
    }
    while true {
      while index < line.count, line[index] == 0x20 { index += 1 }
      guard index < line.count else { break }
      guard let equals = end(ofKey: line, from: index) else { return nil }
      let key = line[index..<equals]
      guard let end = end(ofValue: line, from: equals + 1) else { return nil }
      json.comma()
      json.string(key)
      json.raw(":")
      write(UnsafeRawBufferPointer(rebasing: line[(equals + 1)..<end]), to: &json, &parser)
      index = end
      count += 1
    }
    json.raw("}")
    return count >= fewest ? json.bytes : nil
  }

  /// Where the first pair begins.
  private static func start(_ line: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < min(line.count, longestPrefix) {
      if end(ofKey: line, from: index) != nil { return index }
      guard let space = line[index...].firstIndex(of: 0x20) else { return nil }
      index = space + 1
    }
    return nil
  }

  /// The sign behind the key that begins at `start`; `nil` if none does.
  private static func end(ofKey line: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var index = start
    while index < line.count, isOfKey(line[index]) { index += 1 }
    return index > start && index < line.count && line[index] == UInt8(ascii: "=") ? index : nil
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "_.@-/".utf8.contains(byte)
  }

  /// The place behind the value that begins at `start`; `nil` if its quotes do not end.
  private static func end(ofValue line: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start < line.count, line[start] == UInt8(ascii: "\"") else {
      return line[start...].firstIndex(of: 0x20) ?? line.count
    }
    var index = start + 1
    while index < line.count, line[index] != UInt8(ascii: "\"") { index += line[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return index < line.count ? index + 1 : nil
  }

  /// Numbers and strings are JSON's where they can be; all else is text.
  private static func write(_ value: UnsafeRawBufferPointer, to json: inout JSONWriter, _ parser: inout JSONParser) {
    if let parsed = try? parser.parse(value), parsed.kind != .object, parsed.kind != .array { return json.raw(value) }
    let isQuoted = value.count >= 2 && value.first == UInt8(ascii: "\"")
    json.string(isQuoted ? value.dropFirst().dropLast() : value[...])
  }
}
