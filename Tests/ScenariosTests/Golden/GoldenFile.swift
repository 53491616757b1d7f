import CZstd
import Foundation

/// Golden runs of real products, where they are: `../shared/data/golden`.
enum GoldenFile {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/data").standardized

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "golden").path) }

  /// The lines of a JSON-lines file, packed or not.
  static func lines(_ path: String) throws -> [String] {
    String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// A JSON file.
  static func object(in path: String) throws -> [String: Any] { try parse(bytes(path)) }

  /// The JSON object in a text.
  static func object(_ text: String) throws -> [String: Any] { try parse(Data(text.utf8)) }

  private static func parse(_ data: Data) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  static func bytes(_ path: String) throws -> Data {
    let data = try Data(contentsOf: folder.appending(path: path))
    guard path.hasSuffix(".zst") else { return data }
    let size = data.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
    let room = size < 1 << 28 ? Int(size) : 1 << 26
    var bytes = [UInt8](repeating: 0, count: room)
    let written = data.withUnsafeBytes { ZSTD_decompress(&bytes, bytes.count, $0.baseAddress, $0.count) }
    guard ZSTD_isError(written) == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return Data(bytes[..<written])
  }
}

/// The members of a JSON object as they stand in the text, in their order, which `JSONSerialization` forgets.
func members(of json: Substring) -> [(name: String, value: Substring)] {
  var out: [(String, Substring)] = []
  var depth = 0
  var inString = false
  var escaped = false
  var start = json.startIndex
  var name: String?
  for index in json.indices {
    let character = json[index]
    if inString {
      if escaped { escaped = false } else if character == "\\" { escaped = true } else if character == "\"" { inString = false }
      continue
    }
    switch character {
    case "\"": inString = true
    case "{", "[":
      depth += 1
      if depth == 1 { start = json.index(after: index) }
    case ":" where depth == 1 && name == nil:
      name = json[start..<index].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
      start = json.index(after: index)
    case ",", "}", "]":
      if depth == 1, let found = name {
        out.append((found, json[start..<index]))
        name = nil
        start = json.index(after: index)
      }
      if character != "," { depth -= 1 }
      if depth == 0, character != "," { return out }
    default: break
    }
  }
  return out
}
