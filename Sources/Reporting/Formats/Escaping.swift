/// What comes from a log is hostile: each format has its way to make it harmless.
///
/// Everything is decided by scalars, never by characters: a quote with a combining accent is one character, but still ends an attribute.
enum Escaping {
  /// One line without control characters, bidirectional overrides or invisible characters, at most `limit` characters long.
  static func plain(_ text: String, limit: Int = 120) -> String {
    var out = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else { return out + "…" }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator, .unassigned: out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
      count += 1
    }
    return out
  }

  /// A text whose numbers are not parted from their units at the end of a line: "31.2 %" and "4.5 s" keep together.
  static func unbroken(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: " ")) else { return text }
    let scalars = Array(text.unicodeScalars)
    var out = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isAfterNumber = scalar == " " && index > 0 && ("0"..."9").contains(scalars[index - 1])
      out.append(isAfterNumber && isUnit(scalars[(index + 1)...].prefix { $0 != " " }) ? "\u{A0}" : scalar)
    }
    return String(out)
  }

  /// Whether a word is a unit, with or without a mark after it.
  private static func isUnit(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = word.first, "%smµh".unicodeScalars.contains(first) else { return false }
    let letters = String(String.UnicodeScalarView(word.prefix { $0 == "%" || $0 == "µ" || ("a"..."z").contains($0) }))
    return ["%", "s", "ms", "µs", "min", "h"].contains(letters)
  }

  /// For the text of a Markdown table or paragraph.
  static func markdown(_ text: String, limit: Int = 120) -> String {
    var out = ""
    for scalar in plain(text, limit: limit).unicodeScalars {
      switch scalar {
      case "|", "`", "*", "_", "[", "]", "\\", "~", "#", "!": out += "\\\(scalar)"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// A CSV field (RFC 4180); what a spreadsheet would take for a formula is made text by an apostrophe.
  static func csv(_ text: String) -> String {
    let clean = plain(text, limit: 1_000)
    var out = ""
    var needsQuotes = false
    if let first = clean.unicodeScalars.first, "=+-@".unicodeScalars.contains(first) {
      out = "'"
      needsQuotes = true
    }
    for scalar in clean.unicodeScalars {
      if scalar == "\"" { out += "\"" }
      needsQuotes = needsQuotes || ",\"'".unicodeScalars.contains(scalar)
      out.unicodeScalars.append(scalar)
    }
    return needsQuotes ? "\"\(out)\"" : out
  }

  /// Text and attribute values of HTML and SVG.
  static func html(_ text: String, limit: Int = 1_000) -> String {
    var out = ""
    for scalar in plain(text, limit: limit).unicodeScalars {
      switch scalar {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// A JSON string with its quotes, cut where it is longer than `limit`; `<` is escaped too, so that it may stand inside a page's script
  /// element.
  static func json(_ text: String, limit: Int = .max) -> String {
    var out = "\""
    for (count, scalar) in text.unicodeScalars.enumerated() {
      guard count < limit else { return out + "…\"" }
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "<", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
