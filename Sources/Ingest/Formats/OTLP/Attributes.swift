/// The attributes of a span or an event.
struct Attributes {
  private let list: JSONValue?

  /// Those of `owner`.
  init(_ owner: JSONValue) { list = owner["attributes"] }

  /// The value of an attribute: what is inside of it if it is a plain one, else as OTLP has it.
  subscript(name: StaticString) -> JSONValue? {
    guard let list else { return nil }
    guard list.kind == .array else { return list[name] }
    for attribute in list.elements {
      if let key = attribute["key"], name.withUTF8Buffer({ key.names($0) }) { return attribute["value"].map(Self.plain) }
    }
    return nil
  }

  /// The first of some attributes that there is.
  func first(_ names: [StaticString]) -> JSONValue? {
    for name in names {
      if let value = self[name] { return value }
    }
    return nil
  }

  /// Calls `body` with each attribute whose name begins with `prefix`: what follows in its name, and its value.
  func forEach(under prefix: String, _ body: (String, JSONValue) -> Void) {
    func offer(_ name: String, _ value: JSONValue) {
      if name.hasPrefix(prefix) { body(String(name.dropFirst(prefix.count)), Self.plain(value)) }
    }
    guard let list else { return }
    list.forEachMember { key, value in offer(key.string, value) }
    list.forEachElement { attribute in
      if let key = attribute["key"]?.string, let value = attribute["value"] { offer(key, value) }
    }
  }

  /// Whether there is an attribute whose name begins with one of `prefixes`.
  func has(under prefixes: [StaticString]) -> Bool {
    guard let list else { return false }
    func begins(_ text: UnsafeRawBufferPointer) -> Bool { prefixes.contains { $0.withUTF8Buffer { text.starts(with: $0) } } }
    if list.kind == .array { return list.elements.contains { $0["key"]?.withText(begins) ?? false } }
    var isFound = false
    list.forEachMember { key, _ in isFound = isFound || key.withText(begins) }
    return isFound
  }

  /// What is inside of a plain value.
  private static func plain(_ value: JSONValue) -> JSONValue {
    guard value.kind == .object else { return value }
    return value.first(["stringValue", "intValue", "doubleValue", "boolValue", "bytesValue"])
      ?? value.first(["string_value", "int_value", "double_value", "bool_value", "bytes_value"]) ?? value
  }

  private static let maps: [StaticString] = ["kvlistValue", "kvlist_value"]

  /// Whether a value is OTLP's for an object, or the attributes of one.
  static func isMap(_ value: JSONValue) -> Bool {
    if value.kind == .object { return value.count == 1 && value.first(maps) != nil }
    guard let first = value[0] else { return false }
    return first.count == 2 && first["key"]?.kind == .string && first["value"]?.kind == .object
  }

  /// Writes a value as the JSON that it stands for.
  static func write(_ value: JSONValue, to json: inout JSONWriter) {
    if let list = value.first(["arrayValue", "array_value"]) {
      json.raw("[")
      for element in list["values"]?.elements ?? JSONElements(of: value) {
        json.comma()
        writeInner(element, to: &json)
      }
      json.raw("]")
    } else if isMap(value) {
      json.raw("{")
      for member in (value.first(maps)?["values"] ?? value).elements {
        guard let key = member["key"], key.kind == .string, let inner = member["value"] else { continue }
        json.comma()
        json.raw(key.raw)
        json.raw(":")
        writeInner(inner, to: &json)
      }
      json.raw("}")
    } else if let number = value.first(["intValue", "int_value"]) {
      json.raw(number.whole.map { Array(String($0).utf8) } ?? Array(number.raw))
    } else {
      json.raw(plain(value).raw)
    }
  }

  /// Writes an element or a member, of which nothing is said where it is null.
  private static func writeInner(_ value: JSONValue, to json: inout JSONWriter) {
    if value.kind == .object, value.count == 0 { json.raw("null") } else { write(value, to: &json) }
  }
}

/// Attributes whose names are paths (`gen_ai.prompt.0.content`) as the tree that they stand for.
struct AttributeTree {
  private static let mostChildren = 2_000
  private static let mostLevels = 16
  /// Levels that OpenInference puts in between.
  private static let wrappers: Set<Substring> = [
    "message", "message_content", "tool_call", "prompt", "completion", "embedding", "document",
  ]

  private var value: JSONValue?
  private var children: [(name: Substring, tree: AttributeTree)] = []
  private var places: [Substring: Int] = [:]
  private let keepsAllLevels: Bool

  /// A tree without anything in it, which leaves out the levels that OpenInference puts in between unless it keeps all.
  init(keepsAllLevels: Bool = false) { self.keepsAllLevels = keepsAllLevels }

  /// Whether nothing was put in.
  var isEmpty: Bool { value == nil && children.isEmpty }

  /// Puts a value at the end of a path.
  mutating func insert(_ path: String, _ value: JSONValue) {
    let parts = path.split(separator: ".").filter { keepsAllLevels || !Self.wrappers.contains($0) }
    if parts.count <= Self.mostLevels { insert(parts[...], value) }
  }

  private mutating func insert(_ path: ArraySlice<Substring>, _ value: JSONValue) {
    guard let first = path.first else {
      self.value = value
      return
    }
    let name = first == "contents" && !keepsAllLevels ? "content" : first
    guard let place = places[name] ?? (children.count < Self.mostChildren ? children.count : nil) else { return }
    if place == children.count {
      children.append((name, AttributeTree(keepsAllLevels: keepsAllLevels)))
      places[name] = place
    }
    children[place].tree.insert(path.dropFirst(), value)
  }

  /// Writes the tree as JSON: what has numbers for names is an array.
  func write(to json: inout JSONWriter) {
    if let value, children.isEmpty { return Attributes.write(value, to: &json) }
    let indices = children.compactMap { Int($0.name) }
    guard indices.count < children.count else {
      json.raw("[")
      for child in zip(indices, children).sorted(by: { $0.0 < $1.0 }) {
        json.comma()
        child.1.tree.write(to: &json)
      }
      return json.raw("]")
    }
    json.raw("{")
    for child in children {
      json.comma()
      json.string(child.name.utf8)
      json.raw(":")
      child.tree.write(to: &json)
    }
    json.raw("}")
  }
}
