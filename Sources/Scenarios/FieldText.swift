import Units

/// A text as a YAML scalar: bare where that is safe, else in double quotes.
func quoted(_ text: String) -> String {
  let bare = text.first.map { $0.isLetter } ?? false
  let special: Set<Character> = [":", "#", "\"", "'", "\n", "\\", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "\t"]
  let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off"]
  let isPlain = !text.contains(where: special.contains) && !text.unicodeScalars.contains(where: mustBeEscaped)
  if bare, isPlain, !words.contains(text.lowercased()), text.last != " " { return text }
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    case "\t": out += "\\t"
    case _ where mustBeEscaped(scalar):
      let digits = String(scalar.value, radix: 16)
      out += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}

/// Control characters and separators, which YAML folds or refuses.
private func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
  default: false
  }
}

/// "did you mean …?" or the list of what there is, with the mark that ends the sentence.
///
/// - Parameter list: what to say in place of the list, where that is too long to be read.
func suggestion(for name: String, among known: [String], list: String? = nil) -> String {
  let lower = name.lowercased()
  let nearest = known.map { ($0, editDistance($0.lowercased(), lower)) }.min { $0.1 < $1.1 }
  if let nearest, nearest.1 <= max(2, nearest.0.count / 3) { return "did you mean \"\(nearest.0)\"?" }
  let kin = known.filter { $0.lowercased().hasPrefix(lower) || lower.hasPrefix($0.lowercased()) }
  if min(lower.count, kin.map(\.count).min() ?? 0) >= 4, kin.count <= 6 {
    let names = kin.map { "\"\($0)\"" }
    return "did you mean \(names.count == 1 ? "" : "one of ")\(names.joined(separator: ", "))?"
  }
  // A field of a family, such as "ttl_by_…".
  if let family = name.lastIndex(of: "_").map({ name[...$0] }), family.count > 4 {
    let names = known.filter { $0.hasPrefix(family) }.map { "\"\($0)\"" }
    if 2...6 ~= names.count { return "did you mean one of \(names.joined(separator: ", "))?" }
  }
  return list ?? "there are: \(known.joined(separator: ", "))."
}
