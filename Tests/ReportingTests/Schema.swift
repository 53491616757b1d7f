import Foundation

/// A validator of the part of JSON Schema 2020-12 that the schemas of this repository use; any other keyword is a complaint, so that
/// nothing passes unread.
struct Schema {
  private let documents: [String: [String: Any]]

  /// Reads the schemas of a folder, by file name.
  init(folder: URL) throws {
    var documents: [String: [String: Any]] = [:]
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) where file.pathExtension == "json"
    {
      documents[file.lastPathComponent] = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    }
    self.documents = documents
  }

  /// What is wrong with a value, each with the path to it.
  func complaints(about json: String, against name: String) throws -> [String] {
    guard let schema = documents[name] else { return ["there is no schema \(name)"] }
    return check(try JSONSerialization.jsonObject(with: Data(json.utf8), options: [.fragmentsAllowed]), schema, in: name, at: "$")
  }

  private static let notes: Set = ["$schema", "$id", "$defs", "title", "description"]

  private func check(_ value: Any, _ schema: [String: Any], in document: String, at path: String) -> [String] {
    var out: [String] = []
    for (keyword, rule) in schema.sorted(by: { $0.key < $1.key }) where !Self.notes.contains(keyword) {
      switch keyword {
      case "$ref":
        out +=
          resolve(rule as? String ?? "", in: document).map { check(value, $0.schema, in: $0.document, at: path) } ?? [
            "\(path): no such $ref \(rule)"
          ]
      case "type":
        let types = rule as? [String] ?? [rule as? String ?? ""]
        if !types.contains(where: { Self.isOf(value, $0) }) { out.append("\(path): not of type \(types)") }
      case "const": if value as? String != rule as? String { out.append("\(path): not \(rule)") }
      case "enum":
        if let text = value as? String, !(rule as? [String] ?? []).contains(text) { out.append("\(path): \(text) is none of \(rule)") }
      case "pattern":
        if let text = value as? String, text.range(of: rule as? String ?? "", options: .regularExpression) == nil {
          out.append("\(path): \(text) does not match \(rule)")
        }
      case "minimum":
        if Self.isOf(value, "number"), let number = value as? NSNumber, number.doubleValue < (rule as? NSNumber)?.doubleValue ?? 0 {
          out.append("\(path): below \(rule)")
        }
      case "anyOf":
        let tries = (rule as? [[String: Any]] ?? []).map { check(value, $0, in: document, at: path) }
        if !tries.contains(where: \.isEmpty) { out += tries.flatMap { $0 } }
      case "items":
        for (index, element) in (value as? [Any] ?? []).enumerated() {
          out += check(element, rule as? [String: Any] ?? [:], in: document, at: "\(path)[\(index)]")
        }
      case "required":
        for name in rule as? [String] ?? [] where (value as? [String: Any])?[name] == nil { out.append("\(path): lacks \(name)") }
      case "properties":
        for (name, rule) in rule as? [String: [String: Any]] ?? [:] {
          if let member = (value as? [String: Any])?[name] { out += check(member, rule, in: document, at: "\(path).\(name)") }
        }
      case "additionalProperties":
        let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
        for name in (value as? [String: Any] ?? [:]).keys.sorted() where !known.contains(name) {
          out.append("\(path): \(name) is not in the schema")
        }
      default: out.append("\(path): the validator does not know \(keyword)")
      }
    }
    return out
  }

  private func resolve(_ reference: String, in document: String) -> (schema: [String: Any], document: String)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let name = parts[1].split(separator: "/").last else { return nil }
    let target = parts[0].isEmpty ? document : parts[0]
    guard parts[1] == "/$defs/\(name)", let found = (documents[target]?["$defs"] as? [String: [String: Any]])?[String(name)] else {
      return nil
    }
    return (found, target)
  }

  private static func isOf(_ value: Any, _ type: String) -> Bool {
    let number = value as? NSNumber
    let isBool = number.map { isTruthValue($0) } ?? false
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "boolean": return isBool
    case "null": return value is NSNull
    case "number": return number != nil && !isBool && !(value is String)
    case "integer": return number.map { !isBool && $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: return false
    }
  }

  /// JSONSerialization gives truth values as numbers of the C type for characters.
  private static func isTruthValue(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
