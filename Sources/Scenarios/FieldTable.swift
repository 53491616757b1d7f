/// One field of a YAML mapping: how it is read, checked, printed and described. Everything that knows fields is driven by tables of these.
struct Field<Root>: Sendable {
  /// The key in the file.
  let name: String
  /// What may be written, in words: "duration, or never".
  let values: String
  /// What it means, in one sentence.
  let meaning: String
  /// Fields of what is inside, for the reference page.
  let inner: [ReferenceRow]
  /// Takes the value at a node into a root.
  let read: @Sendable (YAMLNode, inout Root) throws -> Void
  /// The value as YAML after "name:"; starts with a line feed where it is a block. `nil` where the field does not apply.
  let print: @Sendable (Root, Int) -> String?
  /// Whether a table that leaves out defaults prints it all the same, because a reader looks for it.
  var isAlwaysPrinted = false
  /// The default, for the reference page, of a field that does not apply to the table's root.
  var standard: String?

  /// The field, with its default where the table's root does not show it.
  func standing(_ standard: String) -> Field {
    var field = self
    field.standard = standard
    return field
  }

  /// The field, printed even where it has its default.
  var always: Field {
    var field = self
    field.isAlwaysPrinted = true
    return field
  }
}

/// A row of the reference page.
public struct ReferenceRow: Sendable, Equatable {
  /// The path of the field: "tiers[].ttl".
  public let path: String
  /// What may be written.
  public let values: String
  /// The default, as it would be written.
  public let standard: String
  /// What it means.
  public let meaning: String
}

/// The fields of one kind of mapping, in the order in which they are read and printed.
struct FieldTable<Root>: Sendable where Root: Sendable {
  /// What the mapping is, for messages: "a tier".
  let what: String
  /// A root with all defaults, for the reference page.
  let standard: Root
  /// Whether fields that have their defaults are left out when a mapping is printed. Reading must then start from ``standard``.
  var leavesOutDefaults = false
  /// Fields that must be written.
  var required: [String] = []
  /// Fields that must be written besides, by what else is there.
  var requiredWith: @Sendable (Root) -> [String] = { _ in [] }
  /// Where a key that is not in the table belongs, by its name and value: a clause that ends the message; `nil` where it is nowhere known.
  var elsewhere: @Sendable (String, YAMLNode) -> String? = { _, _ in nil }
  let fields: [Field<Root>]

  /// Reads a mapping into `root`; a key that is not in the table is an error that says where it belongs, or names the nearest one.
  func read(_ node: YAMLNode, into root: inout Root, also known: [String] = []) throws {
    var values: [String: YAMLNode] = [:]
    for (key, value) in try node.members(what) {
      let name = key.text ?? ""
      guard fields.contains(where: { $0.name == name }) || known.contains(name) else {
        let hint = elsewhere(name, value) ?? suggestion(for: name, among: fields.map(\.name) + known)
        throw key.fault("\(what) has no field \"\(shown(name))\"; \(hint)")
      }
      values[name] = value
    }
    for field in fields {
      if let value = values[field.name] { try field.read(value, &root) }
    }
    // What is missing is said last: a wrong value is nearer to what the author thinks of.
    let required = required + requiredWith(root)
    if let missing = fields.first(where: { required.contains($0.name) && values[$0.name] == nil }) {
      throw node.fault("\(what) needs \"\(missing.name)\"; write \(missing.values).")
    }
  }

  /// The mapping as YAML, each line indented by `indent` spaces; empty where all is left out.
  func print(_ root: Root, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return fields.compactMap { field in
      guard let value = field.print(root, indent) else { return nil }
      if leavesOutDefaults, !field.isAlwaysPrinted, value == field.print(standard, indent) { return nil }
      return "\(margin)\(field.name):" + (value.hasPrefix("\n") || value.isEmpty ? value : " " + value)
    }.joined(separator: "\n")
  }

  /// The mapping as a value after "name:": a block, or `{}` where all is left out.
  func block(_ root: Root, indent: Int) -> String {
    let lines = print(root, indent: indent + 2)
    return lines.isEmpty ? "{}" : "\n" + lines
  }

  /// The reference of all fields, those inside after their parent.
  func reference(prefix: String = "") -> [ReferenceRow] {
    fields.flatMap { field -> [ReferenceRow] in
      let printed = field.inner.isEmpty ? field.standard ?? field.print(standard, 0) ?? "" : ""
      let isRequired = required.contains(field.name)
      let row = ReferenceRow(
        path: prefix + field.name, values: field.values, standard: isRequired ? "" : printed,
        meaning: field.meaning + (isRequired ? " Required." : ""))
      let inner = field.inner.map {
        ReferenceRow(path: prefix + $0.path, values: $0.values, standard: $0.standard, meaning: $0.meaning)
      }
      return [row] + inner
    }
  }
}

extension Field {
  /// A field with a single value: `parse` gives `nil` for what it does not understand.
  static func scalar<Value>(
    _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ values: String, _ meaning: String,
    parse: @escaping @Sendable (String) -> Value?, print: @escaping @Sendable (Value) -> String
  ) -> Field {
    Field(
      name: name, values: values, meaning: meaning, inner: [],
      read: { node, root in
        guard let text = node.text, let value = parse(text) else {
          throw node.unfit("\"\(name)\" is", values)
        }
        root[keyPath: path] = value
      },
      print: { root, _ in print(root[keyPath: path]) })
  }

  /// A field that is one of the names of an enumeration.
  static func choice<Value: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ meaning: String
  ) -> Field where Value.RawValue == String {
    scalar(
      name, path, Value.allCases.map(\.rawValue).joined(separator: " | "), meaning, parse: { Value(rawValue: $0) }, print: { $0.rawValue })
  }

  /// A field that is true or false.
  static func flag(_ name: String, _ path: any WritableKeyPath<Root, Bool> & Sendable, _ meaning: String) -> Field {
    scalar(name, path, "true | false", meaning, parse: { ["true": true, "false": false][$0] }, print: { "\($0)" })
  }

  /// A field that is free text.
  static func text(_ name: String, _ path: any WritableKeyPath<Root, String> & Sendable, _ meaning: String) -> Field {
    scalar(name, path, "text", meaning, parse: { $0 }, print: { quoted($0) })
  }

  /// A field that is a mapping of its own.
  static func nested<Inner: Sendable>(
    _ name: String, _ path: any WritableKeyPath<Root, Inner> & Sendable, _ table: FieldTable<Inner>, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: "a mapping", meaning: meaning, inner: table.reference(prefix: name + "."),
      read: { node, root in try table.read(node, into: &root[keyPath: path]) },
      print: { root, indent in table.block(root[keyPath: path], indent: indent) })
  }

  /// A field that is a list of mappings.
  static func list<Inner: Sendable>(
    _ name: String, _ path: any WritableKeyPath<Root, [Inner]> & Sendable, _ table: FieldTable<Inner>, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: "a list of mappings", meaning: meaning, inner: table.reference(prefix: name + "[]."),
      read: { node, root in
        root[keyPath: path] = try node.elements("\"\(name)\"").map { element in
          var inner = table.standard
          try table.read(element, into: &inner)
          return inner
        }
      },
      print: { root, indent in
        let items = root[keyPath: path]
        guard !items.isEmpty else { return "[]" }
        return "\n"
          + items.map { item in
            let block = table.print(item, indent: indent + 4)
            return String(repeating: " ", count: indent + 2) + "- " + (block.isEmpty ? "{}" : block.dropFirst(indent + 4))
          }.joined(separator: "\n")
      })
  }
}
