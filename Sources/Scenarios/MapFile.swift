/// A map of the fields of a home-made log, as YAML: one `field: path` a line.
public enum MapFile {
  /// The pairs of a YAML text, in the order of the file; what the fields are, and whether the paths are any, is for ingest to say.
  ///
  /// - Throws: ``ScenarioError`` with file, line and column.
  public static func read(_ text: String, file: String) throws(ScenarioError) -> [(field: String, path: String)] {
    let root = try YAMLNode.parse(text, file: file)
    var pairs: [(field: String, path: String)] = []
    for (key, value) in try root.members("The map of fields") {
      guard let field = key.text else { throw key.fault("The name of a field is \(key.kind); write field: path.") }
      guard let path = value.text else {
        throw value.fault("The path of \"\(field)\" is \(value.kind); write names with dots between: a.b.0.c.")
      }
      pairs.append((field, path))
    }
    return pairs
  }
}
