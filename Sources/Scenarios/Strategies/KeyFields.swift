import Traces

/// The fields of "key".
let keyFields = FieldTable<KeyRule>(
  what: "\"key\"", standard: .exact, leavesOutDefaults: true,
  fields: [
    .choice(
      "text", \.text,
      "How the last user message is compared: as it stands, or after case and punctuation (spelling), filler words too (fillers), and "
        + "inflection too (near)."
    ).always,
    .keyFields("fields", \.fields, orNone: false, "The fields that must be equal: \(fieldNames).").always,
  ])

/// All names of request fields.
let fieldNames = KeyField.allCases.map(\.rawValue).joined(separator: ", ")

extension Field {
  /// A set of request fields.
  static func keyFields(
    _ name: String, _ path: any WritableKeyPath<Root, Set<KeyField>> & Sendable, orNone: Bool, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: "a list of request fields", meaning: meaning, inner: [],
      read: { node, root in
        var fields: Set<KeyField> = []
        for element in try node.elements("\"\(name)\"") {
          guard let text = element.text, let field = KeyField(rawValue: text) else {
            let text = element.text ?? element.kind
            throw element.fault(
              "There is no request field \"\(shown(text))\"; \(suggestion(for: text, among: KeyField.allCases.map(\.rawValue)))")
          }
          fields.insert(field)
        }
        guard orNone || !fields.isEmpty else { throw node.fault("A key needs at least one field; write for example [messages, model].") }
        root[keyPath: path] = fields
      },
      print: { root, _ in "[" + KeyField.allCases.filter(root[keyPath: path].contains).map(\.rawValue).joined(separator: ", ") + "]" })
  }
}
