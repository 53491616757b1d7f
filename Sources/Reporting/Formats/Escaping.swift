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
