/// Comma-separated values as RFC 4180 has them: a header, quoted fields that may hold anything, quotes doubled inside them.
///
/// A row becomes a JSON object of strings under the names of the header; an empty field without quotes is null.
enum CSV {
  /// Bytes of the longest name in a header.
  private static let longestName = 80
  /// Fields of the widest row.
  static let maximumFields = 4_096

  /// The separator, if `head` begins with a header and what follows it is a row of as many fields.
  static func separator(of head: UnsafeRawBufferPointer) -> UInt8? {
    let (first, end) = row(head, from: 0)
    let (second, _) = row(head, from: end)
    for separator in [UInt8(ascii: ","), 0x09, UInt8(ascii: ";")] {
      guard let names = fields(of: first, separator: separator), names.count > 1, areNames(names) else { continue }
      if second.isBlank { return separator }
      let opening = second.first
      guard opening != UInt8(ascii: "{"), opening != UInt8(ascii: "["), let values = fields(of: second, separator: separator) else {
        continue
      }
      if values.count == names.count { return separator }
    }
    return nil
  }

  /// The row that begins at `start`, and where the next one begins.
  private static func row(_ head: UnsafeRawBufferPointer, from start: Int) -> (UnsafeRawBufferPointer, end: Int) {
    var isQuoted = false
    for index in start..<head.count {
      if head[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if head[index] == 0x0A, !isQuoted { return (UnsafeRawBufferPointer(rebasing: head[start..<index]).trimmingReturn, index + 1) }
    }
    return (UnsafeRawBufferPointer(rebasing: head[start...]).trimmingReturn, head.count)
  }

  /// Whether fields are what a header calls its columns: different, short, with a letter, and of the characters of names.
  private static func areNames(_ fields: [Field]) -> Bool {
    var seen: Set<[UInt8]> = []
    return fields.allSatisfy { field in
      let isName = field.text.allSatisfy { byte in
        isLetter(byte) || (0x30...0x39).contains(byte) || " _-./()[]%#@$".utf8.contains(byte)
      }
      return isName && field.text.contains(where: isLetter) && field.text.count <= longestName && seen.insert(field.text).inserted
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// A field without the quotes around it.
  struct Field {
    var text: [UInt8] = []
    var isQuoted = false
  }

  /// The fields of a row, without its line end; `nil` if it has too many or a quoted field does not end.
  static func fields(of row: UnsafeRawBufferPointer, separator: UInt8) -> [Field]? {
    var fields: [Field] = []
    var field = Field()
    var isOpen = false
    var index = 0
    while index < row.count {
      let byte = row[index]
      if isOpen {
        if byte != UInt8(ascii: "\"") {
          field.text.append(byte)
        } else if index + 1 < row.count, row[index + 1] == byte {
          field.text.append(byte)
          index += 1
        } else {
          isOpen = false
        }
      } else if byte == separator {
        fields.append(field)
        field = Field()
        guard fields.count < maximumFields else { return nil }
      } else if byte == UInt8(ascii: "\""), field.text.isEmpty, !field.isQuoted {
        field.isQuoted = true
        isOpen = true
      } else {
        field.text.append(byte)
      }
      index += 1
    }
    fields.append(field)
    return isOpen ? nil : fields
  }
}
