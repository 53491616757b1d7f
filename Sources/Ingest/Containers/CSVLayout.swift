extension CSV {
  /// How a table is written: what tells its fields apart, what stands above its header, and the names of its columns where it has none.
  struct Layout: Equatable {
    /// Between two fields.
    var separator: UInt8
    /// Bytes before the header: notes, and the line by which Excel is told the separator.
    var preface = 0
    /// The names of the columns where no header names them; of columns without a name the fields are left out.
    var names: [[UInt8]]?
    /// Whether lines that begin with `#` are notes.
    var hasNotes = false
  }

  /// The layout of a table that `head` is the beginning of, if it is one: a header, and below it a row of as many fields.
  ///
  /// - Parameters:
  ///   - isWhole: whether there is nothing behind `head`; else its last row may be cut off.
  ///   - columns: the names of so many columns, for tables of a known format without a header.
  static func layout(
    of head: UnsafeRawBufferPointer, isWhole: Bool, columns: ([Field]) -> [String]? = { _ in nil }
  ) -> Layout? {
    let preface = Preface(of: head)
    let first = Row(of: head, from: preface.end)
    let second = Row(of: head, from: first.end)
    if isOneColumn(first, second) { return Layout(separator: separators[0], preface: preface.end) }
    for separator in preface.separator.map({ [$0] }) ?? separators {
      var layout = Layout(separator: separator, preface: preface.end, hasNotes: preface.lastNote != nil)
      guard let names = fields(of: first.text, separator: separator), names.count > 1 else { continue }
      if areNames(names) {
        if second.text.isBlank || isRow(second, of: names.count, separator, isWhole) { return layout }
      } else if let note = preface.lastNote, let header = fields(of: note, separator: separator), header.count == names.count,
        areNames(header)
      {
        // The header itself is written as a note.
        layout.names = CSV.names(of: header)
        return layout
      }
    }
    for separator in preface.separator.map({ [$0] }) ?? separators + [0x20] {
      guard let values = fields(of: first.text, separator: separator), values.count > 1, let names = columns(values) else { continue }
      return Layout(
        separator: separator, preface: preface.end, names: names.map { Array($0.utf8) }, hasNotes: preface.lastNote != nil)
    }
    return nil
  }

  /// Why `head`, which is no JSON, is no table either, as far as can be told: a clause, without anything of its text.
  static func whyNoTable(_ head: UnsafeRawBufferPointer) -> String? {
    let preface = Preface(of: head)
    let first = Row(of: head, from: preface.end)
    let second = Row(of: head, from: first.end)
    if first.text.contains(0x0D), !head.contains(0x0A) { return "its lines end in carriage returns alone" }
    for separator in preface.separator.map({ [$0] }) ?? separators + [0x20] {
      guard let names = fields(of: first.text, separator: separator), names.count > 1,
        let values = fields(of: second.text, separator: separator), values.count > 1 || areNames(names)
      else { continue }
      let isTrace = names.count == 3 && [0, 2].allSatisfy { Double(String(decoding: names[$0].text, as: UTF8.self)) != nil }
      // Words are no fields, unless they are numbers.
      guard separator != 0x20 || isTrace else { continue }
      if areNames(names), values.count != names.count {
        return "its header has \(names.count) fields and the row below it \(values.count)"
      }
      if values.count == names.count {
        return "its first row is no header, which names each column"
          + (isTrace ? " (a cache trace of time, key and size is read with --format cache-trace)" : "")
      }
    }
    return nil
  }

  /// The names that a header gives, each once: of columns of the same name the later ones are numbered.
  static func names(of header: [Field]) -> [[UInt8]] {
    var seen: [[UInt8]: Int] = [:]
    return header.map { field in
      let name = trimmed(field.text)
      guard !name.isEmpty, !isIndexName(name) else { return [] }
      let times = seen[name, default: 0]
      seen[name] = times + 1
      return times == 0 ? name : name + Array(".\(times)".utf8)
    }
  }

  private static let separators = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")]
  /// Bytes of the longest name in a header.
  private static let longestName = 80

  /// Whether a name stands above what a table has of an object: in quotes, with its own doubled.
  private static func isOneColumn(_ first: Row, _ second: Row) -> Bool {
    let name = first.text.filter { $0 != UInt8(ascii: "\"") }
    return !name.isEmpty && name.count <= longestName && name.allSatisfy { isLetter($0) || " _-.@".utf8.contains($0) }
      && second.text.starts(with: "\"{\"\"".utf8)
  }

  /// Whether what stands below a header of so many fields is a row of it; one that is cut off may have fewer.
  private static func isRow(_ row: Row, of count: Int, _ separator: UInt8, _ isWhole: Bool) -> Bool {
    let opening = row.text.first
    guard opening != UInt8(ascii: "{"), opening != UInt8(ascii: "[") else { return false }
    if !row.isEnded, !isWhole { return fieldCount(of: row.text, separator: separator) <= count }
    return fields(of: row.text, separator: separator)?.count == count
  }

  /// Whether fields are what a header calls its columns: short, with a letter, and of the characters of names; two of them different.
  ///
  /// The first may have no name, as the index of a data frame has none, and neither have those that separators at the end of the line make.
  private static func areNames(_ fields: [Field]) -> Bool {
    var seen: Set<[UInt8]> = []
    let end = fields.lastIndex { !$0.text.isEmpty } ?? 0
    let areNames = fields[...end].enumerated().allSatisfy { index, field in
      let name = trimmed(field.text)
      if index == 0, name.isEmpty || isIndexName(name) { return true }
      // What HTTP/2 calls its own headers begins with a colon; elsewhere it is of a time.
      let isName = name.drop { $0 == UInt8(ascii: ":") }.allSatisfy { byte in
        isLetter(byte) || (0x30...0x39).contains(byte) || " _-./()[]%#@$".utf8.contains(byte)
      }
      guard isName, name.contains(where: isLetter), name.count <= longestName else { return false }
      seen.insert(name)
      return true
    }
    let hasIndex = fields.first.map { $0.text.isEmpty || isIndexName($0.text) } ?? false
    return areNames && seen.count > (hasIndex ? 0 : 1)
  }

  /// A letter, or a part of one beyond ASCII.
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 }

  /// `Unnamed: 0`: what pandas calls the index of a table that it wrote and read again.
  private static func isIndexName(_ name: [UInt8]) -> Bool { name.starts(with: "Unnamed: ".utf8) }

  private static func trimmed(_ text: [UInt8]) -> [UInt8] {
    guard text.first == 0x20 || text.last == 0x20 else { return text }
    let start = text.firstIndex { $0 != 0x20 } ?? text.endIndex
    return Array(text[start..<((text.lastIndex { $0 != 0x20 } ?? start - 1) + 1)])
  }

  /// A row, and where the next one begins.
  private struct Row {
    var text: UnsafeRawBufferPointer
    var end: Int
    /// Whether a line feed ends it.
    var isEnded = true

    init(of head: UnsafeRawBufferPointer, from start: Int) {
      var isQuoted = false
      for index in start..<head.count {
        if head[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if head[index] == 0x0A, !isQuoted {
          text = UnsafeRawBufferPointer(rebasing: head[start..<index]).trimmingReturn
          end = index + 1
          return
        }
      }
      text = UnsafeRawBufferPointer(rebasing: head[start...]).trimmingReturn
      end = head.count
      isEnded = false
    }
  }

  /// What stands above a header.
  private struct Preface {
    /// Where it ends.
    var end = 0
    /// The separator that a line `sep=;` names, for Excel.
    var separator: UInt8?
    /// The last line that begins with `#`, without that.
    var lastNote: UnsafeRawBufferPointer?

    init(of head: UnsafeRawBufferPointer) {
      while end < head.count {
        let next = head[end...].firstIndex(of: 0x0A) ?? head.count
        let line = UnsafeRawBufferPointer(rebasing: head[end..<next]).trimmingReturn
        if line.first == UInt8(ascii: "#") {
          lastNote = UnsafeRawBufferPointer(rebasing: line.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 })
        } else if end == 0, let named = Self.separator(line) {
          separator = named
        } else if !line.isBlank {
          return
        }
        end = min(next + 1, head.count)
      }
    }

    private static func separator(_ line: UnsafeRawBufferPointer) -> UInt8? {
      let text = line.filter { $0 != UInt8(ascii: "\"") }
      return text.count == 5 && text.starts(with: "sep=".utf8) ? text[4] : nil
    }
  }
}
