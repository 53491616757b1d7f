import Ingest
import Testing

/// Ways to write the records of a log otherwise without saying anything else.
enum Variation: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// Members of objects in the opposite order, at every depth.
  case reversed
  /// Members that no reader knows, before and behind the others.
  case strangers
  /// Over many lines, one record after the other.
  case pretty
  /// In one array.
  case array
  /// In one array over many lines, a comma too many behind the last.
  case looseArray
  /// In an envelope with a few other members around it.
  case envelope
  /// As writers do that escape what is no ASCII, and what HTML or JavaScript might take for its own.
  case escaped
  /// In lines that end in carriage returns, behind a byte order mark, with blank ones between.
  case windows

  var testDescription: String { rawValue }

  /// A log of the records, each of which is JSON.
  func log(of records: [[UInt8]]) throws -> [UInt8] {
    var parser = JSONParser()
    let texts = try records.map { record in
      try record.withUnsafeBytes { text in
        var writer = Rewriter(variation: self)
        writer.write(try parser.parse(text), isRecord: true)
        return writer.out
      }
    }
    func joined(_ separator: String) -> String { texts.joined(separator: separator) }
    let text =
      switch self {
      case .reversed, .strangers, .pretty, .escaped: joined("\n") + "\n"
      case .array: "[" + joined(",") + "]"
      case .looseArray: "[\n  " + joined(",\n  ") + ",\n]\n"
      case .envelope: #"{"object":"list","count":3,"logs":["# + joined(",\n") + #"],"next_page":null}"#
      case .windows: "\u{FEFF}" + joined("\r\n\r\n")
      }
    return Array(text.utf8)
  }
}

/// Writes JSON values anew.
private struct Rewriter {
  let variation: Variation
  var out = ""
  private var depth = 0
  private static let ofPages = Set("<>&/'=".utf16)

  init(variation: Variation) { self.variation = variation }

  private var lineFeed: String {
    variation == .pretty || variation == .looseArray ? "\n" + String(repeating: "  ", count: depth) : ""
  }

  mutating func write(_ value: JSONValue, isRecord: Bool = false) {
    switch value.kind {
    case .object:
      var members: [(String, JSONValue)] = []
      value.forEachMember { members.append(($0.string, $1)) }
      if variation == .reversed { members.reverse() }
      out += "{"
      depth += 1
      let isWider = variation == .strangers && isRecord
      if isWider { out += #""_index":"logs-2026.11","@version":"1","zz_nested":{"a":[1,{"messages":[]}]}"# + (members.isEmpty ? "" : ",") }
      for (index, member) in members.enumerated() {
        if index > 0 { out += "," }
        out += lineFeed
        string(member.0)
        out += variation == .pretty ? " : " : ":"
        write(member.1)
      }
      if isWider { out += #","zz_unknown":null,"zz_list":["x",2,true]"# }
      depth -= 1
      out += lineFeed + "}"
    case .array:
      out += "["
      depth += 1
      for (index, element) in value.elements.enumerated() {
        if index > 0 { out += "," }
        out += lineFeed
        write(element)
      }
      depth -= 1
      out += lineFeed + "]"
    case .string: string(value.string ?? "")
    default: out += String(decoding: value.raw, as: UTF8.self)
    }
  }

  private mutating func string(_ text: String) {
    out += "\""
    for unit in text.utf16 {
      let isPlain = unit >= 0x20 && unit < 0x7F && unit != 0x22 && unit != 0x5C
      if isPlain, variation != .escaped || !Self.ofPages.contains(unit) {
        out.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      } else {
        let digits = String(unit, radix: 16, uppercase: unit % 2 == 0)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    out += "\""
  }
}
