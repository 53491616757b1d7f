/// Comma-separated values as RFC 4180 has them: a header, quoted fields that may hold anything, quotes doubled inside them.
///
/// A row becomes a JSON object of strings under the names of the header; an empty field without quotes is null, and a column without a
/// name is left out. What a file begins with says its ``Layout``.
enum CSV {
  /// Fields of the widest row.
  static let maximumFields = 4_096

  /// A field without the quotes around it.
  struct Field {
    var text: [UInt8] = []
    var isQuoted = false
  }

  /// How many fields a row has that may be cut off, in a quoted one even.
  static func fieldCount(of row: UnsafeRawBufferPointer, separator: UInt8) -> Int {
    var isQuoted = false
    return row.reduce(1) { count, byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == separator && !isQuoted ? count + 1 : count
    }
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
