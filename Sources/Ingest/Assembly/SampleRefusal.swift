extension FormatSample {
  /// Why texts of which nothing is JSON are refused: they are a log that is known, or a table that cannot be read.
  var refusal: String? {
    if texts.prefix(Self.few).contains(where: { bytes, _ in ServerLog.recognises(bytes) }) { return ServerLog.explanation }
    let lines = texts.prefix(50).map(\.bytes)
    guard let first = lines.first?.first, first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else { return nil }
    if lines.first?.elementsEqual("interactions:".utf8) == true { return Self.isCassette }
    if lines.contains(where: { line in Self.statements.contains { line.starts(with: $0.utf8) } }) { return Self.isDump }
    return Array(lines.joined(separator: [0x0A])).withUnsafeBytes { CSV.whyNoTable($0) }.map { cause in
      "this is neither JSON nor a table that can be read: \(cause). A table has the names of its columns in its first row "
        + "(timestamp,model,prompt,…), and a comma, tab, semicolon or | between fields; names of your own are mapped with --map"
    }
  }

  private static let statements = ["INSERT INTO ", "CREATE TABLE "]
  private static let isDump = """
    this is a dump in SQL; have the table written as CSV or JSON (psql -c "\\copy TABLE TO 'FILE.csv' CSV HEADER", sqlite3 -json, \
    or the export of any client)
    """
  private static let isCassette = """
    this is a cassette of VCR in YAML; have it written as JSON (VCR's serializer "json", or any converter, such as `yq -o json`)
    """
}

extension JSONValue {
  private static let mostPaths = 16

  /// Where an object has its first values, as --map has it (`level, llm.model`), for an error; the values never.
  var leafPaths: String {
    guard kind == .object else { return keys }
    var paths: [String] = []
    addLeafPaths(to: &paths, below: "", depth: 0)
    return paths.isEmpty ? keys : paths.prefix(Self.mostPaths).joined(separator: ", ") + (paths.count > Self.mostPaths ? ", …" : "")
  }

  private func addLeafPaths(to paths: inout [String], below parent: String, depth: Int) {
    forEachMember { key, value in
      guard paths.count <= Self.mostPaths else { return }
      let path = parent + key.string.prefix(40)
      if value.kind == .object, value.count > 0, depth < 3 {
        value.addLeafPaths(to: &paths, below: path + ".", depth: depth + 1)
      } else {
        paths.append(path)
      }
    }
  }
}
