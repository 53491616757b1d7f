internal import Yams

/// A node of a YAML file that knows where it stands, so that every complaint names file, line and column.
struct YAMLNode {
  let file: String
  let node: Node

  /// The root of a YAML text; `start` is the way out of an empty one.
  static func parse(
    _ text: String, file: String, start: String = "write fields into it, one \"key: value\" a line"
  ) throws(ScenarioError) -> YAMLNode {
    guard text.utf8.count <= 1 << 20 else {
      throw ScenarioError(file: file, sentence: "The file is larger than 1 MiB, which no file of fields is; give another.")
    }
    if let fault = unreadable(text, file) { throw fault }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw ScenarioError(file: file, line: 1, column: 1, sentence: "The file is empty; \(start).")
      }
      return YAMLNode(file: file, node: node)
    } catch let error as ScenarioError {
      throw error
    } catch let error as YamlError {
      throw ScenarioError(error, file: file, text: text)
    } catch {
      throw ScenarioError(file: file, sentence: "This is not YAML: \(error).")
    }
  }

  /// Aliases of aliases grow without bound, and the parser walks them where they stand in a key. So few of them stay small.
  private static let mostAliases = 8

  /// What the parser must not see, or would tell without a place: control characters, and more aliases (asterisks that begin a word)
  /// than a file needs.
  private static func unreadable(_ text: String, _ file: String) -> ScenarioError? {
    var (line, column, aliases) = (1, 0, 0)
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      column += 1
      if scalar.properties.generalCategory == .control, !"\t\n\r\u{85}".unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
        return ScenarioError(
          file: file, line: line, column: column,
          sentence:
            "A control character (\(code)) stands here, which YAML does not take; delete it, or write it as \"\\u\(code.dropFirst(2))\".")
      }
      if scalar == "*", previous.value <= 32 || "[{,:?-".unicodeScalars.contains(previous) {
        aliases += 1
        guard aliases <= mostAliases else {
          return ScenarioError(
            file: file, line: line, column: column,
            sentence:
              "This is one more than the \(mostAliases) aliases (such as *name) that a file may have; write out what they stand for.")
        }
      }
      if scalar == "\n" { (line, column) = (line + 1, 0) }
      previous = scalar
    }
    return nil
  }

  /// A fault at this node.
  func fault(_ sentence: String) -> ScenarioError {
    ScenarioError(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, sentence: sentence)
  }

  /// A value that is not what may be written here: `subject` says where it stands ("ttl" is), `values` what may.
  func unfit(_ subject: String, _ values: String) -> ScenarioError {
    guard let text else { return fault("\(subject) \(kind); write \(values).") }
    if text.isEmpty { return fault("\(subject) empty; write \(values).") }
    return fault("\(subject) \"\(shown(text))\"\(Self.reason(text, values)); write \(values).")
  }

  /// What is wrong with an amount, where it is one of the usual slips.
  private static func reason(_ text: String, _ values: String) -> String {
    if Quantity.isTooLarge(text, as: values) { return ", which is too large" }
    let (isTime, isSize) = (values.contains("duration"), values.hasPrefix("a size") || values.contains("or a size"))
    guard isTime || isSize else { return "" }
    if text.hasPrefix("-"), text.dropFirst().first?.isNumber ?? false { return ", which is less than nothing" }
    guard Quantity.number(text) != nil else { return "" }
    return isTime ? ", which has no unit (\(text)s are seconds)" : ", which has no unit (\(text)B are bytes)"
  }

  /// The text of a scalar.
  var text: String? { node.scalar?.string }

  /// What kind of node it is, in words.
  var kind: String {
    switch node {
    case .scalar: "a single value"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  /// What stands here in place of what should.
  private var found: String {
    guard let text else { return kind }
    return text.isEmpty ? "empty" : "the single value \"\(shown(text))\""
  }

  /// The elements of a list.
  func elements(_ what: String) throws(ScenarioError) -> [YAMLNode] {
    guard let sequence = node.sequence else { throw fault("\(what) is \(found); write a list, one item a line after \"- \".") }
    return sequence.map { YAMLNode(file: file, node: $0) }
  }

  /// The members of a mapping, in the order of the file.
  func members(_ what: String) throws(ScenarioError) -> [(key: YAMLNode, value: YAMLNode)] {
    guard let mapping = node.mapping else { throw fault("\(what) is \(found); write a mapping, one \"key: value\" a line.") }
    return mapping.map { (YAMLNode(file: file, node: $0.key), YAMLNode(file: file, node: $0.value)) }
  }
}

extension ScenarioError {
  fileprivate init(_ error: YamlError, file: String, text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let tab = Self.tab(inMarginOf: mark.line, text) {
        self.init(
          file: file, line: mark.line, column: tab, sentence: "A tab stands here, and YAML indents by spaces; write spaces instead.")
        return
      }
      if problem.contains("another document") {
        self.init(
          file: file, line: mark.line, column: mark.column,
          sentence: "A second document begins here; write several strategies as a list under \"strategies:\".")
        return
      }
      if context?.text.contains("alias") ?? false {
        self.init(
          file: file, line: mark.line, column: mark.column,
          sentence: "A bare * begins an alias of YAML here; put the text in quotes, as in \"*\".")
        return
      }
      if problem.contains("nesting level") {
        self.init(
          file: file, line: mark.line, column: mark.column,
          sentence: "Lists and mappings stand inside one another deeper here than any field goes; write them flatter.")
        return
      }
      let what = context.map { "\($0.text), \(problem)" } ?? problem
      self.init(file: file, line: mark.line, column: mark.column, sentence: "This is not YAML: \(what).")
    case .reader(let problem, _, _, _):
      self.init(file: file, sentence: "This is not YAML: \(problem).")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        file: file, line: context.mark.line, column: context.mark.column,
        sentence: "\"\(shown(duplicates.min() ?? ""))\" stands here and again in the same mapping; keep one of them.")
    default:
      self.init(file: file, sentence: "This is not YAML: \(shown("\(error)")).")
    }
  }

  /// The column of a tab in the margin of a line.
  private static func tab(inMarginOf line: Int, _ text: String) -> Int? {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard lines.indices.contains(line - 1) else { return nil }
    let margin = lines[line - 1].prefix { $0 == " " || $0 == "\t" }
    return margin.firstIndex(of: "\t").map { margin.distance(from: margin.startIndex, to: $0) + 1 }
  }
}
