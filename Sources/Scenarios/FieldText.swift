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
func suggestion(for name: String, among known: [String]) -> String {
  let nearest = known.map { ($0, editDistance($0, name)) }.min { $0.1 < $1.1 }
  if let nearest, nearest.1 <= max(2, nearest.0.count / 3) { return "did you mean \"\(nearest.0)\"?" }
  return "there are: \(known.joined(separator: ", "))."
}
