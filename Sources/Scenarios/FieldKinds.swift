import Units

/// Fields that hold more than one value, or perhaps none.
extension Field {
  /// A mapping that may be left out; `none` says so where a preset has it.
  static func optional<Inner: Sendable>(
    _ name: String, _ path: any WritableKeyPath<Root, Inner?> & Sendable, _ table: FieldTable<Inner>, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: "a mapping, or none", meaning: meaning, inner: table.reference(prefix: name + "."),
      read: { node, root in
        guard node.text != "none" else { return root[keyPath: path] = nil }
        var inner = root[keyPath: path] ?? table.standard
        try table.read(node, into: &inner)
        root[keyPath: path] = inner
      },
      print: { root, indent in root[keyPath: path].map { table.block($0, indent: indent) } ?? "none" })
  }

  /// A list of single values.
  static func values<Value>(
    _ name: String, _ path: any WritableKeyPath<Root, [Value]> & Sendable, _ values: String, _ meaning: String,
    parse: @escaping @Sendable (String) -> Value?, print: @escaping @Sendable (Value) -> String
  ) -> Field {
    Field(
      name: name, values: "a list of \(values)", meaning: meaning, inner: [],
      read: { node, root in
        root[keyPath: path] = try node.elements("\"\(name)\"").map { element in
          guard let text = element.text, let value = parse(text) else {
            throw element.unfit("In \"\(name)\" stands", values)
          }
          return value
        }
      },
      print: { root, _ in "[" + root[keyPath: path].map(print).joined(separator: ", ") + "]" })
  }

  /// A list of texts.
  static func texts(_ name: String, _ path: any WritableKeyPath<Root, [String]> & Sendable, _ meaning: String) -> Field {
    values(name, path, "texts", meaning, parse: { $0 }, print: { quoted($0) })
  }

  /// A mapping from names to single values, printed in the order of the names.
  static func named<Value: Equatable>(
    _ name: String, _ path: any WritableKeyPath<Root, [String: Value]> & Sendable, _ values: String, _ meaning: String,
    parse: @escaping @Sendable (String) -> Value?, print: @escaping @Sendable (Value) -> String
  ) -> Field {
    Field(
      name: name, values: values, meaning: meaning, inner: [],
      read: { node, root in
        var out: [String: Value] = [:]
        for (key, value) in try node.members("\"\(name)\"") {
          guard let text = value.text, let parsed = parse(text) else {
            throw value.unfit("\"\(shown(key.text ?? ""))\" in \"\(name)\" is", values)
          }
          out[key.text ?? ""] = parsed
        }
        root[keyPath: path] = out
      },
      print: { root, _ in
        "{" + root[keyPath: path].sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(print($0.value))" }.joined(separator: ", ") + "}"
      })
  }

  /// A text that may be left out.
  static func name(
    _ name: String, _ path: any WritableKeyPath<Root, String?> & Sendable, _ values: String, _ meaning: String
  ) -> Field {
    let field = scalar(name, path, values, meaning, parse: { .some($0) }, print: { $0.map(quoted) ?? "" })
    return Field(
      name: name, values: values, meaning: meaning, inner: [], read: field.read,
      print: { root, indent in root[keyPath: path] == nil ? nil : field.print(root, indent) })
  }

  /// A span of time; where `none` is given, that word stands for its absence.
  static func span(
    _ name: String, _ path: any WritableKeyPath<Root, Microseconds?> & Sendable, none: String, _ meaning: String
  ) -> Field {
    scalar(
      name, path, "a duration such as 500ms, 5m, 1h, or \(none)", meaning,
      parse: { $0 == none ? .some(nil) : Quantity.duration($0).map { .some($0) } }, print: { $0.map(Quantity.print) ?? none })
  }

  /// A span of time.
  static func span(_ name: String, _ path: any WritableKeyPath<Root, Microseconds> & Sendable, _ meaning: String) -> Field {
    scalar(name, path, "a duration such as 500ms, 5m, 1h", meaning, parse: { Quantity.duration($0) }, print: { Quantity.print($0) })
  }

  /// A whole number.
  static func count(_ name: String, _ path: any WritableKeyPath<Root, Int> & Sendable, _ meaning: String) -> Field {
    scalar(name, path, "a whole number", meaning, parse: { Quantity.whole($0) }, print: { "\($0)" })
  }

  /// A whole number; `none` is the word for its absence.
  static func count(_ name: String, _ path: any WritableKeyPath<Root, Int?> & Sendable, none: String, _ meaning: String) -> Field {
    scalar(
      name, path, "a whole number, or \(none)", meaning,
      parse: { $0 == none ? .some(nil) : Quantity.whole($0).map { .some($0) } }, print: { $0.map { "\($0)" } ?? none })
  }

  /// A number.
  static func decimal(_ name: String, _ path: any WritableKeyPath<Root, Double> & Sendable, _ meaning: String) -> Field {
    scalar(name, path, "a number", meaning, parse: { Quantity.number($0) }, print: { Quantity.print($0) })
  }

  /// A part of a whole.
  static func share(_ name: String, _ path: any WritableKeyPath<Root, Double> & Sendable, _ meaning: String) -> Field {
    scalar(name, path, "a share such as 5% or 0.05", meaning, parse: { Quantity.share($0) }, print: { Quantity.print($0) })
  }

  /// An amount of money.
  static func dollars(_ name: String, _ path: any WritableKeyPath<Root, Dollars> & Sendable, _ meaning: String) -> Field {
    scalar(name, path, "an amount such as $0.02", meaning, parse: { Quantity.dollars($0) }, print: { "$" + $0.exact })
  }

  /// The field, whose value is also held against what else was read.
  func checked(_ check: @escaping @Sendable (YAMLNode, Root) throws -> Void) -> Field {
    let field = self
    return Field(
      name: name, values: values, meaning: meaning, inner: inner,
      read: { node, root in
        try field.read(node, &root)
        try check(node, root)
      }, print: print, isAlwaysPrinted: isAlwaysPrinted, standard: standard)
  }

  /// The field where `applies`; elsewhere it is left out, and a file that has it is told with what it goes.
  func onlyWith(_ what: String, _ applies: @escaping @Sendable (Root) -> Bool) -> Field {
    let (read, print, name) = (read, print, name)
    return Field(
      name: name, values: values, meaning: meaning, inner: inner,
      read: { node, root in
        guard applies(root) else { throw node.fault("\"\(name)\" goes with \(what) only; take it out, or set that.") }
        try read(node, &root)
      },
      print: { root, indent in applies(root) ? print(root, indent) : nil }, standard: standard)
  }
}
